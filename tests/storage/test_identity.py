"""Identifiers are stable: no order of arrival, no renumbering of mentions, no merge and undoing changes whose they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import queries
from storage.identity import Facts, facts, follow, same_outage
from storage.records import MergedEvent, OutageMention
from storage.store import Store
from tests.storage.stories import LATER, NOW, event, mention, told

A = mention(systems=("갑망",), started_at="2023-11-24T08:40", cause="fire")
B = mention(systems=("을망",), started_at="2023-11-17", ended_at=None, cause="hardware")
C = mention(systems=("병망",), started_at="2023-11-22", ended_at=None, cause="overload")


def of(mentioned: OutageMention, *members: tuple[str, int]) -> MergedEvent:
    """An event named as its mention is."""
    return event(*members, systems=mentioned.systems, started_at=mentioned.started_at)


def named(store: Store) -> dict[str, str]:
    """First system -> identifier of the events in force."""
    with store.reading() as session:
        return {found.event.systems[0]: found.id for found in queries.events(session, limit=None)}


def test_a_reading_that_numbers_mentions_otherwise_renames_no_event(store: Store) -> None:
    a, b = told(store, [A, B], [B])
    store.save_events([of(A, (a, 0)), of(B, (a, 1), (b, 0))], now=NOW)
    before = named(store)
    told(store, [C, B, A], [B], version="v2")
    store.save_events([of(C, (a, 0)), of(B, (a, 1), (b, 0)), of(A, (a, 2))], now=LATER)
    after = named(store)
    assert {name: after[name] for name in before} == before
    assert after["병망"] not in before.values()


def test_a_mention_that_moves_inside_its_article_says_nothing_new(store: Store) -> None:
    [a] = told(store, [A, B])
    store.save_events([of(A, (a, 0)), of(B, (a, 1))], now=NOW)
    told(store, [B, A], version="v2")
    assert store.save_events([of(B, (a, 0)), of(A, (a, 1))], now=LATER).unchanged == 2
    with store.reading() as session:
        for identifier in named(store).values():
            detail = queries.event(session, identifier)
            assert detail is not None
            assert detail.retracted == ()
            assert {statement.first_seen for statement in detail.statements} == {NOW}


def test_an_event_that_comes_back_has_its_old_identifier(store: Store) -> None:
    [a] = told(store, [A])
    store.save_events([of(A, (a, 0))], now=NOW)
    before = named(store)
    told(store, [], version="v2")
    store.save_events([], now=NOW)
    assert named(store) == {}
    told(store, [B, A], version="v3")
    assert store.save_events([of(B, (a, 0)), of(A, (a, 1))], now=LATER).changed == 1
    after = named(store)
    assert after["갑망"] == before["갑망"]
    assert after["을망"] not in before.values()


def test_another_outage_of_a_withdrawn_system_is_another_event(store: Store) -> None:
    [a] = told(store, [A])
    store.save_events([of(A, (a, 0))], now=NOW)
    before = named(store)
    store.save_events([], now=NOW)
    other = mention(systems=A.systems, started_at="2023-10-01", ended_at=None)
    told(store, [other], version="v2")
    store.save_events([of(other, (a, 0))], now=LATER)
    assert named(store)["갑망"] != before["갑망"]


@pytest.mark.parametrize("apart", [0, 1])
def test_a_merge_that_is_undone_gives_everyone_the_old_identifier(store: Store, apart: int) -> None:
    a, b = told(store, [A], [B])
    both = [of(A, (a, 0)), of(B, (b, 0))]
    store.save_events(both[apart:], now=NOW)
    store.save_events(both, now=NOW + timedelta(hours=apart))
    before = named(store)
    store.save_events([event((a, 0), (b, 0))], now=NOW)
    store.save_events(both, now=LATER)
    assert named(store) == before
    with store.reading() as session:
        assert all(queries.event(session, name).event.id == name for name in before.values())  # type: ignore[union-attr]


PARTITIONS = st.lists(st.lists(st.integers(0, 3), min_size=6, max_size=6), min_size=1, max_size=4)


def partition(names: Sequence[str], labels: Sequence[int]) -> list[MergedEvent]:
    groups: dict[int, list[tuple[str, int]]] = {}
    for name, label in zip(names, labels, strict=True):
        groups.setdefault(label, []).append((name, 0))
    return [event(*members, systems=(members[0][0],)) for members in groups.values()]


@given(PARTITIONS, st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_whatever_was_merged_before_the_order_of_events_names_nobody(
    tmp_path_factory: pytest.TempPathFactory, history: list[list[int]], shuffled: object
) -> None:
    folder = tmp_path_factory.mktemp("orders")
    found = [_replayed(folder / name, history, shuffle) for name, shuffle in (("a.db", None), ("b.db", shuffled))]
    assert found[0] == found[1]


def _replayed(path: Path, history: list[list[int]], shuffle: object) -> list[tuple[str, tuple[tuple[str, int], ...]]]:
    """Every event's identifier and members after a history of merges; each is said twice and changes nothing then."""
    with Store(str(path)) as store:
        names = told(store, *([mention()] for _ in range(6)))
        for hour, labels in enumerate(history):
            merged = partition(names, labels)
            if shuffle is not None:
                shuffle.shuffle(merged)  # type: ignore[attr-defined]
            store.save_events(merged, now=NOW + timedelta(hours=hour))
            assert store.save_events(merged[::-1], now=LATER).unchanged == len(merged)
        with store.reading() as session:
            return sorted((found.id, found.event.members) for found in queries.events(session, limit=None))


NUMBERS = st.dictionaries(
    st.tuples(st.sampled_from("가나"), st.integers(0, 3)),
    st.frozensets(st.tuples(st.just("systems"), st.sampled_from("갑을병"))),
)


@given(NUMBERS, NUMBERS)
def test_mentions_continue_at_most_one_of_their_article_and_themselves_if_nothing_changed(
    old: dict[tuple[str, int], Facts], new: dict[tuple[str, int], Facts]
) -> None:
    found = follow(old, new)
    assert len(set(found.values())) == len(found)
    assert all(member in new and before in old and member[0] == before[0] for member, before in found.items())
    assert follow(old, old) == {member: member for member in old}


def test_facts_are_what_tells_outages_apart() -> None:
    told_by = [("systems", '["갑망", "을망"]'), ("started_at", "2023-11-24T08:40"), ("role", "main"), ("cause", "fire")]
    assert facts(told_by) == {
        ("systems", "갑망"),
        ("systems", "을망"),
        ("started_at", "2023-11-24"),
        ("cause", "fire"),
    }


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2023-11-24", "2023-11-24", True),
        ("2023-11", "2023-11-24", True),
        ("2023-11-24", "2023-11-25", False),
        ("", "2023-11-25", True),
    ],
)
def test_a_start_tells_outages_of_one_system_apart(one: str, other: str, same: bool) -> None:
    sides = [facts([("systems", '["갑망"]'), *([("started_at", start)] if start else [])]) for start in (one, other)]
    assert same_outage(*sides) is same
    assert not same_outage(sides[0], facts([("systems", '["을망"]')]))
