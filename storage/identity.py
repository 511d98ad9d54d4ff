"""Which event is which: merged events find the identifiers they had before. Pure; `storage.events` asks and writes.

Mentions are numbered inside their article, and a newer extractor may number them otherwise. So a mention is followed by
what it says, and an event by the mentions it is made of.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.records import MergedEvent

Member = tuple[str, int]
"""An article's identifier and the mention's number in it."""

Facts = frozenset[tuple[str, str]]
"""What tells an outage from others: each system, the days of its ends, operator and cause."""

_DAY = 10  # characters of `2023-11-24`


@dataclass(frozen=True, slots=True)
class Known:
    """An event with an identifier: since when, the mention that told it first, and what its mentions say or said."""

    since: datetime
    founder: Member
    told: Mapping[Member, Facts]


def facts(told: Iterable[tuple[str, str]]) -> Facts:
    """The telling ones of statements, given as (property, value as text)."""
    found: set[tuple[str, str]] = set()
    for name, value in told:
        if name == "systems":
            found.update((name, system) for system in json.loads(value))
        elif name in {"started_at", "ended_at"}:
            found.add((name, value[:_DAY]))
        elif name in {"operator", "cause"}:
            found.add((name, value))
    return frozenset(found)


def follow(old: Mapping[Member, Facts], new: Mapping[Member, Facts]) -> dict[Member, Member]:
    """New mention -> the old one of its article that it continues: the one it agrees with most, then its namesake.

    Every old mention is continued by one at most.
    """
    rivals: dict[str, list[Member]] = defaultdict(list)
    for member in old:
        rivals[member[0]].append(member)
    pairs = [
        (-len(said & old[rival]), rival != member, rival, member)
        for member, said in new.items()
        for rival in rivals[member[0]]
        if rival == member or said & old[rival]
    ]
    found: dict[Member, Member] = {}
    continued: set[Member] = set()
    for _, _, rival, member in sorted(pairs):
        if member not in found and rival not in continued:
            found[member] = rival
            continued.add(rival)
    return found


def keep(events: Sequence[MergedEvent], homes: Mapping[Member, str], known: Mapping[str, Known]) -> dict[int, str]:
    """Position of an event -> the identifier it keeps. `homes`: mention -> the identifier it had.

    The claim with most mentions is served first; of equals that on the older event, then that of its founder.
    """
    claims = []
    for position, event in enumerate(events):
        shared = Counter(homes[member] for member in event.members if member in homes)
        claims += [(-count, *_rank(known, name, event), position) for name, count in shared.items()]
    return _served(claims)


def revive(
    events: Mapping[int, MergedEvent], said: Mapping[Member, Facts], withdrawn: Mapping[str, Known]
) -> dict[int, str]:
    """Position of a new event -> the withdrawn identifier of the same outage, told by the same articles before."""
    told_by: dict[str, list[tuple[str, Facts]]] = defaultdict(list)
    for name, former in withdrawn.items():
        for (article, _), then in former.told.items():
            told_by[article].append((name, then))
    claims = []
    for position, event in events.items():
        shared: Counter[str] = Counter()
        for article, index in event.members:
            now = said.get((article, index), frozenset())
            shared.update({name for name, then in told_by[article] if same_outage(now, then)})
        claims += [(-count, *_rank(withdrawn, name, event), position) for name, count in shared.items()]
    return _served(claims)


def same_outage(one: Facts, other: Facts) -> bool:
    """Whether they share a system, and no start that is known to both differs."""
    starts = [{value for name, value in side if name == "started_at"} for side in (one, other)]
    agree = not all(starts) or any(a.startswith(b) or b.startswith(a) for a in starts[0] for b in starts[1])
    return agree and any(name == "systems" for name, _ in one & other)


def _rank(known: Mapping[str, Known], name: str, event: MergedEvent) -> tuple[datetime, str, bool, tuple[Member, ...]]:
    """Members are the last to decide, so that the order in which events come never does."""
    return known[name].since, name, known[name].founder not in event.members, event.members


def _served(claims: Iterable[tuple[int, datetime, str, bool, tuple[Member, ...], int]]) -> dict[int, str]:
    found: dict[int, str] = {}
    taken: set[str] = set()
    for _, _, name, _, _, position in sorted(claims):
        if position not in found and name not in taken:
            found[position] = name
            taken.add(name)
    return found
