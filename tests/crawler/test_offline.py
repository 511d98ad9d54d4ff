"""Archives and history: pages that lie here become articles without a request."""

from __future__ import annotations

import gzip
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from crawler.archives import BrokenArchiveError, read_archive
from crawler.offline import Reread, read_archives, reread
from crawler.publishers.model import Layout, Publisher
from crawler.publishers.registry import Registry
from crawler.sources import Window
from storage.records import RawPage, Waiting
from storage.store import Store

NOW = datetime(2024, 1, 2, tzinfo=UTC)
TEXT = (
    "가온은행은 24일 오전 9시부터 모바일뱅킹 접속이 되지 않았다고 밝혔다. 원인은 서버 과부하였고 두 시간 만에 복구됐다."
)
PAGE = (
    "<html><head><title>은행 앱 멈춰</title><meta property='og:type' content='article'>"
    "<meta property='article:published_time' content='{day}T11:00:00+09:00'></head>"
    "<body><div class='lead'>{text}</div><div class='whole'><p>{text}</p><p>둘째 문단이다. {text}</p></div></body></html>"
)


def page(day: str = "2023-11-24") -> bytes:
    return PAGE.format(day=day, text=TEXT).encode()


def record(url: str, kind: str, payload: bytes, content_type: str) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2023-11-25T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\nContent-Type: {content_type}\r\n"
        f"Content-Length: {len(payload)}\r\n\r\n"
    )
    return head.encode() + payload + b"\r\n\r\n"


def warc(path: Path, pages: dict[str, bytes], *, kind: str = "text/html; charset=utf-8", squeeze: bool = True) -> Path:
    """Records as CC-NEWS has them: each compressed by itself, answers beside records of other types."""
    with path.open("wb") as out:
        for url, content in pages.items():
            answer = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + content
            for one in (
                record(url, "request", b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request"),
                record(url, "response", answer, "application/http; msgtype=response"),
            ):
                out.write(gzip.compress(one, mtime=0) if squeeze else one)
    return path


@pytest.mark.parametrize("squeeze", [True, False])
def test_an_archive_is_read_once_and_again_adds_nothing(tmp_path: Path, squeeze: bool) -> None:
    urls = {f"https://www.saebyeok{n}.co.kr/news/{n}": page() for n in range(3)}
    archive = warc(tmp_path / "cc.warc.gz", {**urls, "https://www.example.com/en": page()}, squeeze=squeeze)
    with Store(str(tmp_path / "a.db")) as store:
        first = read_archives(store, [archive], Registry(()), NOW, lambda done: None)
        second = read_archives(store, [archive], Registry(()), NOW, lambda done: None)
        assert [count.saved for count in (*first.counts, *second.counts)] == [3, 0]
        assert (first.exit_status, second.exit_status, second.counts[0].known) == (0, 0, 3)
        assert store.known_urls(urls) == set(urls)


def test_a_window_leaves_out_what_is_of_another_time(tmp_path: Path) -> None:
    archive = warc(tmp_path / "a.warc", {"https://a.co.kr/1": page(), "https://a.co.kr/2": page("2022-10-15")})
    with Store(str(tmp_path / "a.db")) as store:
        asked = Window(datetime(2022, 1, 1, tzinfo=UTC), datetime(2023, 1, 1, tzinfo=UTC))
        told = read_archives(store, [archive], Registry(()), NOW, lambda done: None, asked)
        assert store.known_urls(["https://a.co.kr/1", "https://a.co.kr/2"]) == {"https://a.co.kr/2"}
    assert told.counts[0].reasons == {"not of the time asked for": 1}


def test_an_archive_that_breaks_off_keeps_what_came_before(tmp_path: Path) -> None:
    whole = warc(tmp_path / "whole.warc.gz", {f"https://a.co.kr/{n}": page() for n in range(5)}).read_bytes()
    broken = tmp_path / "broken.warc.gz"
    broken.write_bytes(whole[: len(whole) * 2 // 3])
    with Store(str(tmp_path / "a.db")) as store:
        told = read_archives(store, [broken], Registry(()), NOW, lambda done: None)
        assert 0 < told.counts[0].saved < 5


@pytest.mark.parametrize(
    "content", [b"plain text", b"\x00" * 100, gzip.compress(b"no warc at all", mtime=0)], ids=["text", "nul", "gzip"]
)
def test_a_file_that_is_no_archive_is_one_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.warc").write_bytes(content)
    with pytest.raises(BrokenArchiveError) as caught:
        list(read_archive(tmp_path / "x.warc", Registry(())))
    assert "\n" not in str(caught.value)
    with Store(str(tmp_path / "a.db")) as store:
        told = read_archives(store, [tmp_path / "x.warc"], Registry(()), NOW, lambda done: None)
    assert (told.exit_status, told.failure[:6]) == (1, "x.warc")


def test_records_that_are_too_large_or_no_pages_are_passed_over(tmp_path: Path) -> None:
    large = warc(tmp_path / "large.warc.gz", {"https://a.co.kr/1": b"<html>" + b" " * 5_000_000})
    assert list(read_archive(large, Registry(()))) == []
    image = warc(tmp_path / "image.warc.gz", {"https://a.co.kr/1": b"\x89PNG"}, kind="image/png")
    assert list(read_archive(image, Registry(()))) == []


def outlet(*layouts: Layout) -> Registry:
    return Registry((Publisher("가온신문", ("gaon.example",), layouts=layouts),))


def test_history_is_read_again_after_a_layout_was_mended(tmp_path: Path) -> None:
    wrong, right = (Layout(name=name, body=(f"div.{name}",), evidence="ours") for name in ("lead", "whole"))
    url, lost = "https://gaon.example/1", "https://gaon.example/2"
    with Store(str(tmp_path / "a.db")) as store:
        from crawler.reading import read_page

        item, _, _ = read_page(RawPage(url, page()), Waiting(url, url), outlet(wrong), NOW)
        store.save_article(item.article, item.raw, "feed")
        strange = page().replace(b"lead", b"x").replace("은행 앱 멈춰".encode(), "다른 기사".encode())
        store.crawls.keep_unread(Waiting(lost, lost, "feed"), RawPage(lost, strange), "가온신문", "no text", NOW)

        told = reread(store, "가온신문", outlet(wrong, right), lambda done: None)
        assert told == Reread(pages=2, changed=0, gained=1, refused=0)  # the first one still finds its own element
        told = reread(store, "가온신문", outlet(right), lambda done: None)
        assert told == Reread(pages=2, changed=1, gained=0, refused=0)
        assert reread(store, "가온신문", outlet(right), lambda done: None) == Reread(pages=2)
        bodies = {one.article.url: one.article.body for one in store.pending_articles("any")}
        assert all("둘째 문단이다." in body for body in bodies.values())
        assert set(bodies) == {url, lost}


def test_a_window_fills_in_dates_and_prunes_an_index() -> None:
    from crawler.listings import Listed
    from crawler.page_dates import SEOUL
    from crawler.sources import CrawlSource

    asked = Window(datetime(2023, 11, 30, tzinfo=SEOUL), datetime(2023, 12, 2, tzinfo=SEOUL))
    assert asked.addresses("https://a.example/{year}{month}{day}.xml") == [
        "https://a.example/20231130.xml",
        "https://a.example/20231201.xml",
    ]
    assert asked.addresses("https://a.example/{year}") == ["https://a.example/2023"]
    assert Window().addresses("https://a.example/{year}") == []
    assert asked.addresses("https://a.example/all.xml") == ["https://a.example/all.xml"]
    names = ("2023-11", "202312", "20231201", "2023/11/29", "2022", "news-12", "2023")
    assert [asked.may_hold(Listed(f"https://a.example/{name}.xml")) for name in names] == [
        True, True, True, False, False, True, True,
    ]  # fmt: skip
    assert not asked.may_hold(Listed("https://a.example/x.xml", datetime(2023, 1, 1, tzinfo=UTC)))
    assert not Window().asks_for(CrawlSource("a", "a", "sitemap", "https://a.example/x", backfill=True))
    assert asked.asks_for(CrawlSource("a", "a", "sitemap", "https://a.example/x", backfill=True))
    assert date(2023, 11, 30) == asked.since.date()  # type: ignore[union-attr]
