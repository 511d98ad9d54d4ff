"""When a source needs a person: counts of one crawl, and of those before it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from crawler.monitors import judge
from crawler.sources import CrawlSource
from crawler.tally import Tally
from storage.records import Mute

NOW = datetime(2024, 1, 10, tzinfo=UTC)
SOURCE = CrawlSource("갑/전체", "갑", "rss", "https://www.example.com/rss", expected_per_day=240)
OTHER = CrawlSource("을/전체", "을", "rss", "https://other.example.com/rss")


def tally(**counts: int) -> Tally:
    made = Tally([SOURCE, OTHER])
    made.listed(OTHER.name)
    made.add(OTHER.name, "found", 1)
    made.listed(SOURCE.name)
    for name, number in (counts or {"found": 5, "fetched": 5, "parsed": 5}).items():
        made.add(SOURCE.name, name, number)
    return made


def history(per_crawl: list[int], every: timedelta) -> dict[str, list[tuple[datetime, int]]]:
    """Crawls up to now, oldest first."""
    return {SOURCE.name: [(NOW - every * back, new) for back, new in enumerate(reversed(per_crawl))][::-1]}


def attention(per_crawl: list[int], every: timedelta = timedelta(days=1), **counts: int) -> str:
    judged, status = judge(tally(**counts), {}, history(per_crawl, every))
    assert status == (3 if judged[0].attention else 0)
    return judged[0].attention


def test_three_crawls_below_the_usual_volume_in_a_row_and_not_before() -> None:
    assert attention([50, 240, 240, 3, 3]) == ""
    told = attention([50, 240, 240, 3, 3, 3])
    assert told == "3 new in a day, 240 expected; too few in 3 crawls in a row"
    assert attention([50, 240, 3, 3, 3, 240]) == ""


def test_a_night_is_no_silence() -> None:
    hour = timedelta(hours=1)
    day = [20] * 12 + [0] * 12
    assert attention(day * 2, hour) == ""
    assert attention([*day, *[0] * 24], hour) != ""


def test_a_young_history_and_an_unknown_volume_are_no_silence() -> None:
    assert attention([50, 0, 0, 0], timedelta(minutes=30)) == ""
    assert attention([50, 0, 0]) == ""
    unknown = {OTHER.name: history([50, 0, 0, 0, 0, 0], timedelta(days=1))[SOURCE.name]}
    assert judge(tally(), {}, unknown)[1] == 0


def test_a_short_feed_asked_rarely_is_no_silence() -> None:
    """It lists ten entries, all of them new: what it left out nobody can know."""
    assert attention([10, 10, 10, 10, 10]) == ""


def test_crawls_far_apart_gather_more() -> None:
    assert attention([50, 9, 9, 9, 9], timedelta(days=10)) != ""
    assert attention([50, 40, 40, 40], timedelta(days=10)) == ""


def test_a_layout_that_lost_a_field_is_named() -> None:
    made = tally()
    for missing in ((), ("headline", "modified"), ("headline",), ("headline", "modified")):
        made.read(SOURCE.name, "갑", missing)
    judged, status = judge(made, {})
    assert status == 3
    assert judged[0].attention == "the layout of 갑 misses headline on 3 of 4 pages"
    assert judged[0].missing == {"갑 headline": 3, "갑 modified": 2}


def test_a_field_that_few_pages_lack_is_counted_and_no_more() -> None:
    made = tally()
    for missing in ((), (), (), ("published",)):
        made.read(SOURCE.name, "갑", missing)
    judged, status = judge(made, {})
    assert (judged[0].attention, status) == ("", 0)
    assert judged[0].missing == {"갑 published": 1}


@pytest.mark.parametrize(("kind", "expected"), [("found", "lists no article"), ("unchanged", "")])
def test_an_unchanged_listing_is_no_empty_one(kind: str, expected: str) -> None:
    made = Tally([SOURCE, OTHER])
    for source in (SOURCE, OTHER):
        made.listed(source.name, unchanged=kind == "unchanged")
    assert [one.attention for one in judge(made, {})[0]] == [expected, expected]


def test_a_muted_source_is_told_and_does_not_count() -> None:
    made = Tally([SOURCE, OTHER])
    made.listed(OTHER.name, unchanged=True)
    made.add(SOURCE.name, "failed", reason="HTTP 404")
    mutes = {SOURCE.name: Mute(SOURCE.name, date(2024, 2, 1), "it moved")}
    judged, status = judge(made, {}, mutes=mutes)
    assert status == 0
    assert (judged[0].attention, judged[0].muted) == ("could not be read: HTTP 404", "until 2024-02-01: it moved")


def test_a_source_that_was_put_off_is_no_failure() -> None:
    made = Tally([SOURCE])
    made.put_off(SOURCE.name)
    judged, status = judge(made, {})
    assert (judged[0].attention, status) == ("", 0)
