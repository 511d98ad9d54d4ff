"""Reviews into the store, and splits and merges out of it as pairs of mentions that belong together or apart.

A review of where an event begins and ends is anchored in what its mentions say, not in their numbers: a newer extractor
may number them otherwise, and they are followed as events are.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlmodel import Session, col, select

from storage import history, queries, rows
from storage.identity import Facts, Member, facts, follow
from storage.records import ArticleMention, Ruling
from storage.reviews import Review, check_correction
from storage.tables import ArticleRow, EventMentionRow, EventRow, ReviewRow


def keep(session: Session, said: Review, apart: Collection[str]) -> str:
    """Write a review; returns the identifier of the event that it counts for."""
    name = _in_force(session, said.event_id)
    value, others, mentions = said.value, list[Any](), list[Any]()
    if said.action == "correct":
        value = check_correction(said.property, said.value)
    elif said.action == "merge":
        value = _in_force(session, said.value or "")
        if value == name:
            raise ValueError(f"{said.event_id} and {said.value} are one event already")
        mentions, others = _anchors(session, name), _anchors(session, value)
    elif said.action == "split":
        mentions, others = _parted(session, name, apart)
    row = ReviewRow(
        event_id=name, action=said.action, property=said.property, value=value, mentions=mentions, others=others,
        reviewer=said.reviewer, note=said.note, made_at=said.made_at,
    )  # fmt: skip
    session.add(row)
    touched = {int(anchor[0]) for anchor in (*mentions, *others)} or _articles(session, name)
    for article in touched:
        session.get_one(ArticleRow, article).unmerged = True
    return name


def _in_force(session: Session, identifier: str) -> str:
    name = history.final(session, identifier)
    if session.get(EventRow, name) is None:
        raise LookupError(f"no such event: {identifier}")
    return name


def _articles(session: Session, name: str) -> set[int]:
    return set(session.exec(select(EventMentionRow.article_id).where(EventMentionRow.event_id == name)))


def _anchors(session: Session, name: str) -> list[Any]:
    """What the event's mentions are known by: article, number, and what they say."""
    told = queries.mentions_by_event(session, [name]).get(name, ())
    return [[one.article_id, one.index, sorted(map(list, said_by(one)))] for one in told]


def _parted(session: Session, name: str, apart: Collection[str]) -> tuple[list[Any], list[Any]]:
    """The event's anchors: those that stay, and those of the articles that are set apart."""
    wanted = set(session.exec(select(ArticleRow.id).where(col(ArticleRow.url).in_(list(apart)))))
    anchors = _anchors(session, name)
    leaving = [anchor for anchor in anchors if int(anchor[0]) in wanted]
    staying = [anchor for anchor in anchors if int(anchor[0]) not in wanted]
    if len({anchor[0] for anchor in leaving}) < len(set(apart)):
        raise LookupError(f"{name} rests on no such article; `meoktong event {name}` lists them")
    if not staying:
        raise ValueError("nothing would be left of the event: name some of its articles, not all")
    return staying, leaving


def said_by(one: ArticleMention) -> Facts:
    """What tells a mention's outage from others."""
    return facts((name, value) for name, value, _, _ in rows.told_properties(one.mention))


def rulings(session: Session, told: Sequence[ArticleMention]) -> list[Ruling]:
    """Every split and merge, in the order in which they were made, on the mentions as they are numbered now."""
    found = session.exec(
        select(ReviewRow).where(col(ReviewRow.action).in_(["split", "merge"])).order_by(col(ReviewRow.id))
    )
    now = {(one.article_id, one.index): said_by(one) for one in told}
    return [Ruling(row.action == "merge", _followed(row.mentions, now), _followed(row.others, now)) for row in found]


def _followed(anchors: Sequence[Any], now: dict[Member, Facts]) -> frozenset[Member]:
    old = {(str(article), int(index)): frozenset((a, b) for a, b in said) for article, index, said in anchors}
    concerned = {article for article, _ in old}
    current = {member: said for member, said in now.items() if member[0] in concerned}
    return frozenset(follow(old, current))


def ruled(session: Session) -> list[frozenset[int]]:
    """The articles that one split or merge speaks of: they are merged together or not at all."""
    found = session.exec(select(ReviewRow).where(col(ReviewRow.action).in_(["split", "merge"])))
    return [frozenset(int(anchor[0]) for anchor in (*row.mentions, *row.others)) for row in found]
