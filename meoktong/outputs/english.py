"""How times, lengths and causes are said in English, no more exactly than they are known."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Final

from meoktong.outputs.korean import DAY, HOUR, TWO_DAYS
from meoktong.sectors import NAMES
from storage.records import Cause, Qualifier, Status

CAUSES: Final[dict[Cause, str]] = {
    "power": "power failure",
    "fire": "fire",
    "hardware": "hardware failure",
    "software": "software error",
    "human_error": "human error",
    "overload": "overload",
    "cyberattack": "cyberattack",
    "third_party": "failure at a third party",
    "cable_cut": "cable cut",
    "disaster": "natural disaster",
    "unknown": "not known",
}
STATUSES: Final[dict[Status, str]] = {
    "ongoing": "ongoing",
    "partial": "partly restored",
    "restored": "restored",
    "unknown": "not known whether restored",
}


SECTORS: Final[dict[str, str]] = {told: name.replace("_", " ") for name, told in reversed(NAMES.items())}
"""A sector's Korean name -> the first of its English ones."""


def moment(value: str, near: str = "") -> str:
    """`2023-11-24T13:57` as Fri 24 Nov 13:57; what `near` (another ISO prefix) already says is left out."""
    if len(value) < DAY:
        year, *month = value.split("-")
        return f"{calendar.month_name[int(month[0])]} {year}" if month else year
    clock = _clock(value) if len(value) >= HOUR else ""
    if clock and near[:DAY] == value[:DAY]:
        return clock
    return f"{day(value[:DAY], near)} {clock}".rstrip()


def day(value: str, near: str = "") -> str:
    """`2023-11-24` as Fri 24 Nov 2023; the year is left out where `near` has the same."""
    when = date.fromisoformat(value)
    year = "" if near[:4] == value[:4] else f" {when.year}"
    return f"{calendar.day_abbr[when.weekday()]} {when.day} {calendar.month_abbr[when.month]}{year}"


def _clock(value: str) -> str:
    hour, *minute = value[DAY + 1 :].split(":")
    return f"{int(hour):02}:{minute[0]}" if minute else f"around {int(hour):02}h"


def length(minutes: float, qualifier: Qualifier | None) -> str:
    """400 and `about` as about 6 h 40 min."""
    told = _units(round(minutes))
    around = {"about": f"about {told}", "over": f"over {told}", "under": f"under {told}"}
    return around.get(qualifier or "exact", told)


def _units(minutes: int) -> str:
    days, rest = divmod(minutes, 24 * 60) if minutes >= TWO_DAYS else (0, minutes)
    hours, left = divmod(rest, 60)
    parts = [f"{days} d"] * bool(days) + [f"{hours} h"] * bool(hours) + [f"{left} min"] * bool(left)
    return " ".join(parts) or "under 1 min"


def ordinal(number: int) -> str:
    """4 as 4th."""
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
