"""Readers of clock times, on the day that the passage narrates, and of the zone that they are told in."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from classifier.temporal.discourse import Discourse
from classifier.temporal.lengths import Said
from classifier.temporal.numerals import number
from classifier.temporal.readings import SIGNAL, Reading
from storage.localtime import SEOUL

_ONE_STORY = timedelta(hours=24)  # between clock times of one outage


def _clock(half: str, hour: int, minute: int | None, state: Discourse) -> Reading | None:
    if state.within is not None:
        return _of_month(half, hour, minute, state.within, state)
    day = state.narrated
    if state.half == "last night" and half in {"", "night", "morning"}:
        small = hour <= 6 or hour == 12
        day += timedelta(days=int(small))
        meant = hour % 12 if small else hour + 12 if hour < 12 else hour
    else:
        meant = state.hour(half, hour, day)
    if meant > 24 or (minute or 0) > 59:
        return None
    day = state.settled(day, meant)
    if state.overnight(half, meant, day):
        state.sentence = state.last = day = day + timedelta(days=1)
    state.clock = state.clock_here = (day, meant)
    return _moment(datetime(day.year, day.month, day.day), meant, minute, state)  # noqa: DTZ001


def _of_month(half: str, hour: int, minute: int | None, first: date, state: Discourse) -> Reading | None:
    """A clock time of some day of a month: as on its first, so that two of them give a length."""
    meant = state.hour(half, hour, first)
    if meant > 24 or (minute or 0) > 59:
        return None
    first += timedelta(days=int(state.overnight(half, meant, first)))
    state.clock = state.clock_here = (first, meant)
    moment = datetime(first.year, first.month, first.day) + timedelta(hours=meant, minutes=minute or 0)  # noqa: DTZ001
    return Reading(moment.isoformat(timespec="minutes"), "month", "time")


def _moment(day: datetime, hour: int, minute: int | None, state: Discourse) -> Reading | None:
    try:
        moment = to_seoul(day + timedelta(hours=hour, minutes=minute or 0), state.zone)
    except OverflowError:
        return None
    told = f"{moment.year:04d}" + moment.strftime("-%m-%dT%H" if minute is None else "-%m-%dT%H:%M")
    if state.told_at is None or abs(moment - state.told_at) > _ONE_STORY:
        state.told_first = told
    state.told, state.told_at = told, moment
    return Reading(told, "hour" if minute is None else "minute", "time")


def to_seoul(moment: datetime, zone: str) -> datetime:
    """A local time of `zone` (an IANA name; "" is Korean time) as Korean local time, both naive."""
    return moment.replace(tzinfo=ZoneInfo(zone)).astimezone(SEOUL).replace(tzinfo=None) if zone else moment


def _minute(said: Said) -> int | None:
    if "half_past" in said:
        return 30
    if "minute" in said:
        return int(said["minute"])
    return int(number(str(said["minute_word"]))) if "minute_word" in said else None


def read_clock(said: Said, state: Discourse) -> Reading | None:
    """오후 1시 57분, 세 시 반, 8시 15분 전."""
    hour, minute = int(said.get("hour", said.get("bare_hour", 0))), _minute(said)
    if "to" in said and minute is not None:
        hour, minute = (hour - 1, 60 - minute) if 0 < minute < 60 else (hour, minute)
    return _clock(str(said.get("half", "")), hour, minute, state)


def read_hours(said: Said, state: Discourse) -> Reading | None:
    """오후 10∼11시."""
    half = str(said.get("half", ""))
    start = _clock(half, int(said["hour"]), None, state)
    end = _clock("" if half else half, int(said["last"]), None, state) if start else None
    if start is None or end is None or not start.value < end.value:
        return None
    return Reading(f"{start.value}/{end.value}", start.grain, "interval")


def read_digital_clock(said: Said, state: Discourse) -> Reading | None:
    """13:57, 오후 1:57, 3:20PM."""
    hour, minute = int(said["hour"]), int(said["minute"])
    half = str(said.get("half") or said.get("before") or said.get("behind") or "")
    return _clock(half or ("morning" if hour < 12 else ""), hour, minute, state)


def read_meridiem_clock(said: Said, state: Discourse) -> Reading | None:
    """3pm, AM 9."""
    hour = int(said.get("hour", said.get("later_hour", 0)))
    half = str(said.get("before") or said.get("behind"))
    return _clock(half, hour, None, state) if 1 <= hour <= 12 else None


def read_noon(said: Said, state: Discourse) -> Reading | None:
    """정오."""
    del said
    return _clock("noon", 12, None, state)


def read_midnight(said: Said, state: Discourse) -> Reading | None:
    """자정 is the end of the day that is named, 새벽 자정 its beginning."""
    return _clock("morning" if said.get("half") == "morning" else "night", 12, None, state)


def read_minute(said: Said, state: Discourse) -> Reading | None:
    """… 10분부터 30분까지: of the hour told before."""
    if state.clock is None or int(said["minute"]) > 59:
        return None
    day, hour = state.clock
    if state.within is not None:
        return _of_month("", hour, int(said["minute"]), day, state)
    return _moment(datetime(day.year, day.month, day.day), hour, int(said["minute"]), state)  # noqa: DTZ001


def read_half_of_day(said: Said, state: Discourse) -> Reading | None:
    """오전부터: the day only."""
    del said
    if state.within is not None:
        return Reading(state.within.isoformat()[:7], "month", "date")
    return Reading(state.narrated.isoformat(), "day", "date")


def read_zone(said: Said, state: Discourse) -> Reading | None:
    """미 동부시간: what follows in the paragraph is told in it; with 이하, all that follows."""
    state.zone = str(said["zone"])
    state.zone_for_all = "all" in said or (state.zone_for_all and bool(state.zone))
    return SIGNAL


def read_same_time(said: Said, state: Discourse) -> Reading | None:
    """같은 시각: the clock time with which the story began, 같은 시각까지 and 같은 시각 현재 the one told last."""
    told = state.told if "last" in said else state.told_first
    return Reading(told, "minute" if ":" in told else "hour", "time") if told else None
