"""Durations: how many seconds, and whether about, over or under."""

from __future__ import annotations

import re
from collections.abc import Mapping

from classifier.temporal.numerals import DAYS, number
from storage.records import Grain, Modifier

Groups = Mapping[str, str | None]
SECONDS = {
    "초": 1, "분": 60, "시간": 3600, "일": 86400, "주": 604800, "주일": 604800, "달": 2592000, "개월": 2592000, "년": 31536000,
}  # fmt: skip
_GRAINS: dict[str, Grain] = {
    "초": "second", "분": "minute", "시간": "hour", "일": "day", "주": "week", "주일": "week", "달": "month", "개월": "month",
    "년": "year",
}  # fmt: skip
_OVER = re.compile(r"여\s?(?:시간|분|초|일|간|만)?|넘|이상|남짓|이\s?지나|이\s?지난|훌쩍|최소")
_ABOUT = re.compile(r"약|가량|정도|쯤|안팎|가까이|최대|최장|거의|대략|불과|길게는|짧게는")
_UNDER = re.compile(r"미만|이내|안\s?돼|채\s")


def length_of(shape: str, groups: Groups) -> tuple[float, Grain] | None:
    """Seconds and grain of a duration's match; None where it cannot be counted (수시간)."""
    try:
        return _count(shape, groups)
    except ValueError:
        return None


def _count(shape: str, groups: Groups) -> tuple[float, Grain] | None:
    if shape == "half_hours":
        return number(groups["hh_n"] or "") * 3600 + 1800, "minute"
    if shape == "hours_minutes":
        seconds = number(groups["hm_h"] or "") * 3600 + int(groups["hm_m"] or 0) * 60 + int(groups["hm_s"] or 0)
        return seconds, "second" if groups["hm_s"] else "minute"
    if shape == "range_length":
        unit = groups["rl_u"] or ""
        return (number(groups["rl_a"] or "") + number(groups["rl_b"] or "")) / 2 * SECONDS[unit], _GRAINS[unit]
    if shape == "day_lengths":
        return DAYS[groups["dl_n"] or ""] * 86400.0, "day"
    if shape == "length":
        return number(groups["l_n"] or "") * SECONDS[groups["l_u"] or ""], _GRAINS[groups["l_u"] or ""]
    if shape == "counted_length":
        return number(groups["cl_n"] or "") * SECONDS[groups["cl_u"] or ""], _GRAINS[groups["cl_u"] or ""]
    if shape == "long_length":
        return number(groups["ll_n"] or "") * SECONDS[groups["ll_u"] or ""], _GRAINS[groups["ll_u"] or ""]
    return None


def modifier_of(shape: str, words: str) -> Modifier | None:
    """about, over or under, by the words around the number. "약 20여 분" is over."""
    if _OVER.search(words):
        return "over"
    if _UNDER.search(words):
        return "under"
    return "about" if shape == "range_length" or _ABOUT.search(words) else None


def iso_duration(seconds: float) -> str:
    """ISO 8601: `PT6H40M`, `P3D`.

    >>> iso_duration(24000), iso_duration(3 * 86400), iso_duration(90)
    ('PT6H40M', 'P3D', 'PT1M30S')
    """
    days, rest = divmod(round(seconds), 86400)
    if rest == 0 and days:
        return f"P{days}D"
    hours, rest = divmod(rest + days * 86400, 3600)
    minutes, left = divmod(rest, 60)
    return "PT" + "".join(f"{n}{unit}" for n, unit in ((hours, "H"), (minutes, "M"), (left, "S")) if n)
