"""From a frame to one outage's fields: the likeliest time for each end, the stated or computed length, the cause."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from classifier.decisions.frames import HINTED, HIT, OPENS, TOLD, Frame
from classifier.decisions.judge import Judged, JudgedCause, JudgedTime
from storage.records import Cause, Evidence, Milestone, Qualifier

_FORMATS = {4: "%Y", 7: "%Y-%m", 10: "%Y-%m-%d", 13: "%Y-%m-%dT%H", 16: "%Y-%m-%dT%H:%M"}


STATED = 0.2  # P above which a duration is taken for the outage's own


@dataclass(frozen=True, slots=True)
class Told:
    """A value with the words that say it and how sure the model is; `made_by` names the rule or model."""

    value: str
    evidence: Evidence | None
    p: float
    made_by: str
    vague: bool = False


def pick_start(frame: Frame, judged: Judged) -> Told | None:
    """The likeliest start; a finer expression that fits it is preferred (24일 … 오후 1시 57분).

    Where no time is likely enough, a day in a clause that surely tells of the outage still is the best guess.
    """
    told = _pick(frame, "start", 0)
    if told is None:
        sure = Frame([part for part in frame.parts if part.asserted >= OPENS and part.sentence])
        told = _pick(sure, "start", 0, least=HINTED)
    return told


def pick_end(frame: Frame, judged: Judged, start: Told | None) -> Told | None:
    """The likeliest end, never before the start."""
    return _pick(frame, "end", -1, start.value if start else "")


def _pick(frame: Frame, role: str, side: int, floor: str = "", least: float = TOLD) -> Told | None:
    times = [t for part in frame.parts for t in part.times if t.time.type != "duration" and t.time.value]
    offers = [(t.p(role), _side(t.time.value, side), t) for t in times]
    offers = [offer for offer in offers if offer[0] >= least and offer[1] and not _before(offer[1], floor)]
    if not offers:
        return None
    best = max(offers, key=lambda offer: offer[0])
    finer = [offer for offer in offers if offer[1].startswith(best[1]) and len(offer[1]) > len(best[1])]
    p, value, chosen = max(finer, key=lambda offer: offer[0]) if finer else best
    return Told(
        value, chosen.time.evidence, p, f"model:time/{role}+{chosen.time.rule}", chosen.time.modifier is not None
    )


def _side(value: str, side: int) -> str:
    return value.split("/")[side][:16]


def _before(value: str, floor: str) -> bool:
    width = min(len(value), len(floor))
    return value[:width] < floor[:width]


@dataclass(frozen=True, slots=True)
class Length:
    """A duration in minutes with its qualifier; `evidence` is None where it was computed."""

    minutes: float
    qualifier: Qualifier
    evidence: Evidence | None
    p: float


def pick_length(frame: Frame, start: Told | None, end: Told | None) -> Length | None:
    """The stated duration, else the one between two ends that are both known to the hour or minute."""
    stated = [t for part in frame.parts for t in part.times if t.time.type == "duration" and t.time.seconds]
    likely = [t for t in stated if t.p("duration") >= STATED]
    if likely:
        best = max(likely, key=lambda t: t.p("duration"))
        return Length(_minutes(best), qualifier(best), best.time.evidence, best.p("duration"))
    if start and end and len(start.value) >= 13 and len(end.value) >= 13:
        minutes = (moment(end.value) - moment(start.value)).total_seconds() / 60
        if minutes > 0:
            vague = start.vague or end.vague
            return Length(minutes, "about" if vague else "exact", None, min(start.p, end.p))
    return None


def _minutes(told: JudgedTime) -> float:
    minutes = (told.time.seconds or 0.0) / 60
    return round(minutes) if minutes >= 1 else round(minutes, 2)


def qualifier(told: JudgedTime) -> Qualifier:
    """GUIDE.md's qualifier of a stated duration."""
    modifier = told.time.modifier
    if modifier in {"about", "over", "under"}:
        return modifier
    return "about" if told.time.grain in {"day", "week", "month", "year"} else "exact"


def moment(value: str) -> datetime:
    """A local time value as a naive moment: the first one that it may mean."""
    return datetime.strptime(value, _FORMATS[len(value)])  # noqa: DTZ007 - Korean local time throughout


def end_from_length(start: Told | None, length: Length | None) -> Told | None:
    """GUIDE.md: start to the hour or minute plus a stated duration that is exact or about."""
    if start is None or length is None or length.evidence is None or length.qualifier not in {"exact", "about"}:
        return None
    if len(start.value) < 13:
        return None
    value = (moment(start.value) + timedelta(minutes=length.minutes)).strftime(_FORMATS[16])
    value = value[:13] if len(start.value) == 13 and value.endswith(":00") else value
    return Told(value, None, min(start.p, length.p), "rule:start_plus_duration")


@dataclass(frozen=True, slots=True)
class NamedCause:
    """A cause with the clause that says it."""

    cause: Cause
    evidence: Evidence
    p: float
    word: str


def pick_cause(frame: Frame, judged: Judged) -> NamedCause | None:
    """The likeliest cause word near the frame's clauses. Fire beats the power loss that it caused."""
    numbers = {part.clause for part in frame.parts}
    near = {n + step for n in numbers for step in (-1, 0, 1)}
    inside = [c for c in judged.causes if c.clause in near and c.names >= HIT]
    if not inside:
        return None
    best = max(inside, key=lambda c: (c.names + 0.1 * (c.clause in numbers), -c.cue.start))
    fire = [c for c in inside if c.cue.cause == "fire"]
    if best.cue.cause == "power" and fire:
        best = max(fire, key=lambda c: c.names)
    return NamedCause(best.cue.cause, _cause_words(judged, best), best.names, best.cue.name)  # type: ignore[arg-type]


def _cause_words(judged: Judged, cause: JudgedCause) -> Evidence:
    """The cause word with the words that complete it, at most to its clause's end."""
    text = judged.reading.text
    clause = judged.reading.clauses[cause.clause].span
    start, end = cause.cue.start, cause.cue.end
    while start > clause.start and not text[start - 1].isspace():
        start -= 1
    stop = text.find(" ", end)
    second = text.find(" ", stop + 1) if stop >= 0 else -1
    end = min(clause.end, second if second >= 0 else clause.end, start + 100)
    return quote(text, start, max(end, cause.cue.end))


def quote(text: str, start: int, end: int) -> Evidence:
    """The span as evidence, without white space or list marks around it."""
    while start < end and text[start] in " \n\t,.":
        start += 1
    while end > start and text[end - 1] in " \n\t,.":
        end -= 1
    return Evidence(start, end, text[start:end])


def milestones(frame: Frame, judged: Judged, start: Told | None, end: Told | None) -> tuple[Milestone, ...]:
    """Partial recoveries: times between start and end, told in the frame's sentences by clauses about recovery."""
    clauses = judged.reading.clauses
    sentences = {part.sentence for part in frame.parts}
    found: list[Milestone] = []
    for told in judged.times:
        clause = clauses[told.clause]
        value = told.time.value.split("/")[-1]
        if (
            told.time.type == "duration"
            or len(value) < 13
            or told.p("start") >= TOLD
            or clause.sentence not in sentences
        ):
            continue
        between = start is not None and value > start.value and (end is None or value < end.value)
        if between and clause.has("partial", "recovery"):
            words = judged.reading.text[told.time.evidence.end : clause.span.end].strip(" ,.\n")
            found.append(Milestone(value, words[:80], told.time.evidence))
    return tuple(sorted(_distinct(found), key=lambda m: (m.at, m.evidence.start)))


def _distinct(found: Iterable[Milestone]) -> Sequence[Milestone]:
    return list({milestone.at: milestone for milestone in reversed(list(found))}.values())
