"""The record as it was known at a time, what changed since, and what people said: both databases alike."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from storage import history, queries
from storage.queries import EventDetail
from storage.reviews import Action, Review
from storage.store import Store
from tests.storage.stories import LATER, NOW, article, event, mention, told

FIRST, SECOND, THIRD = NOW, NOW + timedelta(hours=2), NOW + timedelta(hours=4)
TICK = timedelta(seconds=1)


def detail(store: Store, identifier: str, at: Any = None) -> EventDetail:
    with store.reading() as session:
        found = queries.event(session, identifier, at)
    assert found is not None
    return found


def only(store: Store) -> str:
    with store.reading() as session:
        [found] = queries.events(session)
    return found.id


@pytest.fixture
def grown(store: Store) -> Store:
    """One outage: told as going on, then over and with another cause, then by an article less."""
    [a] = told(store, [mention(status="ongoing", ended_at=None, duration_minutes=None, cause="fire")])
    store.save_events([event((a, 0), cause="fire")], now=FIRST)
    [b] = told(store, [mention(cause="hardware")], first=2)
    over = {"status": "restored", "ended_at": "2023-11-24T13", "duration_minutes": 260.0, "cause": "hardware"}
    store.save_events([event((a, 0), (b, 0), **over)], now=SECOND)
    store.save_events([event((b, 0), **over)], now=THIRD)
    return store


def test_an_event_is_what_was_known_then(grown: Store) -> None:
    name = only(grown)
    then = detail(grown, name, FIRST)
    assert (then.event.event.status, then.event.event.cause, then.event.event.ended_at) == ("ongoing", "fire", None)
    assert then.event.urls == ("https://news.example/1",)
    assert [source.publisher for source in then.articles] == ["신문1"]
    assert {one.article_url for one in then.statements} == {"https://news.example/1"}
    assert (then.retracted, then.conflicts) == ((), {})
    later = detail(grown, name, THIRD - TICK)
    assert (later.event.event.status, later.event.updated_at) == ("restored", SECOND)
    assert later.conflicts == {"cause": {"fire": ("신문1",), "hardware": ("신문2",)}}
    assert len(later.event.urls) == 2
    last = detail(grown, name)
    assert last.event.urls == ("https://news.example/2",)
    assert {one.retracted_at for one in last.retracted} == {THIRD}
    assert [(when, merged.status) for when, merged in last.beliefs] == [
        (FIRST, "ongoing"), (SECOND, "restored"), (THIRD, "restored"),
    ]  # fmt: skip


def test_lists_are_filtered_by_what_was_known_then(grown: Store) -> None:
    with grown.reading() as session:

        def count(**asked: Any) -> int:
            return len(queries.events(session, **asked))

        assert count(at=FIRST - TICK) == 0
        assert count(at=FIRST, status="ongoing") == 1
        assert count(at=SECOND, status="ongoing") == 0
        assert count(at=SECOND, cause="hardware", system="민원망", min_duration=200) == 1
        assert count(at=FIRST, text="민원서류") == 1
        assert count(at=FIRST, text="없는말") == 0
        assert history.began(session) == FIRST


def test_changes_between_two_moments(grown: Store) -> None:
    with grown.reading() as session:
        [new] = queries.changes(session, FIRST - TICK, FIRST)
        assert (new.kind, new.before, new.after and new.after.status, new.at) == ("new", None, "ongoing", FIRST)
        [changed] = queries.changes(session, FIRST, SECOND)
        assert changed.kind == "changed"
        assert set(changed.properties) == {"status", "ended_at", "duration_minutes", "cause", "articles"}
        assert queries.changes(session, THIRD, LATER) == []
    grown.save_events([], now=LATER)
    with grown.reading() as session:
        [gone] = queries.changes(session, THIRD, LATER)
        assert (gone.kind, gone.after, gone.at) == ("withdrawn", None, LATER)
        [whole] = queries.changes(session, FIRST, LATER)
        assert whole.before is not None
        assert queries.events(session, at=LATER) == []
        assert len(queries.events(session, at=LATER - TICK)) == 1


def test_a_newer_extractor_leaves_no_stale_statement_in_force_and_the_past_as_it_was(store: Store) -> None:
    [a] = told(store, [mention(cause="fire")])
    store.save_events([event((a, 0), cause="fire")], now=FIRST)
    told(store, [mention(cause="power", operator=None, milestones=())], version="v2")
    store.save_events([event((a, 0), cause="power", operator=None)], now=SECOND)
    name = only(store)
    values = {(one.property, one.value) for one in detail(store, name).statements}
    assert ("cause", "power") in values
    assert not {prop for prop, value in values if prop in {"operator", "milestone"} or value == "fire"}
    past = {(one.property, one.value) for one in detail(store, name, FIRST).statements}
    assert ("cause", "fire") in past
    assert ("operator", "행정전산원") in past


def test_partial_recovery_is_a_statement(store: Store) -> None:
    [a] = told(store, [mention()])
    store.save_events([event((a, 0))], now=FIRST)
    [one] = [one for one in detail(store, only(store)).statements if one.property == "milestone"]
    assert one.quote == "4종이 먼저 돌아왔다"
    assert history.milestone_of(one.value) == {
        "at": "2023-11-24T12:00", "what": "민원서류 발급", "restored": 4, "total": 10,
    }  # fmt: skip


def say(store: Store, name: str, action: Action, prop: str = "", value: str | None = None, **rest: Any) -> str:
    return store.review(Review(name, action, rest.pop("at", SECOND), prop, value, "기자", "전화로 확인"), **rest)


def test_a_persons_word_outranks_the_machine_and_survives_it(store: Store) -> None:
    [a] = told(store, [mention(cause="fire")])
    merged = [event((a, 0), cause="fire", status="restored", ended_at="2023-11-24T13", duration_minutes=260.0)]
    store.save_events(merged, now=FIRST)
    name = only(store)
    say(store, name, "correct", "cause", "human_error")
    say(store, name, "correct", "ended_at", "2023-11-24T10:40")
    store.save_events(merged, now=SECOND)
    found = detail(store, name).event
    assert (found.event.cause, found.event.ended_at, found.event.duration_minutes) == (
        "human_error", "2023-11-24T10:40", 120.0,
    )  # fmt: skip
    assert (found.review, found.updated_at) == ("corrected", SECOND)
    told(store, [mention(cause="power")], version="v2")
    store.save_events([event((a, 0), cause="power")], now=THIRD)
    found = detail(store, name).event
    assert (found.event.cause, found.event.status) == ("human_error", "restored")
    [said] = [one for one in detail(store, name).statements if one.made_by == "review:기자" and one.property == "cause"]
    assert (said.value, said.quote, said.first_seen) == ("human_error", "전화로 확인", SECOND)
    assert detail(store, name, FIRST).event.event.cause == "fire"
    say(store, name, "correct", "cause", None, at=LATER)
    store.save_events([event((a, 0), cause="power")], now=LATER)
    assert detail(store, name).event.event.cause == "unknown"


def test_what_a_person_rejects_is_not_listed_and_what_one_confirms_stays(store: Store) -> None:
    a, b = told(store, [mention()], [mention(started_at="2023-11-20", systems=("을망",))])
    merged = [event((a, 0)), event((b, 0), started_at="2023-11-20", systems=("을망",))]
    store.save_events(merged, now=FIRST)
    with store.reading() as session:
        [sure] = queries.events(session, system="을망")
        [wrong] = queries.events(session, system="정부민원망")
    say(store, wrong.id, "reject")
    say(store, sure.id, "confirm")
    store.save_events(merged, now=SECOND)
    with store.reading() as session:
        assert [one.id for one in queries.events(session)] == [sure.id]
        assert [one.id for one in queries.events(session, review="rejected")] == [wrong.id]
    store.save_events([], now=THIRD)
    with store.reading() as session:
        [left] = queries.events(session)
    assert (left.id, left.review, left.urls) == (sure.id, "confirmed", ("https://news.example/2",))
    store.save_events([merged[1]], now=LATER)
    assert only(store) == sure.id


def test_a_correction_follows_the_event_that_it_became_part_of(store: Store) -> None:
    a, b, c = told(store, [mention()], [mention()], [mention()])
    store.save_events([event((a, 0)), event((b, 0), (c, 0))], now=FIRST)
    with store.reading() as session:
        small = next(one.id for one in queries.events(session) if len(one.urls) == 1)
    say(store, small, "correct", "operator", "갑원")
    store.save_events([event((a, 0), (b, 0), (c, 0))], now=SECOND)
    assert detail(store, small).event.event.operator == "갑원"
    assert only(store) != small


@pytest.mark.parametrize(
    ("prop", "value", "why"),
    [
        ("colour", "red", "no such property"),
        ("cause", "magic", "cause is none of"),
        ("started_at", "어제", "not an ISO 8601 prefix"),
        ("duration_minutes", "-3", "no outage lasts"),
        ("duration_minutes", "nan", "no outage lasts"),
        ("systems", " , ", "at least one system"),
        ("systems", None, "at least one system"),
    ],
)
def test_a_correction_that_cannot_be(store: Store, prop: str, value: str | None, why: str) -> None:
    [a] = told(store, [mention()])
    store.save_events([event((a, 0))], now=FIRST)
    with pytest.raises(ValueError, match=why):
        say(store, only(store), "correct", prop, value)


def test_a_review_of_nothing(store: Store) -> None:
    [a] = told(store, [mention()])
    store.save_events([event((a, 0))], now=FIRST)
    with pytest.raises(LookupError, match="no such event"):
        say(store, "20231124-ffffff", "confirm")
    with pytest.raises(LookupError, match="rests on no such article"):
        say(store, only(store), "split", apart=["https://news.example/9"])
    with pytest.raises(ValueError, match="nothing would be left"):
        say(store, only(store), "split", apart=[article().url])
