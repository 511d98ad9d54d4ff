"""Readers of days, weeks, months and years; those that name a day tell the discourse."""

from __future__ import annotations

import re
from datetime import date, timedelta

from classifier.temporal import days
from classifier.temporal.discourse import Discourse
from classifier.temporal.lengths import Said
from classifier.temporal.numerals import number
from classifier.temporal.readings import SIGNAL, Reading
from storage.records import Grain

_CLOSE = 120  # days: a month and day so near in the past is meant even where the sentence speaks of plans
JUST = 2  # days: the same of a day without its month


def _number(value: str | int) -> int:
    if isinstance(value, int):
        return value
    digits = re.sub(r"\D", "", value)
    return int(digits) if digits else int(number(value.rstrip("년월")))


def _day(day: date | None, state: Discourse) -> Reading | None:
    if day is None:
        return None
    state.name_day(day)
    return Reading(day.isoformat(), "day", "date")


def _pointed(day: date | None, state: Discourse, *, eve: bool = False, loose: bool = False) -> Reading | None:
    if day is None:
        return None
    state.point_at(day, eve=eve, loose=loose)
    return Reading(day.isoformat(), "day", "date")


def _between(first: date, last: date, grain: Grain = "day") -> Reading:
    return Reading(f"{first.isoformat()}/{last.isoformat()}", grain, "interval")


def _year(said: Said, state: Discourse) -> int | None:
    """The year told with a month or a day, if any."""
    if "year" in said:
        year = _number(said["year"])
        state.topic_year = year if year > 99 else 2000 + year if year < 70 else 1900 + year
        return state.topic_year
    if "year_word" in said or "this_year" in said:
        state.topic_year = state.reference.year + int(said.get("year_word", 0))
        return state.topic_year
    if "same_year" in said:
        return (state.named[0] if state.named else state.reference.year) + int(said["same_year"])
    return None


def _month(said: Said, state: Discourse) -> tuple[int | None, int] | None:
    """Year (None: not told) and month, if a month is told at all."""
    today = state.today
    if "month_word" in said:
        return days.shift_months(today.year, today.month, int(said["month_word"]))
    if "same_month" in said:
        return state.named or (today.year, today.month)
    for name in ("month", "month_name"):
        if name in said:
            month = _number(said[name])
            return (_year(said, state), month) if 1 <= month <= 12 else None
    return None


def read_date(said: Said, state: Discourse) -> Reading | None:
    """24일, 10월 15일, 지난달 26일, 2023.11.17."""
    month = _month(said, state)
    if month is None:
        return None if {"month", "month_name"} & set(said) else _day(_bare_day(said, state), state)
    if "last_day" in said:
        return _day(days.last_day(month[0] or state.today.year, month[1]), state)
    return _day(_month_day(said, month, _number(said.get("day", said.get("day_said", 0))), state), state)


def _carried(said: Said, month: int, state: Discourse) -> int | None:
    """The year told before, for a month told without one. 지난 counts from publication; so does what would go back in that year (지난해 12월 … 1월)."""
    year = state.year or state.topic_year
    if year is None or said.get("lean") == "past":
        return None
    back = state.dated is not None and state.dated[0] == year and month < state.dated[1]
    return None if back and days.nearest_month(month, state.today) > (year, month) else year


def _month_day(said: Said, month: tuple[int | None, int], day: int, state: Discourse) -> date | None:
    year = month[0] or _carried(said, month[1], state)
    if year is not None:
        return days.make_day(year, month[1], day)
    past = days.nearest_month_day(month[1], day, state.today)
    close = past is not None and (state.today - past).days <= _CLOSE
    future = said.get("lean") in {"future", "next"} or ("lean" not in said and state.future and not close)
    return days.nearest_month_day(month[1], day, state.today, future=True) if future else past


def _bare_day(said: Said, state: Discourse) -> date | None:
    day, lean = _number(said["day"]), said.get("lean")
    past = days.nearest_day(day, state.today)
    if lean is None and day in state.coming and (past is None or (state.today - past).days > JUST):
        lean = "future"  # 26일 in the headline of what is announced for 오는 26일
    future = lean in {"future", "next"} or (state.future and lean is None)
    if state.month and state.sentence and lean is None and not state.stated:  # 10월 3일 … 5일: of the month told before
        same = days.make_day(*state.month, day)
        if same and same >= state.sentence and (same <= state.today or future):
            return same
    after = state.narrated + timedelta(days=1)
    if day == after.day and lean is None and state.sentence:  # 24일 밤부터 25일 새벽까지, though told on the 24th
        return after
    if future and (lean is not None or day > state.today.day):
        return days.nearest_day(day, state.today, future=True)
    return past


def read_days(said: Said, state: Discourse) -> Reading | None:
    """20∼21일, 10월 3~5일."""
    first, last = _number(said["day"]), _number(said["last"])
    month = _month(said, state)
    if not first < last <= 31 or (month is None and last <= 7 and "lean" not in said):
        return None
    start = _month_day(said, month, first, state) if month else _bare_day(said, state)
    end = days.make_day(start.year, start.month, last) if start else None
    if start is None or end is None:
        return None
    state.name_day(start)
    return _between(start, end)


def read_nth_weekday(said: Said, state: Discourse) -> Reading | None:
    """다음 달 셋째 토요일."""
    month = _month(said, state)
    if month is None:
        return None
    year = month[0] or days.nearest_month(month[1], state.today)[0]
    return _day(days.nth_weekday(year, month[1], int(said["nth"]), int(said["weekday"])), state)


def read_month(said: Said, state: Discourse) -> Reading | None:
    """10월, 지난달, 2022년 3월."""
    told = _month(said, state)
    if told is None:
        return None
    year, month = told
    if year is None:
        lean = said.get("lean") in {"future", "next"}
        year = _carried(said, month, state) or days.nearest_month(month, state.today, future=lean)[0]
        if said.get("lean") == "next" and (year, month) == (state.today.year, state.today.month):
            year += 1
    state.name_month(year, month)
    return Reading(f"{year:04d}-{month:02d}", "month", "date")


def read_year(said: Said, state: Discourse) -> Reading | None:
    """지난해, 1928년."""
    year = _year(said, state)
    if year is None:
        return None
    state.name_year(year)
    return Reading(f"{year:04d}", "year", "date")


def read_holiday(said: Said, state: Discourse) -> Reading | None:
    """광복절, 성탄절 전날: the nearest one before, or of the year that is told."""
    month, day = divmod(int(said["holiday"]), 100)
    if "eve" not in said or _carried(said, month, state):
        found = _month_day(said, (None, month), day, state)
    else:
        found = days.nearest_month_day(month, day, state.today - timedelta(days=int(said["eve"])))
    return _day(found + timedelta(days=int(said.get("eve", 0))) if found else None, state)


def _told_day(said: Said, day: date) -> bool:
    """Whether the number in brackets, if any, is that of the day: 오늘(24일)."""
    return _told(said) in {0, day.day}


def _told(said: Said) -> int:
    return int(said.get("told", said.get("told_next", 0)))


def read_day_word(said: Said, state: Discourse) -> Reading | None:
    """오늘, 어제(23일); the number in brackets wins."""
    day = state.today + timedelta(days=int(said["day_word"]))
    return _day(day if _told_day(said, day) else days.nearest_day(_told(said), state.today), state)


def read_night_word(said: Said, state: Discourse) -> Reading | None:
    """간밤, 어젯밤: a clock time behind it is of the night."""
    reading = _day(state.today + timedelta(days=int(said["night_word"])), state)
    state.half = "last night"
    return reading


def read_week(said: Said, state: Discourse) -> Reading | None:
    """지난주, as its days."""
    monday = days.weekday_of_week(0, int(said["week_word"]), state.today)
    return _between(monday, monday + timedelta(days=6), "week")


def read_weekend(said: Said, state: Discourse) -> Reading | None:
    """지난 주말, as its two days."""
    if "week_word" in said:
        weeks = int(said["week_word"])
    else:
        weeks = {"past": -1, "this": 0}.get(str(said["lean"]), 1 if said["lean"] == "next" else 0)
    saturday = days.weekday_of_week(5, weeks, state.today)
    return _between(saturday, saturday + timedelta(days=1))


def read_weekday(said: Said, state: Discourse) -> Reading | None:
    """금요일, 지난주 금요일, 오는 금요일(28일)."""
    weekday = int(said["weekday"])
    if "week_word" in said:
        return _day(days.weekday_of_week(weekday, int(said["week_word"]), state.today), state)
    return _day(days.nearest_weekday(weekday, str(said.get("lean", "")), state.today), state)


def read_ago(said: Said, state: Discourse) -> Reading | None:
    """사흘 전, 2주 뒤, 한 달 전: counted to the day, as its readers do; the unit tells how roughly."""
    count = int(said["day_count"]) if "day_count" in said else int(_amount(said))
    sign = -1 if "before" in said else 1
    unit = str(said.get("ago_unit", "일"))
    anchor = state.narrated if sign > 0 else state.sentence or state.own_day
    if unit in {"년", "해", "달", "개월"}:
        try:
            day = days.shift_day(state.today, sign * count * (12 if unit in {"년", "해"} else 1))
        except (ValueError, OverflowError):
            return None
        if sign > 0:
            return _day(day, state)
        if day is not None and unit in {"년", "해"}:
            state.year = day.year
        return Reading(day.isoformat(), "day", "date") if day else None
    try:
        day = anchor + timedelta(days=sign * count * (7 if unit in {"주", "주일"} else 1))
    except OverflowError:
        return None
    return _day(day, state)


def _amount(said: Said) -> float:
    if "count" in said:
        return float(said["count"])
    return (
        number(str(said["number"])) if "number" in said else {"일": 1, "삼": 3, "십": 10}.get(str(said.get("sino")), 1)
    )


def read_pointed_day(said: Said, state: Discourse) -> Reading | None:
    """이날, 전날(23일), 이튿날; the number in brackets wins. 당일 is a day only where the passage tells of one."""
    if "the_day" in said and not (state.sentence or state.passage or _told(said)):
        return None
    anchor = said.get("anchor", said.get("the_day"))
    day = state.pointed(int(anchor)) if anchor is not None else state.narrated_last()
    eve = anchor is not None and int(anchor) < 0
    meant = day if _told_day(said, day) else days.nearest_day(_told(said), state.today)
    return _pointed(meant, state, eve=eve, loose="anchor" not in said)


def read_then(said: Said, state: Discourse) -> Reading | None:
    """당시: back to the day told last, where the passage has none of its own."""
    del said
    if state.sentence or state.passage or state.last is None:
        return None
    state.passage = state.last
    return SIGNAL
