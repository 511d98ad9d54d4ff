"""WARC files (also those of CC-NEWS) -> pages of Korean outlets, streamed: a file of any size costs one page of memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from crawler.page_dates import parse_moment
from crawler.page_decode import MAX_PAGE_BYTES
from crawler.publishers.registry import Registry
from crawler.sites import site
from storage.records import RawPage


@dataclass(frozen=True, slots=True)
class Archived:
    """One page of an archive, and when it was fetched."""

    raw: RawPage
    fetched_at: datetime


class BrokenArchiveError(ValueError):
    """A file that is no WARC file, or breaks off; what was read before counts."""


def read_archive(path: Path, registry: Registry) -> Iterator[Archived]:
    """The HTML answers of Korean outlets in a WARC file, compressed or not, one at a time.

    An outlet is Korean if it is declared or its domain ends in `.kr`; other records are passed over unread. Raises
    `BrokenArchiveError`, one line, when it comes to where the file is broken.
    """
    try:
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream):
                if _is_wanted(record, registry) and (page := _page(record)):
                    yield page
    except (ArchiveLoadFailed, OSError, ValueError, EOFError) as error:
        told = (str(error).splitlines() or ["broken"])[0].split(", first line")[0]  # without the file's own words
        raise BrokenArchiveError(f"{path.name}: {told[:200]}") from None


def _is_wanted(record: Any, registry: Registry) -> bool:
    if record.rec_type != "response" or record.http_headers is None:
        return False
    url = _address(record)
    kind = (record.http_headers.get_header("Content-Type") or "").lower()
    if record.http_headers.get_statuscode() != "200" or not ("html" in kind or not kind):
        return False
    return url.startswith(("http://", "https://")) and (registry.for_url(url) is not None or site(url).endswith(".kr"))


def _page(record: Any) -> Archived | None:
    fetched = parse_moment(record.rec_headers.get_header("WARC-Date") or "")
    content = record.content_stream().read(MAX_PAGE_BYTES + 1)
    if fetched is None or not content or len(content) > MAX_PAGE_BYTES:
        return None
    kind = record.http_headers.get_header("Content-Type") or ""
    return Archived(RawPage(_address(record), content, kind), fetched)


def _address(record: Any) -> str:
    return (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
