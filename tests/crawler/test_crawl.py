"""Whole crawls of a site on loopback: nothing is fetched twice, nothing that was found is forgotten."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Event

from sqlmodel import col, select

from storage.records import Mute
from storage.store import Store
from storage.tables import ArticleRow, VersionRow
from tests.crawler.conftest import FEED, Crawler
from tests.crawler.site import BODY, Answer, Asked, Site

MORNING = "Fri, 24 Nov 2023 11:00:00 +0900"
EVENING = "Fri, 24 Nov 2023 18:00:00 +0900"
PAGES = [f"/a/{n}" for n in range(6)]


def publish(site: Site, pages: list[str], etag: str = "") -> None:
    site.feed(FEED, dict.fromkeys(pages, MORNING), etag)
    for page in pages:
        site.article(page)


def wait_for(told: object, seconds: float = 180) -> None:
    """Until `told()` holds; a machine may be slow."""
    until = time.monotonic() + seconds
    while not told():  # type: ignore[operator]
        assert time.monotonic() < until, "waited for too long"
        time.sleep(0.02)


def test_an_article_is_fetched_once_and_an_unchanged_feed_is_not_read_again(site: Site, visit: Crawler) -> None:
    publish(site, PAGES, etag='"one"')
    first, second = visit(), visit()
    assert (first["status"], second["status"]) == (0, 0)
    assert sorted(site.paths()) == sorted([FEED, FEED, *PAGES])
    counts = first["counts"]["feed"]
    assert (counts["found"], counts["new"], counts["parsed"], counts["saved"]) == (6, 6, 6, 6)
    assert site.asked[-1].headers["If-None-Match"] == '"one"'


def test_an_updated_article_is_kept_as_a_version(site: Site, visit: Crawler) -> None:
    publish(site, PAGES[:1])
    visit()
    site.feed(FEED, {PAGES[0]: EVENING})
    site.article(PAGES[0], body=BODY.replace("두 시간", "세 시간"), modified="2023-11-24T18:00:00+09:00")
    assert visit()["counts"]["feed"]["saved"] == 1
    assert visit()["counts"]["feed"]["fetched"] == 0
    with Store(visit.database) as store, store.reading() as session:
        bodies = session.exec(select(VersionRow.body).order_by(col(VersionRow.id))).all()
    assert ["두 시간" in body for body in bodies] == [True, False]


def test_what_a_window_leaves_out_is_fetched_by_the_next_crawl(site: Site, visit: Crawler) -> None:
    publish(site, PAGES[:2])
    site.feed(FEED, {PAGES[0]: MORNING, PAGES[1]: EVENING}, etag='"one"')
    assert visit(since="2023-11-24T17:00:00+09:00")["counts"]["feed"]["saved"] == 1
    assert PAGES[0] not in site.paths()
    assert visit()["counts"]["feed"]["saved"] == 1
    assert sorted(site.paths()) == sorted([FEED, FEED, *PAGES[:2]])


def test_what_was_found_survives_a_kill(site: Site, visit: Crawler) -> None:
    publish(site, PAGES, etag='"one"')
    hold = Event()
    pages = {page: site.answers[page] for page in PAGES}

    def reply(asked: Asked) -> Answer:
        answer = pages[asked.path]
        assert isinstance(answer, Answer)
        come = len(set(site.paths()) & set(PAGES))
        return answer if come <= 2 else replace(answer, hold=hold)  # two pages come, the third one never does

    site.answers |= dict.fromkeys(PAGES, reply)
    crawling = visit.start(overrides={"DOWNLOAD_DELAY": 0.1})
    try:
        wait_for(lambda: len(set(site.paths()) & set(PAGES)) == 3)
        with Store(visit.database) as store:
            wait_for(lambda: len(store.known_urls(map(site.url, PAGES))) == 2)
            saved = store.known_urls(map(site.url, PAGES))
    finally:
        crawling.kill()
        hold.set()
    asked = len(site.asked)
    told = visit()  # the feed says that nothing is new
    again = [site.url(one.path) for one in site.asked[asked:] if one.path in PAGES]
    assert sorted(again) == sorted(set(map(site.url, PAGES)) - saved)
    assert FEED in [one.path for one in site.asked[asked:]]
    assert (told["status"], told["counts"]["feed"]["found"], told["counts"]["feed"]["saved"]) == (0, 0, 4)
    with Store(visit.database) as store:
        assert len(store.known_urls(map(site.url, PAGES))) == 6
        watch = store.crawls.watched(datetime.now(UTC) - timedelta(days=1), datetime.now(UTC) + timedelta(days=1))
        assert (watch.runs, watch.unfinished) == (1, 1)


def test_a_crawl_ends_cleanly_when_its_time_is_up(site: Site, visit: Crawler) -> None:
    publish(site, PAGES)
    told = visit(max_minutes=0.05, overrides={"DOWNLOAD_DELAY": 2, "DOWNLOAD_DELAY_JITTER": 0})
    assert told["stopped"] == "the time is up"
    counts = told["counts"]["feed"]
    assert counts["waiting"] > 0
    assert counts["saved"] + counts["waiting"] == 6
    assert counts["failed"] == counts["refused"] == 0
    assert visit()["counts"]["feed"]["saved"] == counts["waiting"]


def test_a_feed_that_turned_to_html_needs_attention_until_it_is_muted(site: Site, visit: Crawler) -> None:
    site.answers[FEED] = Answer(b"<!doctype html><html>moved</html>", headers={"Content-Type": "text/html"})
    site.feed("/other.xml", {})
    site.feed("/good.xml", {PAGES[0]: MORNING})
    site.article(PAGES[0])
    sources = [
        {"name": path, "publisher": "시험", "kind": "feed", "url": site.url(path)} for path in (FEED, "/good.xml")
    ]
    told = visit(sources=sources)
    assert told["status"] == 3
    assert told["counts"][FEED]["attention"] == "could not be read: the feed is an HTML page"
    with Store(visit.database) as store:
        store.crawls.mute(Mute(FEED, date(2100, 1, 1), "moved"), datetime.now(UTC))
    told = visit(sources=sources)
    assert told["status"] == 0
    assert told["counts"][FEED]["muted"] == "until 2100-01-01: moved"
    with Store(visit.database) as store:
        watch = store.crawls.watched(datetime.now(UTC) - timedelta(days=1), datetime.now(UTC) + timedelta(days=1))
    assert [one.counts.source for one in watch.muted] == [FEED]
    assert watch.below == ()


def test_addresses_of_one_article_collapse(site: Site, visit: Crawler) -> None:
    """Its AMP page, its mobile page with a tracking parameter, a redirect and a portal's copy are one article."""
    links = ["/amp/1", "/m/1?utm_source=rss", "/short", "/portal/1", "/a/1"]
    site.feed(FEED, dict.fromkeys(links, MORNING))
    site.article("/a/1")
    page = site.answers["/a/1"]
    assert isinstance(page, Answer)
    named = page.body.replace(b"<head>", f'<head><link rel="canonical" href="{site.url("/a/1")}">'.encode())
    site.answers |= {"/amp/1": Answer(named), "/m/1": Answer(named)}
    site.answers["/short"] = Answer(status=301, headers={"Location": "/a/1"})
    copy = page.body.replace(b"<h1>", f"<a class='origin' href='{site.url('/a/1')}?did=NA'>원문</a><h1>".encode())
    site.answers["/portal/1"] = Answer(copy.replace("두 시간".encode(), "세 시간".encode()))
    host = site.url("").removeprefix("http://")
    layout = {"name": "portal", "body": ["article p"], "original": ["a.origin::attr(href)"]}
    portal = {"name": "포털", "domains": [f"{host}/portal"], "layouts": [layout]}
    told = visit(publishers=[portal])
    assert told["status"] == 0
    assert told["counts"]["feed"]["new"] == 5
    with Store(visit.database) as store, store.reading() as session:
        urls = session.exec(select(ArticleRow.url)).all()
    assert urls == [site.url("/a/1")]
    again = visit(publishers=[portal])
    assert again["counts"]["feed"]["known"] == 5


def test_a_list_of_addresses_goes_on_where_it_was_stopped(site: Site, visit: Crawler) -> None:
    for page in PAGES:
        site.article(page)
    listed = {
        "name": "list:mine",
        "publisher": "",
        "kind": "list",
        "url": "",
        "addresses": [site.url(page) for page in PAGES],
    }
    told = visit(sources=[listed], max_minutes=0.03, overrides={"DOWNLOAD_DELAY": 1.5, "DOWNLOAD_DELAY_JITTER": 0})
    saved = told["counts"]["list:mine"]["saved"]
    assert told["counts"]["list:mine"]["waiting"] == len(PAGES) - saved > 0
    assert visit(sources=[listed])["counts"]["list:mine"]["saved"] == len(PAGES) - saved
    assert sorted(site.paths()) == sorted(PAGES)
