"""A digest said in one language, still without a form: headings, fields and sentences that every format prints alike.

All words of others pass through here, and are visible and on one line behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from meoktong.digest import Digest, Entry
from meoktong.outputs.exactness import HOUR
from meoktong.outputs.safe import line
from meoktong.outputs.tongue import TONGUES, Language, Tongue
from meoktong.telling.records import Change, Period, Watched
from storage.localtime import SEOUL
from storage.records import MergedEvent

NAMES = 5  # systems that are named; the others are counted
OUTLETS = 12
MOST = 50  # outages of one part that are told; the others are counted
BRIEF: Final = frozenset(["doubtful", "recalled"])
SUBJECT = 90  # characters of a subject line


@dataclass(frozen=True, slots=True)
class Item:
    """One outage. `fields` are (label, sentence) pairs; `brief` is it on one line."""

    id: str
    name: str
    state: str
    fields: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...]
    more: str
    brief: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the digest; a brief one is a list of lines."""

    part: str
    title: str
    items: tuple[Item, ...]
    brief: bool
    more: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """The whole digest in one language; `alert` where it tells one outage at once."""

    language: Language
    title: str
    lead: str
    subject: str
    sections: tuple[Section, ...]
    foot: tuple[str, ...]
    links: str
    sender: str = ""


def told(digest: Digest, language: Language = "ko", *, alert: bool = False, sent: bool = False) -> Story:
    """Say a digest; `sent` where it comes to a reader who should know why."""
    tongue = TONGUES[language]
    near = digest.period.days[1]
    sections = tuple(_section(part, entries, near, tongue) for part, entries in digest.parts() if entries)
    return Story(
        language=language,
        title=tongue.say("alert title" if alert else "title", period=period(digest.period, tongue)),
        lead=_counts(digest, tongue) if not digest.quiet else tongue.say("nothing"),
        subject=subject(digest, tongue, alert=alert),
        sections=sections,
        foot=tuple(_foot(digest.watched, tongue)),
        links=tongue.say("links"),
        sender=tongue.say("unsubscribe", name=digest.name) if sent else "",
    )


def period(which: Period, tongue: Tongue) -> str:
    """Whole days as days, anything else to the minute."""
    since, until = which.since.astimezone(SEOUL), which.until.astimezone(SEOUL)
    if (since.hour, since.minute, until.hour, until.minute) != (0, 0, 0, 0):
        first, last = f"{since:%Y-%m-%dT%H:%M}", f"{until:%Y-%m-%dT%H:%M}"
        return f"{tongue.moment(first)} ~ {tongue.moment(last, first)}"
    first, last = which.days
    return tongue.day(first) + (f" ~ {tongue.day(last, first)}" if last != first else "")


def subject(digest: Digest, tongue: Tongue, *, alert: bool = False) -> str:
    """What a desk sorts by: how many of what, and which systems, what goes on first."""
    tag = tongue.say("alert tag" if alert else "tag")
    if digest.quiet:
        return tongue.say("subject nothing", tag=tag, day=tongue.day(digest.period.days[1]))
    names = list(dict.fromkeys(_short(entry.event) for entry in digest.news))
    first = f"{names[0]}, {names[1]}" if len(names) > 1 else names[0]
    systems = tongue.say("and others", first=first, number=len(names) - 2) if len(names) > 2 else first
    whole = tongue.say("subject", tag=tag, counts=_counts(digest, tongue), systems=systems)
    return whole if len(whole) <= SUBJECT else whole[: SUBJECT - 1] + "…"


def _short(event: MergedEvent) -> str:
    return line(event.systems[0] if event.systems else event.operator or "?")


def _counts(digest: Digest, tongue: Tongue) -> str:
    told = []
    for part, entries in digest.parts():
        if entries and part not in BRIEF and part != "ongoing":
            shares = _shares(entries, tongue) if part == "new" else ""
            told.append(tongue.say("count", part=tongue.parts[part], number=len(entries)) + shares)
    return ", ".join(told)


def _shares(entries: Sequence[Entry], tongue: Tongue) -> str:
    counts: dict[str, int] = {}
    for entry in entries:
        state = tongue.statuses[entry.event.status]
        counts[state] = counts.get(state, 0) + 1
    return tongue.say("of them", shares=", ".join(tongue.say("share", name=n, number=k) for n, k in counts.items()))


def _section(part: str, entries: Sequence[Entry], near: str, tongue: Tongue) -> Section:
    items = tuple(_item(entry, near, tongue) for entry in entries[:MOST])
    more = tongue.say("more", number=len(entries) - MOST) if len(entries) > MOST else ""
    return Section(part, tongue.parts[part], items, part in BRIEF, more)


def _item(entry: Entry, near: str, tongue: Tongue) -> Item:
    left = entry.articles - len(entry.links)
    return Item(
        id=line(entry.id),
        name=systems(entry.event, tongue),
        state=tongue.statuses[entry.event.status],
        fields=tuple((label, line(value)) for label, value in _fields(entry, near, tongue) if value),
        links=tuple((line(publisher), line(url)) for publisher, url in entry.links),
        more=tongue.say("more", number=left) if left > 0 else "",
        brief=_brief(entry, tongue),
    )


def _fields(entry: Entry, near: str, tongue: Tongue) -> Iterator[tuple[str, str]]:
    event = entry.event
    for change in entry.changes:
        yield tongue.say("change"), _change(entry, change, near, tongue)
    yield tongue.say("operator"), event.operator or ""
    yield tongue.say("when"), when(event, tongue, near, entry.reported)
    if entry.age is not None:
        length = tongue.length(entry.age.minutes, entry.age.qualifier)
        yield tongue.say("age"), tongue.say("since report" if entry.age.reported else "goes on for", length=length)
    yield tongue.say("cause"), tongue.causes[event.cause]
    named = ", ".join(entry.outlets[:NAMES])
    named += tongue.say("more outlets", number=len(entry.outlets) - NAMES) if len(entry.outlets) > NAMES else ""
    told = tongue.say("sources", articles=entry.articles, sources=event.independent_sources, outlets=named)
    yield tongue.say("told"), told.replace(" ()", "")
    if entry.earlier:
        last = tongue.say(
            "at", when=tongue.moment(entry.earlier.last_started, near), systems=", ".join(entry.earlier.last_systems)
        )
        circle = tongue.sectors.get(entry.earlier.circle, entry.earlier.circle)
        nth = tongue.ordinal(entry.earlier.nth)
        yield tongue.say("context"), tongue.say("earlier", circle=circle, nth=nth, last=last)
    if entry.reviewed:
        yield tongue.say("confirmed"), tongue.say("reviewed")
    if entry.confirmed:
        said = entry.confirmed
        values = {"operator": event.operator, "text": said.text, "publisher": said.publisher}
        yield tongue.say("confirmed"), tongue.say("by operator", **values)
    if entry.quote and not (entry.confirmed and entry.confirmed.text == entry.quote.text):
        yield tongue.say("evidence"), tongue.say("quoted", text=entry.quote.text, publisher=entry.quote.publisher)


def _change(entry: Entry, change: Change, near: str, tongue: Tongue) -> str:
    if change.property == "rejected":
        return tongue.say("rejected")
    if change.property == "withdrawn":
        return tongue.say("moved", event=entry.moved_to) if entry.moved_to else tongue.say("withdrawn")
    by = f" ({', '.join(change.by[:NAMES])})" if change.by else ""
    name = tongue.properties[change.property]
    if change.property == "systems" and entry.before:
        added = [system for system in entry.event.systems if system not in entry.before.systems]
        return tongue.say("added", name=name, new=", ".join(added[:NAMES]), by=by)
    old = _value(entry.before, change.property, near, tongue) if entry.before else ""
    return tongue.say("changed", name=name, old=old, new=_value(entry.event, change.property, near, tongue), by=by)


def _value(event: MergedEvent, name: str, near: str, tongue: Tongue) -> str:
    if name == "duration":
        minutes = event.duration_minutes
        return tongue.say("not known") if minutes is None else tongue.length(minutes, event.duration_qualifier)
    value = getattr(event, name)
    if value is None:
        return tongue.say("not known")
    if name == "independent_sources":
        return tongue.say("number of", number=value)
    if name in {"started_at", "ended_at"}:
        return tongue.moment(value, near[:4])
    return {"status": tongue.statuses, "cause": tongue.causes}.get(name, {}).get(value, str(value))  # type: ignore[attr-defined, no-any-return]


def systems(event: MergedEvent, tongue: Tongue = TONGUES["ko"]) -> str:
    """The most prominent systems, the others counted."""
    named = line(", ".join(event.systems[:NAMES]))
    left = len(event.systems) - NAMES
    return tongue.say("more systems", named=named, number=left) if left > 0 else named


def when(event: MergedEvent, tongue: Tongue = TONGUES["ko"], near: str = "", reported: str = "") -> str:
    """From when to when and how long; the day of the first report where nobody tells the start.

    `near` is a day whose year need not be said.
    """
    start, end = event.started_at, event.ended_at
    told = tongue.moment(start, near[:4]) if start else ""
    if end and not (start and end[:10] == start[:10] and len(end) < HOUR):
        told += f" ~ {tongue.moment(end, start or near[:4])}"
    elif start and event.status in {"ongoing", "partial"}:
        told += f" ~ {tongue.say('goes on')}"
    if not start:
        day = tongue.say("reported", day=tongue.day(reported, near)) if reported else ""
        told = f"{tongue.say('no start')}{day}{told}"
    known = [told]
    if event.duration_minutes is not None:
        known.append(tongue.length(event.duration_minutes, event.duration_qualifier))
    return ", ".join(known)


def _brief(entry: Entry, tongue: Tongue) -> str:
    event = entry.event
    cause = f", {tongue.causes[event.cause]}" if event.cause != "unknown" else ""
    outlets = f" ({', '.join(entry.outlets[:NAMES])})" if entry.outlets else ""
    return line(f"{when(event, tongue, reported=entry.reported)}: {systems(event, tongue)}{cause}{outlets}")


def _foot(watched: Watched, tongue: Tongue) -> Iterator[str]:
    outlets = sorted(watched.per_publisher.items(), key=lambda pair: (-pair[1], pair[0]))
    listed = ", ".join(tongue.say("share", name=name, number=count) for name, count in outlets[:OUTLETS])
    more = tongue.say("more outlets", number=len(outlets) - OUTLETS) if len(outlets) > OUTLETS else ""
    told = f": {listed}{more}" if listed else ""
    yield line(tongue.say("watched", articles=watched.articles, outlets=len(outlets), listed=told))
    if watched.crawls is not None:
        sentence = "crawls" if watched.crawls else "no crawl"
        yield tongue.say(sentence, crawls=watched.crawls, sources=watched.sources or 0)
    if watched.silent:
        yield line(tongue.say("silent", sources=", ".join(watched.silent)))


def clock(moment: datetime, tongue: Tongue) -> str:
    """A moment that a machine knows, in Korean local time."""
    return tongue.moment(f"{moment.astimezone(SEOUL):%Y-%m-%dT%H:%M}")
