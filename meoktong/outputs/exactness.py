"""What every language shares: how exactly a time or a length is told, and what need not be told again."""

from __future__ import annotations

from collections.abc import Callable

from meoktong.telling.records import DAY

HOUR = len("2023-11-24T13")
TWO_DAYS = 48 * 60  # minutes; from here on a length is told in days


def moment(
    value: str,
    near: str,
    *,
    month: Callable[[str, int | None], str],
    day: Callable[[str, str], str],
    clock: Callable[[str], str],
) -> str:
    """An ISO prefix in words, no finer than it is; what `near` (another ISO prefix) already says is left out.

    `month` says a year and, where it is told, a month; `day` a day beside `near`; `clock` the hour, with minutes if told.
    """
    if len(value) < DAY:
        year, *rest = value.split("-")
        return month(year, int(rest[0]) if rest else None)
    time = clock(value) if len(value) >= HOUR else ""
    if time and near[:DAY] == value[:DAY]:
        return time
    return f"{day(value[:DAY], near)} {time}".rstrip()


def units(minutes: int, names: tuple[str, str, str], less: str) -> str:
    """Minutes as days (from two on), hours and minutes, each with its name behind it; `less` for none of them."""
    days, rest = divmod(minutes, 24 * 60) if minutes >= TWO_DAYS else (0, minutes)
    hours, left = divmod(rest, 60)
    return " ".join(f"{n}{name}" for n, name in zip((days, hours, left), names, strict=True) if n) or less
