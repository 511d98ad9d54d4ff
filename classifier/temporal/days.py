"""Days of the news: which day a partial expression means, with the past as the default of news."""

from __future__ import annotations

from datetime import date, timedelta

_WEEKDAYS = "월화수목금토일"


def make_day(year: int, month: int, day: int) -> date | None:
    """A date, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shift_months(year: int, month: int, by: int) -> tuple[int, int]:
    """Year and month that many months later (earlier for a negative number)."""
    index = year * 12 + month - 1 + by
    return index // 12, index % 12 + 1


def nearest_day(day: int, reference: date, *, future: bool = False) -> date | None:
    """The nearest such day of a month on or before `reference` (after it, with `future`)."""
    for step in range(13):
        year, month = shift_months(reference.year, reference.month, step if future else -step)
        found = make_day(year, month, day)
        if found is not None and (found >= reference if future else found <= reference):
            return found
    return None


def nearest_month_day(month: int, day: int, reference: date, *, future: bool = False) -> date | None:
    """The nearest such day of a year on or before `reference` (after it, with `future`)."""
    for step in range(9):  # 29 February comes every eighth year at worst
        found = make_day(reference.year + (step if future else -step), month, day)
        if found is not None and (found >= reference if future else found <= reference):
            return found
    return None


def nearest_month(month: int, reference: date, *, future: bool = False) -> tuple[int, int]:
    """Year and month of the nearest such month on or before that of `reference` (after it, with `future`)."""
    year = reference.year
    if future:
        return (year if month >= reference.month else year + 1), month
    return (year if month <= reference.month else year - 1), month


def weekday(name: str, lean: str, reference: date) -> date | None:
    """The day that 월요일 … names: the nearest on or before `reference`; 지난주, 이번 주, 다음 주 count weeks from Monday."""
    index = _WEEKDAYS.find(name[:1])
    if index < 0:
        return None
    monday = reference - timedelta(days=reference.weekday())
    weeks = {"지난주": -1, "저번주": -1, "이번주": 0, "다음주": 1}.get(lean.replace(" ", ""))
    if weeks is not None:
        return monday + timedelta(days=7 * weeks + index)
    back = (reference.weekday() - index) % 7
    if lean == "오는":
        return reference + timedelta(days=(index - reference.weekday()) % 7 or 7)
    return reference - timedelta(days=back or (7 if lean == "지난" else 0))
