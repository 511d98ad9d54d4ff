"""How times, lengths and causes are said in English, no more exactly than they are known."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Final

from meoktong.outputs import exactness
from meoktong.sectors import NAMES
from meoktong.telling.records import DAY
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
    return exactness.moment(value, near, month=_month, day=day, clock=_clock)


def _month(year: str, month: int | None) -> str:
    return f"{calendar.month_name[month]} {year}" if month else year


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
    told = exactness.units(round(minutes), (" d", " h", " min"), "under 1 min")
    around = {"about": f"about {told}", "over": f"over {told}", "under": f"under {told}"}
    return around.get(qualifier or "exact", told)


def ordinal(number: int) -> str:
    """4 as 4th."""
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
