"""From what a rule's words say to a value: one reader for each `reads` of the rules.

A reader takes the words' meanings and the discourse so far, and gives a reading, or None where the words turn out to
say no time (2월 30일): then the next rule is tried.
"""

from __future__ import annotations

from collections.abc import Callable

from classifier.temporal import clocks, dates, lengths
from classifier.temporal.discourse import Discourse
from classifier.temporal.lengths import Said, iso_duration
from classifier.temporal.readings import SIGNAL, Reader, Reading


def _nothing(said: Said, state: Discourse) -> Reading | None:
    del said, state
    return SIGNAL


def _vague(said: Said, state: Discourse) -> Reading | None:
    del said, state
    return Reading("", "hour", "duration")


def _length(count: Callable[[Said], lengths.Length | None]) -> Reader:
    def read(said: Said, state: Discourse) -> Reading | None:
        del state
        try:
            length = count(said)
        except ValueError:
            return None
        return Reading(iso_duration(length[0]), length[1], "duration", length[0]) if length else None

    return read


READERS: dict[str, Reader] = {
    "date": dates.read_date, "days": dates.read_days, "nth-weekday": dates.read_nth_weekday, "month": dates.read_month,
    "year": dates.read_year, "holiday": dates.read_holiday, "day-word": dates.read_day_word,
    "night-word": dates.read_night_word, "week": dates.read_week, "weekend": dates.read_weekend,
    "weekday": dates.read_weekday, "ago": dates.read_ago, "pointed-day": dates.read_pointed_day, "then": dates.read_then,
    "clock": clocks.read_clock, "hours": clocks.read_hours, "digital-clock": clocks.read_digital_clock,
    "meridiem-clock": clocks.read_meridiem_clock, "noon": clocks.read_noon, "midnight": clocks.read_midnight,
    "minute": clocks.read_minute, "half-of-day": clocks.read_half_of_day, "same-time": clocks.read_same_time,
    "zone": clocks.read_zone,
    "length": _length(lengths.read_length), "length-and-half": _length(lengths.read_length_and_half),
    "length-from-to": _length(lengths.read_length_from_to), "hours-and-minutes": _length(lengths.read_hours_and_minutes),
    "days-as-word": _length(lengths.read_days_as_word), "vague": _vague,
    "filler": _nothing, "nothing": _nothing,
}  # fmt: skip
