"""Durations: how many seconds, at which grain, and whether about, over or under."""

from __future__ import annotations

import re
from collections.abc import Mapping

from classifier.temporal.numerals import number
from classifier.temporal.rules import Meaning
from storage.records import Grain, Modifier

Said = Mapping[str, Meaning]
Length = tuple[float, Grain]
DAY = 86400
_UNITS: dict[str, tuple[int, Grain]] = {
    "초": (1, "second"), "분": (60, "minute"), "시간": (3600, "hour"), "일": (DAY, "day"), "주": (7 * DAY, "week"),
    "주일": (7 * DAY, "week"), "달": (30 * DAY, "month"), "개월": (30 * DAY, "month"), "년": (365 * DAY, "year"),
}  # fmt: skip
_OVER = re.compile(
    r"여\s?(?:시간|분|초|일|간|만|개월|년|주|달|동안)|여$|넘|이상|남짓|이\s?지나|이\s?지난|훌쩍|최소|적어도"
)
_ABOUT = re.compile(r"약|가량|정도|쯤|안팎|가까이|최대|최장|거의|대략|불과|길게는|짧게는")
_UNDER = re.compile(r"미만|이내|안\s?돼|채\s")


def _count(said: Said, *names: str) -> float:
    """The first numeral told under one of these names; 1 where none is (a bare unit)."""
    for name in names:
        if name in said:
            value = said[name]
            return number(value) if isinstance(value, str) else float(value)
    return 1.0


def read_length(said: Said) -> Length:
    """3시간, 두 달, 서른 분."""
    seconds, grain = _UNITS[str(said.get("unit") or said["small"])]
    return _count(said, "number", "count", "sino", "minutes") * seconds, grain


def read_length_and_half(said: Said) -> Length:
    """1시간 반, 3년 반: a half of the unit more."""
    unit = {1: "초", 60: "분", 3600: "시간", DAY: "일", 7 * DAY: "주", 30 * DAY: "달", 365 * DAY: "년"}[
        int(said["unit"])
    ]
    seconds, grain = _UNITS[unit]
    finer: Grain = "minute" if grain == "hour" else "second" if grain == "minute" else grain
    return (_count(said, "number", "count") + 0.5) * seconds, finer


def read_hours_and_minutes(said: Said) -> Length:
    """이틀 3시간, 6시간 40분, 3분 20초."""
    days = _count(said, "days", "day_count") if {"days", "day_count"} & set(said) else 0
    hours = _count(said, "hours", "hours_word") if {"hours", "hours_word"} & set(said) else 0
    minutes, seconds = int(said.get("minutes", 0)), int(said.get("seconds", 0))
    grain: Grain = "second" if "seconds" in said else "minute" if "minutes" in said else "hour"
    return days * DAY + hours * 3600 + minutes * 60 + seconds, grain


def read_length_from_to(said: Said) -> Length | None:
    """20~30분: their mean, as readers count it."""
    seconds, grain = _UNITS[str(said["unit"])]
    low, high = _count(said, "low"), _count(said, "high")
    return ((low + high) / 2 * seconds, grain) if low < high else None


def read_days_as_word(said: Said) -> Length:
    """사흘, 보름, 하루 반."""
    return (_count(said, "day_count") + 0.5 * ("half" in said)) * DAY, "day"


def modifier_of(rule: str, words: str) -> Modifier | None:
    """about, over or under, by the words around the number. "약 20여 분" is over."""
    if _OVER.search(words):
        return "over"
    if _UNDER.search(words):
        return "under"
    return "about" if rule == "length-from-to" or _ABOUT.search(words) else None


def iso_duration(seconds: float) -> str:
    """ISO 8601: `PT6H40M`, `P3D`, `PT1.5S`.

    >>> iso_duration(24000), iso_duration(3 * 86400), iso_duration(90), iso_duration(0.5), iso_duration(0)
    ('PT6H40M', 'P3D', 'PT1M30S', 'PT0.5S', 'PT0S')
    """
    whole, part = int(seconds), round(seconds % 1, 3)
    days, rest = divmod(whole, DAY)
    hours, rest = divmod(rest, 3600)
    minutes, left = divmod(rest, 60)
    clock = [(hours, "H"), (minutes, "M"), (round(left + part, 3), "S")]
    time = "".join(f"{n:g}{unit}" for n, unit in clock if n)
    said = (f"{days}D" if days else "") + (f"T{time}" if time else "")
    return f"P{said or 'T0S'}"
