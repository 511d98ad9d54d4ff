"""What readers ask is answered alike on both databases, from SQL and from names."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from storage import queries
from storage.localtime import SEOUL
from storage.store import Store
from tests.storage.stories import BODY, HEADLINE, LATER, NOW, article, event, mention, told

ASKED: list[tuple[dict[str, Any], str]] = [
    ({}, "무정갑을병"),
    ({"limit": 2}, "무정"),
    ({"limit": 2, "offset": 1}, "정갑"),
    ({"limit": None, "offset": 3}, "을병"),
    ({"system": "민원망", "limit": 1, "offset": 1}, "갑"),
    ({"system": "정부민원망"}, "무갑을병"),
    ({"system": "gov pay"}, "정"),
    ({"system": "없는 망"}, ""),
    ({"operator": "무c"}, "무"),
    ({"operator": "갑", "system": "주민"}, "갑"),
    ({"cause": "fire"}, "을"),
    ({"status": "restored"}, "병"),
    ({"min_duration": 30}, "을병"),
    ({"min_duration": 30.5}, "병"),
    ({"since": "2023-11-24", "until": "2023-11-24"}, "갑을"),
    ({"since": "2023-11-23", "until": "2023-11-23"}, "을"),
    ({"since": "2023-11-25", "until": "2023-11-25"}, "정을"),
    ({"since": "2023-12"}, "무"),
    ({"until": "2022"}, "병"),
    ({"since": "2022-06", "until": "2022-07"}, "병"),
    ({"since": "2023", "until": "2023"}, "무정갑을"),
    ({"until": "2023-11"}, "정갑을병"),
    ({"text": "gov pay"}, "정"),
    ({"text": "corp"}, "무"),
    ({"text": "민원서류 발급"}, "무정갑을병"),
    ({"text": "100%"}, "정"),
    ({"text": "_"}, "정"),
]


@pytest.fixture
def filled(store: Store) -> Store:
    """Five outages, named by their operators 갑 to 무; NOW is noon of 25 November 2023 in Korea."""
    names = told(store, *([mention()] for _ in range(5)))
    members = [(name, 0) for name in names]
    store.save_events(
        [
            event(members[0], operator="갑", started_at="2023-11-24T00:10", systems=("정부 민원망", "주민증명")),
            event(members[1], operator="을", started_at="2023-11", cause="fire", duration_minutes=30.0),
            event(members[2], operator="병", started_at="2022", status="restored", duration_minutes=600.0),
            event(members[3], operator="정", started_at=None, systems=("GOV Pay_100%",)),
            event(members[4], operator="무 Corp", started_at="2023-12-01"),
        ],
        now=NOW,
    )
    return store


def asked(store: Store, **filters: Any) -> str:
    """The operators of what is found, in order."""
    with store.reading() as session:
        return "".join((found.event.operator or "")[0] for found in queries.events(session, **filters))


def test_events_are_filtered_and_ordered(filled: Store) -> None:
    assert [(filters, asked(filled, **filters)) for filters, _ in ASKED] == ASKED


def test_a_date_that_is_none_is_refused(filled: Store) -> None:
    for filters in ({name: wrong} for name in ("since", "until") for wrong in ("어제", "2023-13", "24.11.2023")):
        with pytest.raises(ValueError, match="not an ISO 8601 prefix"):
            asked(filled, **filters)


def test_after_the_last_day_of_the_calendar_comes_nothing(filled: Store) -> None:
    for until in ("9999", "9999-12", "9999-12-31"):
        with pytest.raises(ValueError, match="not a time of the news"):
            asked(filled, until=until)


def test_more_events_than_a_query_can_name(filled: Store) -> None:
    with filled.reading() as session:
        first, *others = [found.id for found in queries.events(session)]
        wanted = [first, *(f"nothing-{n}" for n in range(70_000)), *others]
        assert queries.mentions_by_event(session, wanted) == queries.mentions_by_event(session, [first, *others])


def test_what_is_withdrawn_is_not_found(filled: Store) -> None:
    filled.save_events([], now=LATER)
    assert asked(filled) == ""
    assert asked(filled, system="민원망") == ""


def test_an_event_shows_what_it_rests_on_and_where_its_articles_disagree(store: Store) -> None:
    a, b, c = told(
        store,
        [mention(cause="fire", started_at="2023-11-24", operator="갑")],
        [mention(cause="power", started_at="2023-11-24T08:40", operator="갑")],
        [mention(cause="fire", started_at="2023-11-24T08:40", operator=None, status="ongoing")],
    )
    store.save_events([event((a, 0), (b, 0), (c, 0))], now=NOW)
    with store.reading() as session:
        detail = queries.event(session, queries.events(session)[0].id)
    assert detail is not None
    assert detail.conflicts == {"cause": {"fire": ("신문1", "신문3"), "power": ("신문2",)}}
    assert [source.publisher for source in detail.articles] == ["신문1", "신문2", "신문3"]
    assert (detail.articles[0].headline, detail.articles[0].published_at) == (HEADLINE, article().published_at)
    assert [one.mention.cause for one in detail.mentions] == ["fire", "power", "fire"]
    assert (detail.retracted, detail.withdrawn_at) == ((), None)


def test_times_that_exclude_each_other_disagree(store: Store) -> None:
    a, b = told(store, [mention(started_at="2023-11-24T08:40")], [mention(started_at="2023-11-24T09:10")])
    store.save_events([event((a, 0), (b, 0))], now=NOW)
    with store.reading() as session:
        detail = queries.event(session, queries.events(session)[0].id)
    assert detail is not None
    assert set(detail.conflicts) == {"started_at"}


def test_there_never_was_such_an_event(filled: Store) -> None:
    with filled.reading() as session:
        assert queries.event(session, "20231124-ffffff") is None


def test_articles_by_relevance_publisher_and_time(filled: Store) -> None:
    filled.save_article(article(9, publisher="신문2"))
    with filled.reading() as session:

        def urls(**filters: Any) -> list[str]:
            return [found.article.url[-1] for found in queries.articles(session, **filters)]

        assert urls() == ["9", "5", "4", "3", "2", "1"]
        assert urls(limit=1) == ["9"]
        assert urls(relevance="report", publisher="신문2") == ["2"]
        assert urls(relevance="none") == []
        assert urls(since=article(2).published_at, until=article(4).published_at) == ["3", "2"]
        assert [found.relevance and found.relevance.label for found in queries.articles(session, limit=2)] == [
            None,
            "report",
        ]
        counts = queries.articles_per_publisher(session, article(2).published_at, None)
        assert counts == {"신문2": 2, "신문3": 1, "신문4": 1, "신문5": 1}


def test_events_that_articles_of_a_period_mention(filled: Store) -> None:
    with filled.reading() as session:
        found = queries.events_reported(session, article(2).published_at, article(4).published_at)
        assert {one.event.operator for one in found} == {"을", "병"}
        assert queries.events_reported(session, datetime(2024, 1, 1, tzinfo=SEOUL), LATER) == []


def test_mentions_of_events_come_in_publication_order(store: Store) -> None:
    a, b = told(store, [mention(), mention(cause="fire")], [mention(cause="power")])
    store.save_events([event((b, 0), (a, 1)), event((a, 0))], now=NOW)
    with store.reading() as session:
        by_event = queries.mentions_by_event(session, [found.id for found in queries.events(session)])
        assert sorted([one.mention.cause for one in told] for told in by_event.values()) == [
            ["hardware"],
            ["power", "fire"],
        ]
        assert queries.mentions(session, []) == []
        assert queries.mentions(session) == store.mentions()
        assert by_event[queries.events(session, system="민원망")[0].id][0].text == f"{HEADLINE}\n{BODY}"


def test_an_article_that_changed_since_the_merge_is_still_listed(store: Store) -> None:
    [a] = told(store, [mention()])
    store.save_events([event((a, 0))], now=NOW)
    store.save_article(article(1, "고친 글"))
    with store.reading() as session:
        detail = queries.event(session, queries.events(session)[0].id)
    assert detail is not None
    assert [source.url for source in detail.articles] == [article(1).url]
    assert detail.mentions == ()
    assert detail.statements
