"""Events keep their identifiers, leave redirects and never lose a statement, whatever a new merge says."""

from __future__ import annotations

import itertools

import pytest
from sqlmodel import select

from storage import queries
from storage.records import MergedEvent, OutageEvent
from storage.store import SavedEvents, Store
from storage.tables import EventRow, StatementRow
from tests.storage.stories import LATER, NOW, event, mention, told


def in_force(store: Store) -> dict[tuple[tuple[str, int], ...], str]:
    """Members -> identifier."""
    with store.reading() as session:
        return {found.event.members: found.id for found in queries.events(session, limit=None)}


def one(store: Store) -> OutageEvent:
    with store.reading() as session:
        [found] = queries.events(session)
        return found


def rows_of_events(store: Store) -> dict[str, EventRow]:
    with store.reading() as session:
        return {row.id: row for row in session.exec(select(EventRow))}


def statements(store: Store) -> list[tuple[str, str, bool]]:
    with store.reading() as session:
        query = select(StatementRow).order_by(StatementRow.id)  # type: ignore[arg-type]
        return [(row.property, row.value, row.retracted_at is None) for row in session.exec(query)]


def test_an_event_comes_back_as_it_went_in(store: Store) -> None:
    a, b = told(store, [mention()], [mention()])
    saved = event(
        (b, 0),
        (a, 0),
        ended_at="2023-11-24",
        duration_minutes=260.5,
        duration_qualifier="over",
        status="restored",
        cause="fire",
    )
    store.save_events([saved], now=NOW)
    found = one(store)
    assert found.event == saved
    assert found.urls == ("https://news.example/2", "https://news.example/1")
    assert (found.first_seen, found.updated_at) == (NOW, NOW)
    assert found.id.startswith("20231124-")


def test_saying_the_same_twice_changes_nothing(store: Store) -> None:
    a, b = told(store, [mention()], [mention(), mention(started_at="2023-11-17")])
    merged = [event((a, 0), (b, 0)), event((b, 1), started_at="2023-11-17")]
    assert store.save_events(merged, now=NOW) == SavedEvents(new=2, changed=0, unchanged=0, withdrawn=0)
    before = (in_force(store), statements(store), {k: row.model_dump() for k, row in rows_of_events(store).items()})
    assert store.save_events(merged, now=LATER) == SavedEvents(new=0, changed=0, unchanged=2, withdrawn=0)
    after = (in_force(store), statements(store), {k: row.model_dump() for k, row in rows_of_events(store).items()})
    assert after == before


def test_the_order_of_a_merge_does_not_matter(store: Store) -> None:
    names = told(store, *([mention()] for _ in range(3)))
    merged = [event((name, 0), systems=(f"망{n}",)) for n, name in enumerate(names)]
    store.save_events(merged, now=NOW)
    before = in_force(store)
    for order in itertools.permutations(merged):
        assert store.save_events(order, now=LATER).unchanged == 3
        assert in_force(store) == before


def test_new_articles_leave_the_identifier(store: Store) -> None:
    [a] = told(store, [mention()])
    store.save_events([event((a, 0))], now=NOW)
    first = one(store).id
    [b] = told(store, [mention()], first=2)
    changed = event((b, 0), (a, 0), started_at="2023-11-23")
    assert store.save_events([changed], now=LATER) == SavedEvents(0, 1, 0, 0)
    found = one(store)
    assert (found.id, found.event, found.first_seen, found.updated_at) == (first, changed, NOW, LATER)


def test_one_more_article_that_changes_nothing_else_counts_as_a_change(store: Store) -> None:
    a, b = told(store, [mention()], [mention()])
    store.save_events([event((a, 0), independent_sources=1)], now=NOW)
    store.save_events([event((a, 0), (b, 0), independent_sources=1)], now=LATER)
    assert one(store).updated_at == LATER
    assert len(one(store).urls) == 2


def test_merging_two_events_leaves_a_redirect_to_the_larger(store: Store) -> None:
    a, b, c = told(store, [mention()], [mention()], [mention()])
    store.save_events([event((a, 0)), event((b, 0), (c, 0))], now=NOW)
    before = in_force(store)
    small, large = before[((a, 0),)], before[((b, 0), (c, 0))]
    assert store.save_events([event((a, 0), (b, 0), (c, 0))], now=LATER) == SavedEvents(0, 1, 0, 1)
    assert one(store).id == large
    gone = rows_of_events(store)[small]
    assert (gone.redirect, gone.withdrawn_at) == (large, LATER)
    with store.reading() as session:
        detail = queries.event(session, small)
    assert detail is not None
    assert detail.event.id == large


def test_redirects_lead_on(store: Store) -> None:
    a, b, c = told(store, [mention()], [mention()], [mention()])
    store.save_events([event((a, 0)), event((b, 0)), event((c, 0))], now=NOW)
    ids = set(in_force(store).values())
    store.save_events([event((a, 0), (b, 0)), event((c, 0))], now=NOW)
    store.save_events([event((a, 0), (b, 0), (c, 0))], now=LATER)
    with store.reading() as session:
        details = [queries.event(session, identifier) for identifier in ids]
    assert {detail.event.id for detail in details if detail} == {one(store).id}


def test_splitting_an_event_keeps_its_identifier_with_the_larger_part(store: Store) -> None:
    a, b, c = told(store, [mention()], [mention()], [mention()])
    store.save_events([event((a, 0), (b, 0), (c, 0))], now=NOW)
    whole = one(store).id
    store.save_events([event((a, 0)), event((b, 0), (c, 0))], now=LATER)
    after = in_force(store)
    assert after[((b, 0), (c, 0))] == whole
    assert after[((a, 0),)] != whole


def test_an_event_that_nobody_tells_is_withdrawn_and_kept(store: Store) -> None:
    [a] = told(store, [mention()])
    store.save_events([event((a, 0))], now=NOW)
    identifier = one(store).id
    assert store.save_events([], now=LATER) == SavedEvents(0, 0, 0, 1)
    assert in_force(store) == {}
    assert store.save_events([], now=LATER).withdrawn == 0
    with store.reading() as session:
        detail = queries.event(session, identifier)
    assert detail is not None
    assert detail.withdrawn_at == LATER
    assert detail.statements == ()
    assert {told.property for told in detail.retracted} >= {"systems", "started_at", "cause"}


def test_what_an_article_takes_back_is_retracted_and_what_it_adds_appended(store: Store) -> None:
    [a] = told(store, [mention(cause="fire")])
    store.save_events([event((a, 0))], now=NOW)
    before = statements(store)
    assert ("cause", "fire", True) in before
    told(store, [mention(cause="power")], version="v2")
    store.save_events([event((a, 0))], now=LATER)
    after = statements(store)
    assert ("cause", "fire", False) in after
    assert ("cause", "power", True) in after
    assert len(after) == len(before) + 1
    assert [value[:2] for value in after[: len(before)]] == [value[:2] for value in before]


def test_statements_name_their_words_and_their_maker(store: Store) -> None:
    [a] = told(store, [mention()])
    store.save_events([event((a, 0))], now=NOW)
    with store.reading() as session:
        detail = queries.event(session, one(store).id)
    assert detail is not None
    by_property = {told.property: told for told in detail.statements}
    assert by_property["started_at"].quote == "24일 오전 8시 40분"
    assert by_property["started_at"].made_by == "rule:clock"
    assert by_property["operator"].made_by == "gazetteer"
    assert by_property["systems"].value == '["정부민원망", "주민증명"]'
    assert "ended_at" in by_property
    assert {told.article_url for told in detail.statements} == {"https://news.example/1"}


def test_events_are_replaced_whole_or_not_at_all(store: Store) -> None:
    a, b = told(store, [mention()], [mention()])
    store.save_events([event((a, 0))], now=NOW)
    before = (in_force(store), statements(store))
    with pytest.raises(ValueError, match="not an ISO 8601 prefix"):
        store.save_events([event((b, 0)), event((a, 0), started_at="어제")], now=LATER)
    assert (in_force(store), statements(store)) == before


def test_many_events_of_one_day_have_identifiers_of_their_own(store: Store) -> None:
    [a] = told(store, [mention() for _ in range(60)])
    merged: list[MergedEvent] = [event((a, n)) for n in range(60)]
    assert store.save_events(merged, now=NOW).new == 60
    assert len(set(in_force(store).values())) == 60


def test_an_event_without_a_start_can_be_cited_too(store: Store) -> None:
    [a] = told(store, [mention(started_at=None)])
    store.save_events([event((a, 0), started_at=None)], now=NOW)
    assert one(store).id.startswith("undated-")
    assert one(store).event.started_at is None
