"""What the annotated corpus says of each candidate: the answers that the models learn from.

An annotation names values and quotes, not candidates; here they are laid over a `Reading`. Where the annotation leaves a
candidate open, its label is None and it teaches nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from classifier.decisions.judge import UNKNOWN, JudgedCause
from classifier.learning.keys import same_operator, scored_key
from classifier.learning.pairing import alike
from classifier.reading import Clause
from storage.records import Timex

Gold = Mapping[str, Any]
SHORT_FORM = 0.6  # of the characters of an annotated name are at least in a shorter form of it


@dataclass(frozen=True, slots=True)
class Marked:
    """One annotated event laid over a text: its fields, and the places of its quotes."""

    event: Gold
    places: Mapping[str, tuple[tuple[int, int], ...]]

    def touches(self, start: int, end: int, *fields: str) -> bool:
        """Whether a span overlaps the evidence of one of these fields (of any, when none is named)."""
        names = fields or tuple(self.places)
        return any(a < end and start < b for name in names for a, b in self.places.get(name, ()))


def mark(text: str, events: Sequence[Gold]) -> list[Marked]:
    """Find every quote of every event in the text."""
    return [
        Marked(event, {name: _places(text, quote) for name, quote in event["evidence"].items()}) for event in events
    ]


def _places(text: str, quote: str) -> tuple[tuple[int, int], ...]:
    places = []
    at = text.find(quote) if quote else -1
    while at >= 0:
        places.append((at, at + len(quote)))
        at = text.find(quote, at + 1)
    return tuple(places)


def clause_label(article: Gold, marked: Sequence[Marked], clause: Clause) -> bool | None:
    """Whether the clause tells of an outage that happened; None for an outage word that no evidence touches."""
    if article["relevance"] == "none":
        return False
    touched = any(m.touches(*clause.span, "started_at", "ended_at", "duration", "cause", "system") for m in marked)
    if clause.has("outage"):
        return True if touched else None
    strong = any(m.touches(*clause.span, "started_at", "ended_at", "duration") for m in marked)
    return True if strong else None if touched else False


def system_label(marked: Sequence[Marked], clause: Clause, name: str, others: Sequence[str]) -> bool | None:
    """Whether the candidate is said to have failed here; None where a system that failed is only named.

    It is a system of some event by its name, or by another that it could have.
    """
    key = scored_key(name)
    keys = {scored_key(other) for other in others} | {key}
    told = clause.has("outage", "recovery", "partial", "ongoing")
    open_question = False
    for m in marked:
        gold = [scored_key(system) for system in m.event["systems"]]
        own = any(same_name(key, system) for system in gold)
        if own or keys.intersection(gold):
            if m.touches(*clause.span) or (own and told):
                return True
            open_question = True
    return None if open_question else False


def same_name(ours: str, gold: str) -> bool:
    """One key ends with the other: the owner may be left out."""
    short, long = sorted((ours, gold), key=len)
    return ours == gold or (len(short) >= 3 and long.endswith(short))


def time_label(marked: Sequence[Marked], time: Timex) -> str | None:
    """`start`, `end`, `span` (an interval that is both), `duration`, `other`; None where the value disagrees with its quote."""
    start, end = time.evidence.start, time.evidence.end
    if time.type == "duration":
        return _duration_label(marked, time)
    open_question = False
    for m in marked:
        first, last = (m.touches(start, end, name) for name in ("started_at", "ended_at"))
        begins = first and _says(time, m.event["started_at"], 0)
        ends = last and _says(time, m.event["ended_at"], -1)
        if begins or ends:
            return "span" if begins and ends and time.type == "interval" else "start" if begins else "end"
        open_question = open_question or first or last
    return _elsewhere(marked, time.value) if not open_question else None


def _elsewhere(marked: Sequence[Marked], value: str) -> str | None:
    """A value told again outside its evidence is the same answer to the hour or minute; a bare day leaves it open."""
    for field, role in (("started_at", "start"), ("ended_at", "end")):
        told = [m.event[field] for m in marked if m.event[field]]
        if len(value) >= 13 and any(value == want or value == f"{want}:00" for want in told):
            return role
        if any(value[:10] == want[:10] for want in told):
            return None
    return "other"


def _says(time: Timex, wanted: str | None, side: int) -> bool:
    value = time.value.split("/")[side]
    if not wanted or not value:
        return False
    return value == wanted or (len(wanted) <= 10 and value.startswith(wanted)) or value == f"{wanted}:00"


def _duration_label(marked: Sequence[Marked], time: Timex) -> str | None:
    for m in marked:
        if m.touches(time.evidence.start, time.evidence.end, "duration", "ended_at"):
            return "duration" if lasts(m, time) else None
    told = [m.event["duration_minutes"] for m in marked if m.event["duration_minutes"]]
    return None if time.seconds and any(abs(time.seconds / 60 - minutes) < 1 for minutes in told) else "other"


def cause_label(marked: Sequence[Marked], clause: Clause) -> str | None:
    """The cause that a clause tells, or `unknown`; None where a word in it stands for some event's cause, but its evidence is elsewhere."""
    for m in marked:
        if m.event["cause"] != UNKNOWN and m.touches(*clause.span, "cause"):
            return str(m.event["cause"])
    causes = {m.event["cause"] for m in marked}
    return None if any(cue.cause in causes for cue in clause.cues) else UNKNOWN


def hits(event: Gold, name: str) -> bool:
    """Whether the system of this name is one of the event's."""
    return any(same_name(scored_key(name), scored_key(system)) for system in event["systems"])


def stands_for(event: Gold, operator: str) -> bool:
    """Whether an operator's bare name says which of its systems the event hit: one that is called after it."""
    key = scored_key(operator)
    return len(key) >= 2 and any(scored_key(system).startswith(key) for system in event["systems"])


def is_called(name: str, operator: str) -> bool:
    """Whether a name is an operator's, as the figures take it, and no mere part of it (은행)."""
    return same_operator(name, operator) and len(scored_key(name)) >= SHORT_FORM * len(scored_key(operator))


def likeness(event: Gold, name: str) -> float:
    """How alike the name is to one of the event's systems; 0 where the figures would not pair them."""
    return max((alike(scored_key(name), scored_key(system)) for system in event["systems"]), default=0.0)


def begins(event: Gold, value: str, others: Sequence[str]) -> bool:
    """Whether the event began at this value: the very one, or the nearest to it among the article's `others`."""
    start = event["started_at"]
    if not start:
        return False
    if start in others or f"{start}:00" in others:
        return value in {start, f"{start}:00"}
    coarser = [other for other in others if start.startswith(other)]
    finer = [other for other in others if other.startswith(start)]
    return value == max(coarser, key=len, default="") if coarser else value in finer


def ends(marked: Marked, time: Timex) -> bool | None:
    """Whether a time is the event's end; None for a mere day of it told elsewhere."""
    wanted = marked.event["ended_at"]
    if not _says(time, wanted, -1):
        return False
    touched = marked.touches(time.evidence.start, time.evidence.end, "ended_at", "duration")
    return True if touched or len(wanted or "") >= 13 else None


def lasts(marked: Marked, time: Timex) -> bool:
    """Whether a duration is the event's."""
    wanted = marked.event["duration_minutes"]
    return bool(wanted and time.seconds and abs(time.seconds / 60 - wanted) <= max(1, 0.05 * wanted))


def told_cause(marked: Marked, cause: JudgedCause | None) -> bool | None:
    """Whether this is the event's cause (None: that nobody tells it); None where it is, in words that are not its evidence."""
    if cause is None:
        return bool(marked.event["cause"] == UNKNOWN)
    if marked.event["cause"] != cause.cause:
        return False
    return True if marked.touches(*cause.span, "cause") else None
