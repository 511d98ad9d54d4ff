"""Naver's search API against a server on loopback: its limits, its errors, and that the key goes nowhere else."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.listings import Listed, NotAListingError
from crawler.naver import CALLS_A_DAY, LAST_START, METER, Key, next_start, read_results, search_url
from crawler.queries import load_queries
from storage.crawls import today
from storage.store import Store
from tests.crawler.conftest import Crawler
from tests.crawler.site import Answer, Asked, Site

KEY = {"NAVER_CLIENT_ID": "an-id", "NAVER_CLIENT_SECRET": "a-secret"}
TIME = "Fri, 24 Nov 2023 11:00:00 +0900"


def results(site: Site, pages: list[str]) -> Answer:
    items = [{"originallink": site.url(page), "link": "https://n.news.naver.com/x", "pubDate": TIME} for page in pages]
    return Answer(
        json.dumps({"total": len(items), "items": items}).encode(), headers={"Content-Type": "application/json"}
    )


def source(site: Site) -> dict[str, object]:
    return {
        "name": "naver/먹통",
        "publisher": "네이버 검색",
        "kind": "naver",
        "url": search_url("먹통", api=site.url("/v1")),
    }


def asked_of_api(site: Site) -> list[Asked]:
    return [one for one in site.asked if one.path.startswith("/v1")]


def test_a_search_brings_the_outlets_own_articles_and_counts_its_calls(site: Site, visit: Crawler) -> None:
    site.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /v1")  # an API is no page
    site.answers["/v1"] = results(site, ["/a/1", "/a/2"])
    for page in ("/a/1", "/a/2"):
        site.article(page)
    visit.environment = KEY
    told = visit(sources=[source(site)])
    assert (told["status"], told["counts"]["naver/먹통"]["saved"]) == (0, 2)
    [call] = asked_of_api(site)
    assert parse_qs(urlsplit(call.path).query) == {
        "query": ["먹통"],
        "display": ["100"],
        "start": ["1"],
        "sort": ["date"],
    }
    assert call.headers["X-Naver-Client-Secret"] == "a-secret"
    assert not [one for one in site.asked if one not in (call,) and "X-Naver-Client-Secret" in one.headers]
    assert visit(sources=[source(site)])["counts"]["naver/먹통"]["known"] == 2
    with Store(visit.database) as store:
        used = CALLS_A_DAY - sum(store.crawls.count_call(METER, today(datetime.now(UTC)), 5) for _ in range(5))
    assert used == CALLS_A_DAY - 3


def test_more_pages_are_asked_for_only_while_everything_is_new(site: Site, visit: Crawler) -> None:
    visit.environment = KEY
    site.answers["/v1"] = results(site, [f"/x/{n}" for n in range(100)])
    slow = {"overrides": {"DEPTH_LIMIT": 1}}  # the pages themselves do not matter here
    visit(sources=[source(site)], **slow)
    assert len(asked_of_api(site)) == 1  # asked for the first time: not back through the years
    site.answers["/v1"] = results(site, [f"/y/{n}" for n in range(100)])
    visit(sources=[source(site)], **slow)
    starts = [parse_qs(urlsplit(one.path).query)["start"] for one in asked_of_api(site)]
    assert starts == [["1"], ["1"], ["101"]]


@pytest.mark.parametrize(
    ("environment", "answer", "reason"),
    [
        ({}, Answer(), "no key: set NAVER_CLIENT_ID and NAVER_CLIENT_SECRET"),
        (KEY, Answer(b'{"errorCode":"024"}', status=401), "HTTP 401"),
        (KEY, Answer(status=302, headers={"Location": "/elsewhere"}), "HTTP 302"),
        (KEY, Answer(b"<html>"), "the answer is no JSON"),
    ],
)
def test_what_goes_wrong_is_named(
    site: Site, visit: Crawler, environment: dict[str, str], answer: Answer, reason: str
) -> None:
    visit.environment = environment
    site.answers["/v1"] = answer
    told = visit(sources=[source(site)])
    assert told["status"] == 1
    assert told["counts"]["naver/먹통"]["attention"] == f"could not be read: {reason}"
    assert "/elsewhere" not in site.paths()


def test_the_days_calls_are_never_exceeded(tmp_path: Path) -> None:
    day = today(datetime.now(UTC))
    with Store(str(tmp_path / "a.db")) as store:
        assert [store.crawls.count_call(METER, day, 2) for _ in range(3)] == [True, True, False]


def test_the_last_page_is_the_documented_one() -> None:
    assert [next_start(start, 100, 100) for start in (1, 801, 901)] == [101, 901, None]
    assert LAST_START == 1_000
    assert next_start(1, 99, 99) is None
    assert next_start(1, 100, 99) is None


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"items": 3}', b"\xff", b"[" * 100_000], ids=range(6))
def test_an_answer_that_is_none_is_refused(content: bytes) -> None:
    with pytest.raises(NotAListingError):
        read_results(content)


def test_items_of_any_shape_do_no_harm() -> None:
    items = [
        {"link": "javascript:alert(1)"},
        {"originallink": 3, "link": "https://a.example/1", "pubDate": 7},
        "x",
        None,
    ]
    assert read_results(json.dumps({"items": items}).encode()) == [Listed("https://a.example/1")]


def test_a_key_is_never_shown() -> None:
    key = Key("an-id", "a-secret")
    assert "secret" not in f"{key!r}{key}"


def test_the_shipped_queries_are_read_and_a_mistake_names_its_place(tmp_path: Path) -> None:
    assert len(load_queries()) >= 15
    mine = tmp_path / "mine.toml"
    mine.write_text('[[query]]\nwrods = "먹통"\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"mine\.toml: query\.0\.words"):
        load_queries(mine)
    with pytest.raises(ValueError, match="none"):
        load_queries(tmp_path / "none.toml")
