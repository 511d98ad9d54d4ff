"""What people said of the partition, applied to what the machine made of it: they outrank it, the last word first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from classifier.merging.accounts import Account
from classifier.merging.grouping import Group, likeness
from storage.records import Ruling

Part = list[Account]


def ruled(groups: Iterable[Sequence[Account]], rulings: Iterable[Ruling]) -> list[Part]:
    """The groups after every ruling in its order: groups are joined whole, and parted where a ruling names both sides.

    Whoever is in a parted group and on neither side goes with the side whose names are more like its own.
    """
    parts = [list(found) for found in groups]
    for ruling in rulings:
        parts = _joined(parts, ruling) if ruling.together else [p for one in parts for p in _parted(one, ruling)]
    return parts


def _joined(parts: list[Part], ruling: Ruling) -> list[Part]:
    named = ruling.mentions | ruling.others
    hit = [one for one in parts if any(_member(found) in named for found in one)]
    if len(hit) < 2:
        return parts
    whole = [found for one in hit for found in one]
    return [whole if one is hit[0] else one for one in parts if one is hit[0] or one not in hit]


def _parted(part: Part, ruling: Ruling) -> list[Part]:
    stay = [one for one in part if _member(one) in ruling.mentions]
    leave = [one for one in part if _member(one) in ruling.others]
    if not (stay and leave):
        return [part]
    sides = (_group(stay), _group(leave))
    for one in sorted(part, key=lambda one: one.order):
        if _member(one) not in ruling.mentions | ruling.others:
            (leave if likeness(one, sides[1]) > likeness(one, sides[0]) else stay).append(one)
    return [stay, leave]


def _group(accounts: Part) -> Group:
    found = Group(accounts[0].day)
    for one in accounts:
        found.add(one)
    return found


def _member(one: Account) -> tuple[str, int]:
    return one.source.article_id, one.source.index
