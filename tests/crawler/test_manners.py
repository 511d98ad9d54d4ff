"""How the crawler behaves towards a site, seen from the site: a real server on loopback counts and clocks the requests."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from threading import Event

import pytest
from scrapy.settings import Settings

from crawler import settings
from crawler.middlewares import _seconds
from crawler.sites import is_private, site
from storage.store import Store
from tests.crawler.conftest import FEED, Crawler
from tests.crawler.site import Answer, Asked, Site
from tests.crawler.test_crawl import MORNING, PAGES, publish


def times(served: Site, paths: list[str]) -> list[float]:
    return sorted(one.at for one in served.asked if one.path in paths)


def test_robots_txt_is_obeyed_and_its_delay_kept(site: Site, visit: Crawler) -> None:
    publish(site, PAGES[:4])
    site.answers["/robots.txt"] = Answer(f"User-agent: *\nDisallow: {PAGES[0]}\nCrawl-delay: 1".encode())
    told = visit(contact="mailto:me@example.org")
    assert PAGES[0] not in site.paths()
    assert told["counts"]["feed"]["reasons"] == {"forbidden by robots.txt": 1}
    assert told["status"] == 0  # a rule obeyed is no fault
    gaps = [after - before for before, after in pairwise(times(site, [*PAGES, FEED]))]
    assert min(gaps[1:]) > 0.4  # a second, half of it for chance
    agents = {one.headers["User-Agent"] for one in site.asked}
    assert len(agents) == 1
    assert agents.pop().endswith("(Korean outage news monitor; mailto:me@example.org)")
    assert {one.path for one in site.asked if one.path == "/robots.txt"} == {"/robots.txt"}


@pytest.mark.parametrize(("status", "reached"), [(404, True), (403, True), (500, False), (503, False)])
def test_a_broken_robots_txt_is_a_refusal_and_a_missing_one_is_none(
    site: Site, visit: Crawler, status: int, reached: bool
) -> None:
    publish(site, PAGES[:1])
    site.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow:", status=status)
    visit()
    assert (PAGES[0] in site.paths()) is reached


def test_one_request_at_a_time_with_a_delay(site: Site, visit: Crawler) -> None:
    publish(site, PAGES)
    for page in PAGES:
        answer = site.answers[page]
        assert isinstance(answer, Answer)
        site.answers[page] = replace(answer, hold=Event(), wait=0.6)  # slower than the delay
    visit(overrides={"DOWNLOAD_DELAY": 0.4, "DOWNLOAD_DELAY_JITTER": 0})
    gaps = [after - before for before, after in pairwise(times(site, [*PAGES, FEED]))]
    assert min(gaps) > 0.35
    assert site.busiest == 1


def test_a_site_that_asks_to_wait_is_waited_for(site: Site, visit: Crawler) -> None:
    publish(site, PAGES[:2])
    page = site.answers[PAGES[0]]
    answers = [Answer(status=503, headers={"Retry-After": "2"}), page, page, page]
    site.answers[PAGES[0]] = lambda asked: answers.pop(0)  # type: ignore[assignment,return-value]
    told = visit(overrides={"RETRY_TIMES": 2})
    assert told["counts"]["feed"]["saved"] == 2
    first, second = times(site, PAGES[:1])
    assert second - first > 1.9


def test_a_site_that_asks_for_long_is_left_alone_by_later_crawls_too(site: Site, visit: Crawler) -> None:
    publish(site, PAGES)
    site.answers[PAGES[0]] = Answer(status=429, headers={"Retry-After": "3600"})
    told = visit(overrides={"DOWNLOAD_DELAY": 0.2})
    asked = len(site.asked)
    assert told["counts"]["feed"]["waiting"] + told["counts"]["feed"]["saved"] == len(PAGES)
    again = visit()
    assert len(site.asked) == asked
    assert again["status"] == 0
    assert again["counts"]["feed"]["waiting"] == told["counts"]["feed"]["waiting"] > 0


@pytest.mark.parametrize(
    ("header", "seconds"),
    [(b"7", 7), (b"", 0), (b"soon", 0), (b"-3", 0), (b"9" * 50, 999_999_999), (b"\xff", 0), (None, 0)],
)
def test_retry_after_as_a_number(header: bytes | None, seconds: float) -> None:
    assert _seconds(header, datetime.now(UTC)) == seconds


def test_retry_after_as_a_date() -> None:
    now = datetime(2023, 11, 24, 3, tzinfo=UTC)
    assert _seconds(format_datetime(now + timedelta(minutes=5), usegmt=True).encode(), now) == 300
    assert _seconds(format_datetime(now - timedelta(minutes=5), usegmt=True).encode(), now) == 0


def test_slow_and_large_answers_cost_only_so_much(site: Site, visit: Crawler) -> None:
    publish(site, PAGES[:4])
    site.answers[PAGES[0]] = Answer(b"x" * 400, drip=0.1)
    site.answers[PAGES[1]] = Answer(b"x" * 300_000)
    packed = gzip.compress(b"<html>" + b" " * 300_000)
    site.answers[PAGES[2]] = Answer(packed, headers={"Content-Encoding": "gzip", "Content-Type": "text/html"})
    told = visit(overrides={"DOWNLOAD_TIMEOUT": 2, "DOWNLOAD_MAXSIZE": 100_000})
    counts = told["counts"]["feed"]
    assert (counts["saved"], counts["failed"] + counts["refused"]) == (1, 3)
    with Store(visit.database) as store:  # what may come another time is tried another time
        assert site.url(PAGES[0]) in [one.url for one in store.crawls.waiting(["feed"])]


def test_no_page_leads_to_a_private_address(site: Site, visit: Crawler) -> None:
    with Site() as inner:
        inner.article("/secret")
        site.feed(FEED, {PAGES[0]: MORNING, PAGES[1]: MORNING})
        site.answers[PAGES[0]] = Answer(status=302, headers={"Location": inner.url("/secret")})
        feed = site.answers[FEED]

        def with_inner(asked: Asked) -> Answer:
            answer = feed(asked) if callable(feed) else feed
            return Answer(answer.body.replace(site.url(PAGES[1]).encode(), inner.url("/secret").encode()))

        site.answers[FEED] = with_inner
        told = visit()
        assert inner.asked == []
    assert told["counts"]["feed"]["reasons"]["leads to a private address"] >= 1


def test_endless_redirects_end(site: Site, visit: Crawler) -> None:
    publish(site, PAGES[:2])
    site.answers[PAGES[0]] = Answer(status=302, headers={"Location": PAGES[0] + "?again"})
    told = visit()
    assert told["counts"]["feed"]["saved"] == 1
    assert len(site.paths()) < 10


def test_nothing_listens_and_nobody_logs_in() -> None:
    ours = Settings()
    ours.setmodule(settings)
    for name in ("TELNETCONSOLE_ENABLED", "REMOTE_CONTROL_ENABLED", "COOKIES_ENABLED"):
        assert ours.getbool(name) is False
    for name in ("ROBOTSTXT_OBEY", "AUTOTHROTTLE_ENABLED"):
        assert ours.getbool(name) is True
    assert ours.getint("CONCURRENT_REQUESTS_PER_DOMAIN") == 1
    assert ours.getfloat("DOWNLOAD_DELAY") >= 1


def test_a_contact_cannot_break_the_header() -> None:
    assert settings.user_agent("me@example.org\r\nX-Evil: 1").endswith("; me@example.orgX-Evil: 1)")
    assert settings.user_agent("").endswith("(Korean outage news monitor)")


@pytest.mark.parametrize(
    ("url", "whose"),
    [
        ("https://m.news.example.co.kr/1", "example.co.kr"),
        ("https://www.example.com", "example.com"),
        ("http://127.0.0.1:81/x", "127.0.0.1:81"),
        ("http://[::1]/x", "::1"),
        ("http://localhost:5/", "localhost:5"),
        ("http://[broken", ""),
        ("https://한겨레.kr/1", "한겨레.kr"),
    ],
)
def test_whose_site_an_address_is_on(url: str, whose: str) -> None:
    assert site(url) == whose


@pytest.mark.parametrize(
    ("url", "private"),
    [
        ("http://127.0.0.1/", True),
        ("http://10.1.2.3/", True),
        ("http://169.254.169.254/latest/meta-data", True),
        ("http://[::1]/", True),
        ("http://[::ffff:127.0.0.1]/", True),
        ("http://printer.local/", True),
        ("http://localhost./", True),
        ("https://www.hani.co.kr/", False),
        ("http://8.8.8.8/", False),
    ],
)
def test_what_a_private_address_is(url: str, private: bool) -> None:
    assert is_private(url) is private


def test_a_check_up_tells_what_works_and_saves_nothing(site: Site, visit: Crawler) -> None:
    publish(site, PAGES)
    site.answers["/html.xml"] = Answer(b"<!doctype html><html></html>", headers={"Content-Type": "text/html"})
    site.feed("/barred.xml", {"/barred/1": MORNING})
    site.article("/barred/1")
    site.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /barred/")
    paths = {"good": FEED, "gone": "/none.xml", "html": "/html.xml", "barred": "/barred.xml"}
    sources = [
        {"name": name, "publisher": "시험", "kind": "feed", "url": site.url(path)} for name, path in paths.items()
    ]
    told = visit(check=True, sources=sources)
    good = told["good"]
    assert (good["works"], good["found"], good["read"], good["tried"]) == (True, 6, 2, 2)
    assert good["fields"].split() == ["headline", "body", "published"]
    assert [told[name]["listing"] for name in ("gone", "html")] == ["HTTP 404", "the feed is an HTML page"]
    assert (told["barred"]["robots"], told["barred"]["works"]) == ("forbidden by robots.txt", False)
    assert len([path for path in site.paths() if path in PAGES]) == 2
