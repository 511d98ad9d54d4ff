"""What a passage is about in time: the day it narrates, the year and month named last, the half of the day.

The text is read from left to right. A sentence's own day wins; without one, a clock time takes the day that the passage
narrates; 이날 and 전날 look to the dateline unless their own sentence tells of another day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

AFTERNOON = ("오후", "저녁", "밤", "심야", "한밤", "늦은 밤")
MORNING = ("오전", "새벽", "아침", "이른 아침")
NOON = ("낮", "점심", "한낮", "정오")


@dataclass(slots=True)
class Discourse:
    """State while a text is read. `reference` is the local time of publication."""

    reference: datetime
    dateline: date | None = None
    passage: date | None = None
    sentence: date | None = None
    year: int | None = None
    month: tuple[int, int] | None = None
    clock: tuple[date, int] | None = None
    clock_here: tuple[date, int] | None = None
    zone: str = ""
    zone_for_all: bool = False
    future: bool = False

    @property
    def today(self) -> date:
        """The day of publication."""
        return self.reference.date()

    @property
    def own_day(self) -> date:
        """The day of the dateline: the first day named close to publication, else the day of publication."""
        return self.dateline or self.today

    @property
    def narrated(self) -> date:
        """The day that a bare clock time belongs to."""
        return self.sentence or self.passage or self.own_day

    def open_line(self) -> None:
        """A new paragraph: back to the dateline."""
        self.passage = None
        self.open_sentence()

    def open_sentence(self) -> None:
        """A new sentence: its predecessor's day becomes that of the passage."""
        self.passage = self.sentence or self.passage
        self.sentence = self.year = self.month = self.clock_here = None
        self.zone = self.zone if self.zone_for_all else ""

    def name_day(self, day: date) -> None:
        """A day was named outright."""
        if self.dateline is None and timedelta(0) <= self.today - day <= timedelta(days=1):
            self.dateline = day
        self.sentence = day
        self.year, self.month = day.year, (day.year, day.month)

    def this_day(self) -> date:
        """이날: the day of its own sentence or the one before it, else the dateline's."""
        return self.sentence or self.passage or self.own_day

    def overnight(self, half: str, hour: int, day: date) -> bool:
        """밤 11시부터 새벽 1시까지: the second clock time of a sentence is of the next day."""
        here = self.clock_here
        return (
            half in {"새벽", "오전", "아침"}
            and here is not None
            and here[0] == day
            and hour < here[1]
            and here[1] >= 18
        )

    def hour(self, half: str, hour: int, day: date) -> int:
        """The hour from 0 to 24 that is meant, with the half of the day carried over from the clock time before."""
        if hour > 12 or (not half and hour == 0):
            return hour
        if half in AFTERNOON:
            return _evening(half, hour)
        if half in MORNING:
            return 0 if hour == 12 else hour
        if half in NOON:
            return hour if hour in {10, 11, 12} else hour + 12
        return self._bare(hour, day)

    def _bare(self, hour: int, day: date) -> int:
        if self.clock and self.clock[0] == day:
            previous = self.clock[1]
            return hour if hour >= previous or hour == 12 else hour + 12
        return hour + 12 if 1 <= hour <= 6 else hour


def _evening(half: str, hour: int) -> int:
    if hour == 12:
        return 24 if half in {"밤", "심야", "한밤", "늦은 밤"} else 12
    if half in {"밤", "심야", "한밤", "늦은 밤"} and hour <= 4:
        return hour
    return hour + 12
