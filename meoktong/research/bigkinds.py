"""Excel exports of BigKinds (the news archive of the Korea Press Foundation) as articles.

A spreadsheet is a hostile input: a ZIP archive of XML. What it claims to hold is measured before anything is unpacked,
documents that define entities are refused, formulas are never run, and rows and columns are bounded whatever the sheet
says of its size.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from storage.clean import clean_text
from storage.localtime import SEOUL
from storage.records import Article

COLUMNS = {"id": "뉴스 식별자", "day": "일자", "outlet": "언론사", "title": "제목", "body": "본문", "url": "URL"}
LARGEST = 400_000_000  # bytes unpacked
DENSEST = 200  # unpacked bytes for each packed one
MOST_PARTS = 2_000
MOST_ROWS = 500_000
MOST_COLUMNS = 64
SEARCHED = 20  # rows in which the header must be
CUT = range(195, 206)  # characters of a body that BigKinds cut at 200, give or take what cleaning takes away
_IDENTIFIER = re.compile(r"\d{8}\.(\d{14})\d{0,6}(-\d+)?")
_DAY = re.compile(r"(\d{4})\D?(\d{2})\D?(\d{2})")
_ADDRESS = re.compile(r"https?://[^\s<>\"]{4,1900}")


class BigKindsError(ValueError):
    """A file or a row that is not what BigKinds exports; the message is one line."""


class Found(NamedTuple):
    """One row of the sheet: its number, and the article or why there is none."""

    row: int
    article: Article | None
    reason: str = ""


def is_workbook(path: Path) -> bool:
    """Whether a file begins like a ZIP archive, or like one of Excel's older or encrypted ones."""
    with path.open("rb") as stream:
        return stream.read(4) in {b"PK\x03\x04", b"\xd0\xcf\x11\xe0"}


def articles(path: Path) -> Iterator[Found]:
    """The rows below the header of the first sheet that has one. Raises `BigKindsError`, `OSError`."""
    _check_archive(path)
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # whatever its XML holds is the file's fault
        raise BigKindsError(f"not an Excel file that can be read: {type(error).__name__}") from None
    try:
        yield from _sheets(book)
    finally:
        book.close()


def _check_archive(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS:
                raise BigKindsError(f"{len(parts)} parts in one Excel file")
            unpacked = sum(part.file_size for part in parts)
            if unpacked > LARGEST or unpacked > DENSEST * max(path.stat().st_size, 10_000):
                raise BigKindsError(f"unpacks to {unpacked:,} bytes: not an export of news")
            for part in parts:
                _check_part(archive, part)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise BigKindsError(f"not an .xlsx file (older or encrypted ones are not read): {error}") from None
    except zipfile.zlib.error as error:  # type: ignore[attr-defined]
        raise BigKindsError(f"damaged: {error}") from None


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """A part that is as long as it says, in UTF-8, and defines no entities."""
    before = b""
    with archive.open(part) as stream:
        while chunk := stream.read(1 << 20):
            if not before and chunk[:2] in {b"\xff\xfe", b"\xfe\xff"}:
                raise BigKindsError(f"{part.filename}: not UTF-8")
            if part.filename.endswith((".xml", ".rels")) and (
                b"<!DOCTYPE" in before + chunk or b"<!ENTITY" in before + chunk
            ):
                raise BigKindsError(f"{part.filename}: defines entities")
            before = chunk[-16:]


def _sheets(book: Any) -> Iterator[Found]:
    for sheet in book.worksheets:
        places = _header(sheet)
        if places is not None:
            yield from _rows(sheet, *places)
            return
    raise BigKindsError(f"no sheet with the columns {', '.join(COLUMNS.values())} in its first {SEARCHED} rows")


def _cells(sheet: Any, first: int, last: int) -> Iterator[tuple[Any, ...]]:
    if hasattr(sheet, "reset_dimensions"):
        sheet.reset_dimensions()  # what the sheet says of its own size is not believed
    try:
        yield from sheet.iter_rows(min_row=first, max_row=last, max_col=MOST_COLUMNS, values_only=True)
    except Exception as error:
        raise BigKindsError(f"damaged sheet: {type(error).__name__}: {str(error)[:80]}") from None


def _header(sheet: Any) -> tuple[int, dict[str, int]] | None:
    """The header's row, and the place of each column in it."""
    if not hasattr(sheet, "iter_rows"):
        return None
    for number, row in enumerate(_cells(sheet, 1, SEARCHED), 1):
        names = ["".join(str(value or "").split()) for value in row]
        places = {key: names.index(name) for key, told in COLUMNS.items() if (name := "".join(told.split())) in names}
        if {"day", "title", "body"} <= places.keys():
            return number, places
    return None


def _rows(sheet: Any, header: int, places: dict[str, int]) -> Iterator[Found]:
    empty = 0
    for number, row in enumerate(_cells(sheet, header + 1, header + MOST_ROWS + 1), header + 1):
        if number > header + MOST_ROWS:
            yield Found(number, None, f"more than {MOST_ROWS:,} rows: the rest is not read")
            return
        cells = {key: row[place] if place < len(row) else None for key, place in places.items()}
        if not any(value not in (None, "") for value in cells.values()):
            empty += 1
            if empty > 1_000:
                return
            continue
        empty = 0
        try:
            yield Found(number, article_of(cells))
        except BigKindsError as error:
            yield Found(number, None, str(error))


def article_of(cells: dict[str, Any]) -> Article:
    """One row as an article. Raises `BigKindsError` for one without day, headline and body.

    BigKinds tells the day, and in its identifier the moment at which it took the article in, which is that of publication
    give or take minutes; where only the day is known, its last minute stands for it.
    """
    body, title = _text(cells.get("body")), _text(cells.get("title")).replace("\n", " ").strip()
    if not (body.strip() or title):
        raise BigKindsError("neither headline nor body")
    identifier, day = _text(cells.get("id")).strip(), cells.get("day")
    published = _published(identifier, day)
    address = _text(cells.get("url")).strip()
    if not _ADDRESS.fullmatch(address):
        if not _IDENTIFIER.fullmatch(identifier):
            raise BigKindsError("neither URL nor 뉴스 식별자")
        address = f"https://www.bigkinds.or.kr/v2/news/newsDetailView.do?newsId={identifier}"
    return Article(
        url=address,
        publisher=_text(cells.get("outlet")).strip()[:200] or "bigkinds.or.kr",
        headline=title,
        body=body,
        published_at=published,
        published_raw=str(day or "")[:40],
        layout="bigkinds",
        partial=len(body) in CUT or body.rstrip().endswith(("...", "…")),
    )


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return clean_text(str(value)) if value is not None else ""


def _published(identifier: str, day: object) -> datetime:
    told = day.strftime("%Y%m%d") if isinstance(day, datetime) else _text(day)
    found = _DAY.match(told.strip())
    if found is None:
        raise BigKindsError(f"일자 is no day: {told[:20]!r}")
    date = "".join(found.groups())
    taken = _IDENTIFIER.fullmatch(identifier)
    moment = taken[1] if taken and taken[1].startswith(date) else f"{date}235900"
    try:
        when = datetime.strptime(moment, "%Y%m%d%H%M%S").replace(tzinfo=SEOUL)
    except ValueError:
        try:
            when = datetime.strptime(f"{date}235900", "%Y%m%d%H%M%S").replace(tzinfo=SEOUL)
        except ValueError:
            raise BigKindsError(f"일자 is no day: {told[:20]!r}") from None
    if not 1900 <= when.year < 2200:
        raise BigKindsError(f"일자 is out of range: {told[:20]!r}")
    return when
