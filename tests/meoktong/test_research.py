"""The tools of a researcher, on the command line and on real files."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from pyarrow import parquet
from typer.testing import CliRunner

from classifier.learning.corpus import load_corpus
from meoktong import merging
from meoktong.cli import app
from meoktong.complaints import FailureError
from meoktong.outputs.rows import harmless
from meoktong.research import bigkinds
from meoktong.research.models import TABLES, codebook
from storage import queries
from storage.records import Article, Extraction, OutageMention, Relevance
from storage.store import Store
from tests.meoktong.test_merging import NOW

BODY = "가나은행 앱이 24일 오전 9시부터 멈췄다. 원인은 설정 오류로 드러났다."


def run(*arguments: object, code: int = 0) -> str:
    """Standard output of a verb."""
    done = CliRunner().invoke(app, [str(one) for one in arguments])
    if isinstance(done.exception, FailureError):
        raise done.exception
    assert done.exit_code == code, done.output
    return done.stdout


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Two outages of one bank told by three articles, and nine articles of nothing."""
    path = tmp_path / "record.db"
    with Store(str(path)) as store:
        for n in range(12):
            when = datetime(2023, 11, 24 - (n == 2), 3, n, tzinfo=UTC)
            url = f"https://news.example/{n}"
            store.save_article(Article(url, f"신문{n}", f"=제목 {n}", f"{BODY} {n}", when))
        for stored in store.pending_articles("v1"):
            n = int(stored.article.url.rpartition("/")[2])
            start = "2023-11-24T09" if n < 2 else "2023-11-23T10"
            mention = OutageMention(("가나은행 앱",), "가나은행", started_at=start, cause="software", status="restored",
                                    ended_at=f"{start[:10]}T12", duration_minutes=180.0 if n < 2 else None, confidence=0.9)  # fmt: skip
            label = "report" if n < 3 else "none"
            extraction = Extraction(Relevance(label, 0.9), (mention,) if n < 3 else (), "v1")  # type: ignore[arg-type]
            store.save_extraction(stored.id, stored.article.body_sha256, extraction)
        merging.merge(store, NOW)
    return path


def listed(db: Path, *arguments: str) -> list[dict[str, Any]]:
    return list(json.loads(run("events", "--db", db, "--format", "json", *arguments)))


def test_events_are_asked_for_by_any_name_sector_sorting_and_page(db: Path) -> None:
    assert [len(one["urls"]) for one in listed(db)] == [2, 1]
    assert [len(one["urls"]) for one in listed(db, "--sort", "articles", "--limit", "1", "--offset", "1")] == [1]
    assert len(listed(db, "--system", "가나 은행", "--text", "장애 설정")) == 0
    assert len(listed(db, "--operator", "가나은행", "--text", "오류")) == 2
    assert len(listed(db, "--as-of", "2020-01-01")) == 0
    assert [len(one["urls"]) for one in listed(db, "--as-of", "2023-11-24T12:00:30", "--sort", "started")] == [1, 1]
    with pytest.raises(FailureError, match="no such sector"):
        run("events", "--db", db, "--sector", "꽃집")


def test_systems_tell_their_denominators(db: Path) -> None:
    [row] = json.loads(run("systems", "--db", db, "--format", "json"))
    assert (row["outages"], row["known"], row["with_duration"]) == (2, 2, "2 of 2")
    assert (row["total_minutes"], row["median_minutes"]) == (300, 150)
    assert (row["first"], row["last"]) == ("2023-11-23", "2023-11-24")
    [operator] = json.loads(run("systems", "--operators", "--db", db, "--format", "json"))
    assert operator["name"] == "가나은행"


def test_an_event_tells_which_of_its_week_it_is(db: Path) -> None:
    told = run("event", listed(db)[0]["id"], "--db", db)
    assert "최근 7일 두 번째" in told
    assert "직전 2023년 11월 23일(목)" in told


def test_a_review_counts_at_once_and_teaches(db: Path, tmp_path: Path) -> None:
    first, second = (one["id"] for one in listed(db))
    run("review", first, "--set", "cause=human_error", "--set", "ended_at=2023-11-24T10", "--by", "기자", "--db", db)
    run("review", second, "--reject", "--note", "점검이었다", "--db", db)
    [left] = listed(db)
    assert (left["cause"], left["minutes"], left["review"]) == ("human_error", 60, "corrected")
    assert [one["id"] for one in listed(db, "--review", "rejected")] == [second]
    assert [one["action"] for one in json.loads(run("review", "--db", db, "--format", "json"))] == [
        "correct",
        "correct",
        "reject",
    ]
    folder = tmp_path / "corpus"
    folder.mkdir()
    run("export", "training", "--out", folder / "reviewed.jsonl", "--db", db)
    rows = load_corpus(folder)
    assert sorted((row["relevance"], [e["cause"] for e in row["events"]]) for row in rows) == [
        ("none", []), ("report", ["human_error"]), ("report", ["human_error"]),
    ]  # fmt: skip
    with pytest.raises(FailureError, match="not FIELD=VALUE"):
        run("review", first, "--set", "cause", "--db", db)
    assert run("review", first, "--db", db, code=2) == ""


def test_every_format_holds_the_same_table(db: Path, tmp_path: Path) -> None:
    for shape in ("csv", "jsonl", "parquet", "xlsx"):
        run("export", "events", "--format", shape, "--out", tmp_path / f"e.{shape}", "--db", db)
    lines = [json.loads(line) for line in (tmp_path / "e.jsonl").read_text("utf-8").splitlines()]
    rows = list(csv.DictReader(io.StringIO((tmp_path / "e.csv").read_text("utf-8"))))
    table = parquet.read_table(tmp_path / "e.parquet").to_pylist()
    sheet = [[cell.value for cell in row] for row in load_workbook(tmp_path / "e.xlsx").active.iter_rows()]  # type: ignore[union-attr]
    assert table == lines
    assert [row["id"] for row in rows] == [row["id"] for row in lines] == [row[0] for row in sheet[1:]]
    assert sheet[0] == list(TABLES["events"].model_fields) == list(rows[0])
    assert lines[0]["started_at_utc"] == "2023-11-23T01:00:00Z"
    assert (tmp_path / "e.csv").read_bytes()[:3] == b"id,"


def test_excel_reads_the_mark_and_runs_no_formula(db: Path, tmp_path: Path) -> None:
    run("export", "texts", "--bom", "--out", tmp_path / "t.csv", "--db", db)
    content = (tmp_path / "t.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert {row["headline"][:2] for row in rows} == {"'="}
    run("export", "texts", "--format", "xlsx", "--out", tmp_path / "t.xlsx", "--db", db)
    cells = [cell for row in load_workbook(tmp_path / "t.xlsx").active.iter_rows() for cell in row]  # type: ignore[union-attr]
    assert not [cell for cell in cells if cell.data_type == "f"]


@pytest.mark.parametrize("cell", ["=1", "+x", "-x", "@x", "\t=1", " =1", "\r@", "＝1", "-2+3"])
def test_a_formula_becomes_text(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "장애", "-5", "+82.5", "a=1", "2023-11-24"])
def test_what_is_no_formula_stays(cell: str) -> None:
    assert harmless(cell) == cell


def test_samples_can_be_drawn_again_and_of_negatives_too(db: Path) -> None:
    def drawn(*arguments: object) -> list[str]:
        return [
            json.loads(line)["url"]
            for line in run("export", "texts", "--format", "jsonl", "--db", db, *arguments).splitlines()
        ]

    assert drawn("--sample", 4, "--seed", 1) == drawn("--sample", 4, "--seed", 1)
    assert drawn("--sample", 4, "--seed", 1) != drawn("--sample", 4, "--seed", 2)
    assert len(set(drawn("--sample", 99, "--relevance", "none"))) == 9
    assert len(drawn()) == 12


def test_a_release_says_what_it_holds_and_holds_no_press_text(db: Path, tmp_path: Path) -> None:
    folder = Path(
        run("export", "release", "--out", tmp_path / "releases", "--author", "가나연구소", "--db", db).strip()
    )
    sums = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines())
    assert sums == {
        p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.iterdir() if p.name != "SHA256SUMS"
    }
    counts = json.loads((folder / "counts.json").read_text("utf-8"))
    assert (counts["events"], counts["rows"]["articles"], counts["unknown_share"]["cause"]) == (2, 12, 0)
    everything = b"".join(path.read_bytes() for path in folder.iterdir()).decode()
    assert "제목" not in everything
    assert "드러났다" not in everything
    assert (folder / "codebook.md").read_text("utf-8") == codebook()
    coverage = list(csv.DictReader(io.StringIO((folder / "coverage.csv").read_text("utf-8"))))
    assert sum(int(row["articles"]) for row in coverage) == 12
    with pytest.raises(FailureError, match="is there already"):
        run("export", "release", "--out", tmp_path / "releases", "--db", db)


def test_the_codebook_explains_every_column() -> None:
    told = codebook()
    for model in TABLES.values():
        assert all(f"| `{name}` |" in told and field.description for name, field in model.model_fields.items())


# Import

HEADER = ["뉴스 식별자", "일자", "언론사", "기고자", "제목", "통합 분류1", "본문", "URL", "분석제외 여부"]
ROW = [
    "01100101.20231124135700001",
    20231124,
    "가나일보",
    "홍길동",
    "가나은행 앱 먹통",
    "IT",
    "가" * 200,
    "https://news.example/1",
    None,
]


def workbook(path: Path, *rows: list[Any], header: list[str] = HEADER) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (header, *rows):
        sheet.append(row)
    book.save(path)
    return path


def stored(db: Path) -> list[Article]:
    with Store(str(db)) as store, store.reading() as session:
        return [one.article for one in queries.articles(session)]


def test_a_bigkinds_export_is_read_whole_and_twice_changes_nothing(tmp_path: Path) -> None:
    plain = [None, "2023-11-23", "다라신문", None, "제목", None, "=HYPERLINK(1)", "ftp://x", None]
    other = ["02100201.20231123090000002", "20231123", "다라신문", None, "제목", None, "본문이다.", "", "Y"]
    path, db = workbook(tmp_path / "뉴스.xlsx", ROW, plain, other, [None] * 9), tmp_path / "new.db"
    assert "new 2, updated 0, unchanged 0" in run("import", path, "--db", db, code=3)
    assert "new 0, updated 0, unchanged 2" in run("import", path, "--db", db, code=3)
    first, second = stored(db)
    assert (first.url, first.publisher, first.partial, first.published_at.isoformat()) == (
        "https://news.example/1", "가나일보", True, "2023-11-24T13:57:00+09:00",
    )  # fmt: skip
    assert (second.partial, second.url.endswith("newsId=02100201.20231123090000002")) == (False, True)


def test_a_whole_text_is_not_replaced_by_its_beginning_but_replaces_it(tmp_path: Path) -> None:
    path, db = workbook(tmp_path / "b.xlsx", ROW), tmp_path / "new.db"
    whole = tmp_path / "whole.jsonl"
    row = {"url": ROW[7], "title": "가나은행 앱 먹통", "body": "가" * 300, "published_at": "2023-11-24T13:57"}
    whole.write_text(json.dumps(row) + "\n", encoding="utf-8")
    run("import", path, "--db", db)
    assert "updated 1" in run("import", whole, "--db", db)
    assert "unchanged 1" in run("import", path, "--db", db)
    [article] = stored(db)
    assert (len(article.body), article.partial) == (300, False)


def with_part(path: Path, name: str, content: bytes) -> Path:
    """The workbook with one part replaced or added."""
    made = path.with_name("hostile.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return made


def test_hostile_spreadsheets_are_refused_in_one_line(tmp_path: Path) -> None:
    good = workbook(tmp_path / "good.xlsx", ROW)
    sheet = "xl/worksheets/sheet1.xml"
    bomb = with_part(good, "xl/media/bomb.bin", b"\0" * 60_000_000)
    with pytest.raises(FailureError, match="unpacks to"):
        run("import", bomb, "--db", tmp_path / "x.db")
    laughs = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    with pytest.raises(FailureError, match="defines entities"):
        run("import", with_part(good, sheet, laughs), "--db", tmp_path / "x.db")
    with pytest.raises(FailureError, match="not UTF-8"):
        run("import", with_part(good, sheet, laughs.decode().encode("utf-16")), "--db", tmp_path / "x.db")
    for content in (b"PK\x03\x04 not really", b"\xd0\xcf\x11\xe0" + b"\0" * 600):
        (tmp_path / "bad.xlsx").write_bytes(content)
        with pytest.raises(FailureError, match=r"not an \.xlsx file"):
            run("import", tmp_path / "bad.xlsx", "--db", tmp_path / "x.db")
    with pytest.raises(FailureError, match="no sheet with the columns"):
        run("import", workbook(tmp_path / "other.xlsx", [1, 2], header=["가", "나"]), "--db", tmp_path / "x.db")
    assert stored(tmp_path / "x.db") == []


def test_a_sheet_that_lies_about_its_size_costs_nothing(tmp_path: Path) -> None:
    good = workbook(tmp_path / "good.xlsx", ROW)
    with zipfile.ZipFile(good) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    sheet = sheet.replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>', 1)
    sheet = sheet.replace("</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')
    lying = with_part(good, "xl/worksheets/sheet1.xml", sheet.encode())
    found = list(bigkinds.articles(lying))
    assert [one.article.publisher for one in found if one.article] == ["가나일보"]


def test_bad_lines_are_complaints_and_the_rest_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [
        {"url": "https://n.example/1", "title": "가", "body": "나", "published_at": "2023-11-24"},
        {"url": "javascript:alert(1)", "title": "가", "body": "나", "published_at": "2023-11-24"},
        {"title": "가", "body": "나", "published_at": "2023-11-24"},
        {"url": "https://n.example/2", "title": "가", "body": "나", "published_at": "어제"},
        {"url": "http://[::1", "title": "가", "body": "나", "published_at": "2023-11-24"},
    ]
    path.write_text("\n".join([*map(json.dumps, rows), "{", "7"]), encoding="utf-8")
    assert "new 1" in run("import", path, "--db", tmp_path / "n.db", code=3)
    with pytest.raises(FailureError, match="No such file"):
        run("import", tmp_path / "none.jsonl", "--db", tmp_path / "n.db")


# Upkeep


def test_a_backup_comes_back_and_nothing_is_overwritten_unasked(db: Path, tmp_path: Path) -> None:
    copy, other = tmp_path / "copy.db", tmp_path / "other.db"
    assert "12 articles" in run("backup", copy, "--db", db)
    with pytest.raises(FailureError, match="is there already"):
        run("backup", copy, "--db", db)
    assert "12 articles restored" in run("restore", copy, "--db", other)
    assert listed(other) == listed(db)
    run("forget", "https://news.example/0", "--db", other)
    with pytest.raises(FailureError, match="holds a record already"):
        run("restore", copy, "--db", other)
    run("restore", copy, "--replace", "--db", other)
    assert listed(other, "--text", "설정") == listed(db, "--text", "설정")
    copy.write_bytes(copy.read_bytes()[:9_000])
    with pytest.raises(FailureError, match=r"copy\.db: "):
        run("restore", copy, "--replace", "--db", other)
    assert len(listed(other)) == 2
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []


def test_the_schema_is_brought_up_to_date_once(db: Path) -> None:
    assert "nothing to do" in run("migrate", "--db", db)


def test_what_is_forgotten_leaves_no_word_and_never_comes_back(db: Path) -> None:
    secret = "비밀스러운낱말"  # noqa: S105
    url = "https://news.example/secret"
    article = Article(url, "신문", f"{secret} 제목", f"{secret} {BODY}", datetime(2023, 11, 24, 3, tzinfo=UTC))
    with Store(str(db)) as store:
        store.save_article(article)
    assert secret.encode() in b"".join(path.read_bytes() for path in db.parent.glob("record.db*"))
    before = listed(db)
    assert run("forget", url, "--db", db).startswith("forgotten")
    run("forget", "https://news.example/0", "--db", db)
    for needle in (secret, secret[:2] + "밀스"):
        assert needle.encode() not in b"".join(path.read_bytes() for path in db.parent.glob("record.db*"))
    assert [one["id"] for one in listed(db)] == [one["id"] for one in before]
    with Store(str(db)) as store:
        assert store.save_article(article) == "unchanged"
        assert not [one for one in store.pending_articles("v2") if one.article.url in {url, "https://news.example/0"}]
        with store.reading() as session:
            assert queries.articles(session, text=secret) == []
            assert url not in [one.article.url for one in queries.articles(session)]
        merging.merge(store, NOW + timedelta(days=1), whole=True)
    assert [one["id"] for one in listed(db)] == [one["id"] for one in before]
    with pytest.raises(FailureError, match="no such article"):
        run("forget", "https://news.example/none", "--db", db)
