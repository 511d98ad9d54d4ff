"""One outage made an entry: its links, the sentence that shows most, who confirmed it, and what came before it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Final

from pydantic import BaseModel, ConfigDict

from classifier.text.sentences import split
from meoktong.telling.records import DAY, Age, Change, Earlier, Entry, Kind, Quote, Told
from storage.localtime import SEOUL, split_prefix
from storage.records import ArticleMention, MergedEvent, OutageEvent, OutageMention, Qualifier

LINKS = 5  # per outage; the others are counted
LONGEST_QUOTE = 240  # characters
WEEK = timedelta(days=7)
_QUALIFIERS: Final[dict[int, Qualifier]] = {DAY: "under", len("2023-11-24T13"): "about"}


class _Speech(BaseModel):
    """Words with which somebody is quoted."""

    model_config = ConfigDict(extra="forbid")

    said: tuple[str, ...]


@cache
def _speech() -> _Speech:
    text = (files("meoktong.telling") / "speech.toml").read_text(encoding="utf-8")
    return _Speech.model_validate(tomllib.loads(text))


def entry(
    kind: Kind,
    one: Told,
    *,
    before: MergedEvent | None = None,
    changes: tuple[Change, ...] = (),
    until: datetime | None = None,
    earlier: Earlier | None = None,
    moved_to: str = "",
) -> Entry:
    """An outage as a digest tells it; `until` is the moment at which the age of one that goes on is taken."""
    addresses = {mention.url: mention.publisher for mention in one.mentions}
    about = [m for m in one.mentions if m.mention.role == "main"] or list(one.mentions)
    links = {mention.url: mention.publisher for mention in (*about, *one.mentions) if mention.url}
    published = [mention.published_at for mention in one.mentions]
    return Entry(
        id=one.event.id,
        kind=kind,
        event=one.event.event,
        before=before,
        changes=changes,
        links=tuple((publisher, url) for url, publisher in list(links.items())[:LINKS]),
        articles=len(addresses),
        outlets=tuple(dict.fromkeys(mention.publisher for mention in one.mentions if mention.publisher)),
        quote=_quote(one.event.event, about),
        confirmed=_confirmed(one.event.event, about),
        reported=min((moment.astimezone(SEOUL).date().isoformat() for moment in published), default=""),
        earlier=earlier,
        age=age(one.event.event, until, min(published, default=None)) if until else None,
        moved_to=moved_to,
        updated_at=one.event.updated_at,
        reviewed=one.event.review == "confirmed",
        first_told=min(published, default=None),
    )


def earlier(event: OutageEvent, others: Iterable[OutageEvent], sectors: Mapping[str, str]) -> Earlier | None:
    """How many of its circle there were in the seven days up to its start, and which was the last; None for the first.

    `sectors` maps names of systems and operators to what they count with.
    """
    started, circle = _day(event.event), _circle(event.event, sectors)
    if not circle or started is None:
        return None
    before = [
        (other.event.started_at or "", other.event)
        for other in others
        if other.id != event.id
        and (day := _day(other.event)) is not None
        and started - WEEK < day <= started
        and (other.event.started_at or "") < (event.event.started_at or "")
        and _circle(other.event, sectors) == circle
    ]
    if not before:
        return None
    when, last = max(before, key=lambda found: (found[0], found[1].members))
    return Earlier(circle, len(before) + 1, last.systems[:2], when)


def _day(event: MergedEvent) -> date | None:
    value = event.started_at
    return date.fromisoformat(value[:DAY]) if value and len(value) >= DAY else None


def _circle(event: MergedEvent, sectors: Mapping[str, str]) -> str:
    names = [*event.systems, event.operator or ""]
    return next((sectors[name] for name in names if sectors.get(name)), event.operator or "")


def age(event: MergedEvent, until: datetime, first_told: datetime | None) -> Age | None:
    """How long an outage has been going on at `until`; since its first article where nobody tells the day it began.

    One that began "on the 24th" is younger than the 24th; None for one that begins later.
    """
    start = event.started_at or ""
    if len(start) >= DAY:
        began, qualifier = split_prefix(start).instant, _QUALIFIERS.get(len(start), "exact")
    elif first_told is not None:
        began, qualifier = first_told, "over"
    else:
        return None
    minutes = (until - began) / timedelta(minutes=1)
    return Age(minutes, qualifier, len(start) < DAY) if minutes >= 0 else None


def _quote(event: MergedEvent, mentions: Sequence[ArticleMention]) -> Quote | None:
    """The sentence in which most properties of the outage have their evidence; of equals that of the latest article."""
    best = max(
        ((*_telling(event, m), m) for m in mentions), key=lambda found: (found[0], found[2].published_at), default=None
    )
    return _said(best[1], best[2]) if best and best[1] else None


def _said(text: str, mention: ArticleMention) -> Quote:
    short = text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"
    return Quote(short, mention.publisher, mention.url)


def _sentences(mention: ArticleMention) -> list[tuple[int, int, str]]:
    """Start, end and text of the body's sentences; the headline is none."""
    head = mention.text.find("\n")
    spans = [span for span in split(mention.text) if span.start > head]
    return [(span.start, span.end, mention.text[span.start : span.end].strip()) for span in spans]


def _telling(event: MergedEvent, mention: ArticleMention) -> tuple[int, str]:
    """The most telling sentence of an article: how many more properties it shows as they are told than otherwise, and the sentence.

    Who runs the systems does not count.
    """
    told = {name: spans[0].start for name, spans in mention.mention.evidence.items() if spans and name != "operator"}
    worth = [(at, 1 if _agrees(event, mention.mention, name) else -1) for name, at in told.items()]
    counted = [
        (sum(w for at, w in worth if start <= at < end), -start, text) for start, end, text in _sentences(mention)
    ]
    count, _, text = max(counted, default=(0, 0, ""))
    return (count, text) if count > 0 else (0, "")


def _agrees(event: MergedEvent, mention: OutageMention, name: str) -> bool:
    """Whether an article tells a property as the outage has it, or less finely: on the 19th is not on the 18th."""
    if name == "system":
        return True
    prop = "duration_minutes" if name == "duration" else name
    told, merged = getattr(mention, prop), getattr(event, prop)
    return told == merged or (isinstance(told, str) and isinstance(merged, str) and merged.startswith(told))


def _confirmed(event: MergedEvent, mentions: Sequence[ArticleMention]) -> Quote | None:
    """The first sentence in which the operator itself is quoted."""
    if not event.operator:
        return None
    for mention in mentions:
        for _, _, text in _sentences(mention):
            if event.operator in text and any(word in text for word in _speech().said):
                return _said(text, mention)
    return None
