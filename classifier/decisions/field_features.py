"""Features of an end or a length with an outage: is it this outage's? Its place, the day narrated, and what fits together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from classifier.decisions.company import company_of
from classifier.decisions.features import Row, bucket
from classifier.decisions.judge import Judged, JudgedTime
from classifier.decisions.relations import Outage, attach_row
from classifier.decisions.scene import Place, Scene, compatible, place_of, start_value
from classifier.decisions.times import before, days_between, local_minute, minutes_between

_STATE = frozenset({"ongoing", "partial", "recovery"})
_NEXT = 2  # sentences behind an end in which the outage may be said to go on


def end_value(time: JudgedTime) -> str:
    """The last end of a time's value."""
    return time.time.value.split("/")[-1][:16]


def minutes_of(time: JudgedTime) -> float:
    """How long a duration is."""
    return (time.time.seconds or 0.0) / 60


def ends_offered(judged: Judged, start: str) -> Iterator[tuple[JudgedTime, Place]]:
    """Times that may be an end: likely by themselves, and not before the start."""
    for time in judged.ends:
        if not before(end_value(time), start):
            yield time, place_of(judged, time.clause, time.time.evidence.start)


def lengths_offered(judged: Judged) -> Iterator[tuple[JudgedTime, Place]]:
    """Countable durations that may be an outage's."""
    for time in judged.lengths:
        yield time, place_of(judged, time.clause, time.time.evidence.start)


def end_row(scene: Scene, outages: Sequence[Outage], outage: Outage, time: JudgedTime, place: Place) -> Row:
    """Is this time the outage's end? Its place, its own surety, how long after the start it is, what fits and what rivals it."""
    judged, start, value = scene.judged, outage.start, end_value(time)
    ends = {end_value(other) for other, _ in ends_offered(judged, start)}
    lengths = [minutes_of(other) for other, _ in lengths_offered(judged)]
    days = bucket(days_between(start, value), -0.001, 0, 0.3, 1, 3, 31) if start else "untold"
    later = _began_later(outages, outage, value)
    fits = _fits(start, [value], lengths)
    row = attach_row(outages, outage, place, time.p("end"))
    row.update(
        {
            "margin": _margin(judged, time, "end"),
            "start less end": time.p("start") - time.p("end"),
            f"days={days}": 1.0,
            f"grain={len(value)}": 1.0,
            f"same={value == start}": 1.0,
            f"behind start={bool(outage.starts) and place.at > outage.starts[0].at}": 1.0,
            f"began later={later}": 1.0,
            f"began later={later} days={days}": 1.0,
            f"fits={fits}": 1.0,
            f"fits={fits} others={_fits_other(outages, start, [value], lengths)}": 1.0,
            f"ends={min(len(ends), 4)}": 1.0,
            f"last={value == max(ends)} ends={min(len(ends), 3)}": 1.0,
        }
    )
    return {
        **row,
        **_narrated(judged, outage, time),
        **_goes_on(judged, outage, place),
        **_told_of(scene, outages, outage, place),
    }


def length_row(scene: Scene, outages: Sequence[Outage], outage: Outage, time: JudgedTime, place: Place) -> Row:
    """Is this the outage's length? Its place, its own surety, and whether start and an end tell the same."""
    judged, start, minutes = scene.judged, outage.start, minutes_of(time)
    ends = [end_value(other) for other, _ in ends_offered(judged, start)]
    fits = _fits(start, ends, [minutes])
    computed = _rough_minutes(judged, outage)
    likeliest = "untold" if not computed else str(abs(minutes - computed) <= max(2, 0.25 * computed))
    row = attach_row(outages, outage, place, time.p("duration"))
    row.update(
        {
            "margin": _margin(judged, time, "duration"),
            f"modifier={time.time.modifier or '-'}": 1.0,
            f"fits={likeliest}": 1.0,
            f"any end fits={fits}": 1.0,
            f"any end fits={fits} others={_fits_other(outages, start, ends, [minutes])}": 1.0,
            f"long={bucket(minutes, 10, 60, 360, 1439, 10080)}": 1.0,
        }
    )
    return {
        **row,
        **_narrated(judged, outage, time),
        **_until_now(judged, start, minutes),
        **_told_of(scene, outages, outage, place),
    }


def _until_now(judged: Judged, start: str, minutes: float) -> Row:
    """How a length stands to the time from the start to publication: it is no longer, and if it goes on, about as long."""
    if len(start) < 13:
        return {}
    whole = minutes_between(start, local_minute(judged.reading.published_at))
    about = abs(minutes - whole) <= max(10, 0.15 * minutes)
    return {f"longer than until now={minutes > whole + 5} about={about}": 1.0}


def _told_of(scene: Scene, outages: Sequence[Outage], outage: Outage, place: Place) -> Row:
    """Of whom the sentence tells, and the text up to here."""
    company = company_of(scene.judged, outage, place.sentence)
    subject, last = company.subject(place.at), company.last_hit(place.at)
    onset = any(p.sentence == place.sentence for p in outage.starts)
    others = any(p.sentence == place.sentence for o in outages if o is not outage for p in o.starts)
    return {
        company.beside(): 1.0,
        f"subject={subject}": 1.0,
        f"subject={subject} onset={onset} other={others}": 1.0,
        f"last={last}": 1.0,
        f"last={last} outages={min(len(outages), 3)}": 1.0,
    }


def _margin(judged: Judged, time: JudgedTime, role: str) -> float:
    """How much surer a time is than every other of the article that says something else."""
    others = (t.p(role) for t in judged.times if t.time.value != time.time.value)
    return time.p(role) - max(others, default=0.0)


def _fits(start: str, ends: Sequence[str], lengths: Sequence[float]) -> str:
    """Whether some end is as long after the start as some length says."""
    apart = [minutes_between(start, end) for end in ends if min(len(start), len(end)) >= 13]
    if not apart or not lengths:
        return "untold"
    return str(any(abs(gap - minutes) <= max(5, 0.2 * minutes) for gap in apart for minutes in lengths))


def _fits_other(outages: Sequence[Outage], start: str, ends: Sequence[str], lengths: Sequence[float]) -> bool:
    """The same, from an onset of another outage."""
    onsets = {outage.onset.value for outage in outages if outage.onset} - {start}
    return any(_fits(onset, ends, lengths) == "True" for onset in onsets)


def _rough_minutes(judged: Judged, outage: Outage) -> float | None:
    """From the onset to the time that by itself most likely is an end."""
    start = outage.start
    end = max(((time.p("end"), end_value(time)) for time, _ in ends_offered(judged, start)), default=(0.0, ""))[1]
    if min(len(start), len(end)) < 13:
        return None
    return max(0.0, minutes_between(start, end)) or None


def _began_later(outages: Sequence[Outage], outage: Outage, end: str) -> str:
    """Whether another outage began between this one and the end: then the end is more likely that one's."""
    start = outage.start
    others = (other.onset.value for other in outages if other.onset is not None)
    last = max((value for value in others if before(start, value) and not before(end, value)), default="")
    return "no" if not last else "same day" if last[:10] == start[:10] else "other day"


def _narrated(judged: Judged, outage: Outage, time: JudgedTime) -> Row:
    """How the time told last before this one stands to the onset: the text narrates that day."""
    earlier = [
        t for t in judged.times if t.time.type != "duration" and t.time.evidence.start < time.time.evidence.start
    ]
    if not earlier or outage.onset is None:
        return {"narrated=none": 1.0}
    last = earlier[-1]
    clauses = judged.reading.clauses
    here = clauses[last.clause].sentence == clauses[time.clause].sentence
    where = "clause" if last.clause == time.clause else "sentence" if here else "before"
    fit = _agreement(start_value(last), outage.onset.value)
    return {f"narrated={fit}": 1.0, f"narrated={fit} {where}": 1.0}


def _agreement(value: str, start: str) -> str:
    if value == start:
        return "onset"
    return "its day" if value[:10] == start[:10] else "fits" if compatible(value, start) else "other"


def _goes_on(judged: Judged, outage: Outage, place: Place) -> Row:
    """What the outage's own sentences, those right behind the end and the headline say of recovery."""
    own = {p.sentence for p in (*outage.places, *outage.starts)}
    row: Row = {}
    for clause in judged.reading.clauses:
        number = clause.sentence
        behind = place.sentence < number <= place.sentence + _NEXT
        parts = [
            name for name, inside in (("own", number in own), ("behind", behind), ("title", number == 0)) if inside
        ]
        row.update({f"{part} {cue.kind}": 1.0 for part in parts for cue in clause.cues if cue.kind in _STATE})
    return row
