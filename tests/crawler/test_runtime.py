"""Sources, listings, addresses and the judgement of a crawl: all that needs no network. Crawls themselves are in tests/meoktong."""

import gzip
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.address import canonical
from crawler.listings import LARGEST, Listed, NotAListingError, read_feed, read_sitemap
from crawler.monitors import judge
from crawler.publishers.registry import load
from crawler.sources import CrawlSource, chosen, declared
from crawler.tally import Tally

RSS = """<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel><title>소식</title>
<item><title>먹통 &amp; 복구</title><link>https://www.example.com/1?utm_source=rss&amp;id=3</link>
<pubDate>Fri, 24 Nov 2023 14:00:00 +0900</pubDate></item></channel></rss>"""
SITEMAP = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://www.example.com/2</loc>
<news:news><news:publication_date>2023-11-24T14:00:00+09:00</news:publication_date></news:news></url></urlset>"""
FIVE = datetime(2023, 11, 24, 5, tzinfo=UTC)


@pytest.mark.parametrize("encoding", ["utf-8", "euc-kr"])
def test_feed_in_any_encoding(encoding: str) -> None:
    (entry,) = read_feed(RSS.format(encoding=encoding).encode(encoding))
    assert (entry.url, entry.changed) == ("https://www.example.com/1?utm_source=rss&id=3", FIVE)


def test_news_sitemap_plain_and_packed() -> None:
    for content in (SITEMAP, gzip.compress(SITEMAP)):
        (entry,), inner = read_sitemap(content)
        assert (entry.url, entry.changed, inner) == ("https://www.example.com/2", FIVE, [])


def test_sitemap_index_names_sitemaps() -> None:
    index = b'<sitemapindex xmlns="x"><sitemap><loc>https://www.example.com/a.xml</loc></sitemap></sitemapindex>'
    assert read_sitemap(index) == ([], [Listed("https://www.example.com/a.xml")])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<!doctype html><html></html>", "HTML page"),
        (b"<urlset><url>", "broken XML"),
        (b"<rss/>", "not a sitemap but <rss>"),
        (b"\x1f\x8bnot gzip", "broken gzip"),
        (gzip.compress(b" " * (LARGEST + 1)), "larger than"),
        (b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><urlset>&b;', "broken XML"),
        (b"", "broken XML"),
    ],
)
def test_what_is_no_sitemap_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(NotAListingError, match=reason):
        read_sitemap(content)


@pytest.mark.parametrize("content", [b"<html><body>404</body></html>", b"", b"plain text", b"\x00\xff" * 50])
def test_what_is_no_feed_is_refused(content: bytes) -> None:
    with pytest.raises(NotAListingError):
        read_feed(content)


@pytest.mark.parametrize(
    ("url", "page", "expected"),
    [
        ("https://a.example.com/1?utm_source=x&id=3#top", b"", "https://a.example.com/1?id=3"),
        (
            "https://m.example.com/1",
            b'<link rel="canonical" href="https://www.example.com/news/1">',
            "https://www.example.com/news/1",
        ),
        ("https://m.example.com/1", b'<link rel="canonical" href="https://evil.test/1">', "https://m.example.com/1"),
        (
            "https://m.example.com/1",
            b'<link rel="canonical" href="https://www.example.com/">',
            "https://m.example.com/1",
        ),
        ("https://m.example.com/1", b"<link rel=canonical>", "https://m.example.com/1"),
    ],
)
def test_canonical_address(url: str, page: bytes, expected: str) -> None:
    assert canonical(url, page) == expected


def test_sources_are_picked_by_outlet_domain_or_section() -> None:
    registry = load()
    everything = list(declared(registry))
    assert chosen(registry, []) == everything
    outlet = chosen(registry, ["한국일보"])
    assert outlet == chosen(registry, ["hankookilbo.com"]) == chosen(registry, ["hankookilbo"]) != []
    assert chosen(registry, [everything[0].name]) == everything[:1]
    with pytest.raises(LookupError, match="no source is called '없는신문'"):
        chosen(registry, ["없는신문"])


def tally(*, answered: bool = True, **counts: int) -> Tally:
    made = Tally(
        [CrawlSource("갑/전체", "갑", "rss", "https://www.example.com/rss"), CrawlSource("을", "을", "rss", "x")]
    )
    made.listed("을")
    made.add("을", "found", 3)
    if answered:
        made.listed("갑/전체")
    for name, number in counts.items():
        made.add("갑/전체", name, number, "HTTP 500" if name == "failed" else "")
    return made


@pytest.mark.parametrize(
    ("made", "stats", "status", "attention"),
    [
        (tally(found=3, fetched=3, parsed=3), {}, 0, ""),
        (tally(found=3, known=3), {}, 0, ""),
        (tally(answered=False, failed=1), {}, 3, "could not be read: HTTP 500"),
        (tally(), {}, 3, "lists no article"),
        (tally(found=3, fetched=3, refused=3), {}, 3, "no page could be read as an article"),
        (tally(found=10, fetched=5, parsed=5, failed=5), {}, 3, "5 of 10 pages failed"),
        (tally(found=3, fetched=3, parsed=3), {"spider_exceptions/count": 1}, 3, ""),
    ],
)
def test_a_crawl_is_judged_by_its_counts(made: Tally, stats: dict[str, int], status: int, attention: str) -> None:
    counts, judged = judge(made, stats)
    assert (judged, counts[0].attention) == (status, attention)


def test_nothing_answered_or_a_broken_database_is_failure() -> None:
    silent = Tally([CrawlSource("갑", "갑", "rss", "x")])
    silent.add("갑", "failed", reason="connection refused")
    assert judge(silent, {})[1] == 1
    broken = tally(found=3, fetched=3, parsed=3)
    broken.broken.append("the database refused to write")
    assert judge(broken, {})[1] == 1


def test_scrapy_lists_the_spiders_from_the_root() -> None:
    root = Path(__file__).parents[2]
    scrapy = Path(sys.executable).with_name("scrapy")
    done = subprocess.run([scrapy, "list"], cwd=root, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == ["news", "urls"]
