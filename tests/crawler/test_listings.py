"""Feeds in every encoding that Korean outlets send them in, and whatever else comes in their place."""

from __future__ import annotations

import codecs
import unicodedata
from datetime import UTC, datetime

import pytest

from crawler.listings import LARGEST, NotAListingError, read_feed, read_sitemap

TITLE = "펲시 결제 먹통 &amp; 복구"  # 펲 is in CP949 and not in EUC-KR
RSS = (
    '<?xml version="1.0" encoding="{declared}"?>\n<rss version="2.0"><channel><title>소식</title><item><title>{title}</title>'
    "<link>https://www.example.com/read?id=3&amp;cp=한글</link><pubDate>Fri, 24 Nov 2023 14:00:00 +0900</pubDate></item></channel></rss>"
)
FIVE = datetime(2023, 11, 24, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("declared", "encoding", "header"),
    [
        ("utf-8", "utf-8", "application/rss+xml"),
        ("euc-kr", "cp949", "text/xml"),
        ("euc-kr", "utf-8", "text/xml; charset=EUC-KR"),
        ("utf-8", "cp949", "text/xml; charset=utf-8"),
        ("ks_c_5601-1987", "cp949", ""),
        ("utf-16", "utf-8", "text/xml; charset=iso-8859-1"),
    ],
)
def test_a_feed_in_any_encoding_whatever_it_claims(declared: str, encoding: str, header: str) -> None:
    content = RSS.format(declared=declared, title=TITLE).encode(encoding)
    (entry,) = read_feed(content, header)
    assert (entry.url, entry.changed) == ("https://www.example.com/read?id=3&cp=한글", FIVE)


@pytest.mark.parametrize(("mark", "encoding"), [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le")])
def test_a_byte_order_mark_decides(mark: bytes, encoding: str) -> None:
    (entry,) = read_feed(mark + RSS.format(declared="euc-kr", title=TITLE).encode(encoding))
    assert "cp=한글" in entry.url


def test_controls_and_decomposed_hangul_do_no_harm() -> None:
    dirty = unicodedata.normalize("NFD", RSS.format(declared="utf-8", title="먹\0통\x08 \ufffe 복구"))
    (entry,) = read_feed(b"\n\n" + dirty.encode())
    assert entry.url.endswith("cp=한글")


def test_entities_that_only_html_knows_are_read() -> None:
    (entry,) = read_feed(RSS.format(declared="utf-8", title="&ldquo;먹통&rdquo; &nbsp; &middot;").encode())
    assert entry.changed == FIVE


@pytest.mark.parametrize(
    "date", ["2023-11-24T14:00:00+09:00", "Fri, 24 Nov 2023 05:00:00 GMT", "Fri, 24 Nov 2023 14:00:00 +0900"]
)
def test_dates_as_feeds_write_them(date: str) -> None:
    content = RSS.format(declared="utf-8", title="x").replace("Fri, 24 Nov 2023 14:00:00 +0900", date)
    assert read_feed(content.encode())[0].changed == FIVE


@pytest.mark.parametrize("date", ["어제", "", "Fri, 32 Nov 2023", "9" * 10_000])
def test_a_date_that_is_none_costs_only_the_date(date: str) -> None:
    content = RSS.format(declared="utf-8", title="x").replace("Fri, 24 Nov 2023 14:00:00 +0900", date)
    assert [entry.changed for entry in read_feed(content.encode())] == [None]


def test_what_names_no_web_address_is_left_out() -> None:
    content = RSS.format(declared="utf-8", title="x").replace("https://www.example.com/read", "javascript:alert")
    assert read_feed(content.encode()) == []


def test_entities_that_grow_are_not_expanded() -> None:
    bomb = '<!DOCTYPE r [<!ENTITY a "' + "x" * 1000 + '"><!ENTITY b "' + "&a;" * 1000 + '">]>'
    content = RSS.format(declared="utf-8", title="&b;" * 1000).replace("<rss", bomb + "<rss", 1)
    assert len(read_feed(content.encode())) <= 1


@pytest.mark.parametrize("content", [b"x" * (LARGEST + 1), b"<rss>" + b" " * LARGEST], ids=["text", "feed"])
def test_what_is_too_large_is_refused(content: bytes) -> None:
    with pytest.raises(NotAListingError, match=r"larger|not an RSS"):
        read_feed(content)


def test_a_sitemap_that_declares_another_encoding_is_read() -> None:
    xml = '<?xml version="1.0" encoding="euc-kr"?><urlset><url><loc>https://www.example.com/한글</loc></url></urlset>'
    listed, _ = read_sitemap(xml.encode("cp949"))
    assert [entry.url for entry in listed] == ["https://www.example.com/한글"]
