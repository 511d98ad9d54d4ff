"""Moments as pages write them -> aware datetimes. Where a page names no zone it means Korean time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from crawler.page_patterns import patterns
from storage.clean import clean_text
from storage.localtime import SEOUL

EARLIEST = datetime(1990, 1, 1, tzinfo=SEOUL)
"""Korean news went online in 1995; an earlier date is a page's mistake (1970 most often)."""
LATEST = datetime(2100, 1, 1, tzinfo=SEOUL)
AHEAD = timedelta(days=1)
"""How far after `now` a page's date may lie: clocks and zones differ, but not by more."""

_MAX_RAW = 100


@dataclass(frozen=True, slots=True)
class Moment:
    """An aware moment and the page's own wording of it."""

    at: datetime
    raw: str


def first_moment(candidates: Iterable[str], now: datetime | None = None) -> Moment | None:
    """The first wording that tells a believable moment: not before 1990 and, where `now` is given, not after it."""
    latest = LATEST if now is None else now + AHEAD
    for raw in candidates:
        at = parse_moment(raw)
        if at is not None and EARLIEST <= at <= latest:
            return Moment(at, " ".join(clean_text(raw[:_MAX_RAW]).split()))
    return None


def parse_moment(raw: str) -> datetime | None:
    """An ISO 8601, RFC 2822 or Korean printed time (`2023.11.24. 오후 1:57`) as an aware datetime, or None.

    A bare date is its midnight: what publication dates without a time stand for is settled here, once.
    """
    text = " ".join(raw[: 2 * _MAX_RAW].split())
    for read in (_iso, _printed, _mail):
        try:
            found = read(text)
            if found is not None:
                return found.replace(tzinfo=SEOUL) if found.tzinfo is None else found
        except (ValueError, OverflowError):
            continue
    return None


def _iso(text: str) -> datetime | None:
    if text.isdecimal() and len(text) in {12, 14}:  # 20260927095437, as portals write it
        text = f"{text[:8]}T{text[8:]}"
    return datetime.fromisoformat(text) if text[:4].isdigit() else None


def _mail(text: str) -> datetime | None:
    return parsedate_to_datetime(text)


def _printed(text: str) -> datetime | None:
    match = patterns().stamp.pattern.search(text)
    if match is None:
        return None
    year, month, day = (int(match[name]) for name in ("year", "month", "day"))
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    half = match["half"] or match["half_after"]
    if half and hour <= 12:
        hour = hour % 12 + (12 if half in patterns().stamp.afternoon else 0)
    return _in_zone(datetime(year, month, day, hour, minute, second, tzinfo=SEOUL), match["zone"])


def _in_zone(local: datetime, zone: str | None) -> datetime:
    if zone is None or zone == "KST":
        return local
    if zone in {"UTC", "GMT", "Z"}:
        return local.replace(tzinfo=UTC)
    return datetime.strptime(f"{local:%Y-%m-%d %H:%M:%S} {zone}", "%Y-%m-%d %H:%M:%S %z")


def labelled_stamps(text: str, label: re.Pattern[str]) -> list[str]:
    """The printed times that follow a label (입력, 수정 …) in a page's visible text, first in front."""
    return [match["stamp"].strip() for match in label.finditer(text)]
