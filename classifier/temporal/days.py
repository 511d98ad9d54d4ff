"""Days of the news: which day a partial expression means, with the past as the default of news."""

from __future__ import annotations

from datetime import date, timedelta


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


def last_day(year: int, month: int) -> date | None:
    """The last day of a month."""
    after = make_day(*shift_months(year, month, 1), 1)
    return after - timedelta(days=1) if after else None


def shift_day(day: date, months: int) -> date | None:
    """The same day of the month so many months later, or the last of that month where it is shorter."""
    year, month = shift_months(day.year, day.month, months)
    return make_day(year, month, day.day) or last_day(year, month)


def nearest_day(day: int, reference: date, *, future: bool = False) -> date | None:
    """The nearest such day of a month on or before `reference` (on or after it, with `future`)."""
    for step in range(13):
        year, month = shift_months(reference.year, reference.month, step if future else -step)
        found = make_day(year, month, day)
        if found is not None and (found >= reference if future else found <= reference):
            return found
    return None


def nearest_month_day(month: int, day: int, reference: date, *, future: bool = False) -> date | None:
    """The nearest such day of a year on or before `reference` (on or after it, with `future`)."""
    for step in range(9):  # 29 February comes every eighth year at worst
        found = make_day(reference.year + (step if future else -step), month, day)
        if found is not None and (found >= reference if future else found <= reference):
            return found
    return None


def nearest_month(month: int, reference: date, *, future: bool = False) -> tuple[int, int]:
    """Year and month of the nearest such month on or before that of `reference` (on or after it, with `future`)."""
    year = reference.year
    if future:
        return (year if month >= reference.month else year + 1), month
    return (year if month <= reference.month else year - 1), month


def weekday_of_week(weekday: int, weeks: int, reference: date) -> date:
    """That day (0 is Monday) of the week so many weeks from the one of `reference`; weeks begin on Monday."""
    return reference + timedelta(days=7 * weeks + weekday - reference.weekday())


def nearest_weekday(weekday: int, lean: str, reference: date) -> date:
    """월요일, 지난 월요일: the nearest before (지난: not today); 오는: after; 이번: of this week; 다음: of the next."""
    if lean in {"this", "next"}:
        return weekday_of_week(weekday, int(lean == "next"), reference)
    if lean == "future":
        return reference + timedelta(days=(weekday - reference.weekday()) % 7 or 7)
    back = (reference.weekday() - weekday) % 7
    return reference - timedelta(days=back or (7 if lean == "past" else 0))


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date | None:
    """The nth such day of the week in a month; -1 is the last."""
    if nth < 0:
        end = last_day(year, month)
        return end - timedelta(days=(end.weekday() - weekday) % 7) if end else None
    first = make_day(year, month, 1)
    if first is None:
        return None
    found = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    return found if found.month == month else None
