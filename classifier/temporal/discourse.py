"""What a passage is about in time: the day it narrates, the year and month named last, the half of the day.

The text is read from left to right. A sentence's own day wins; without one, a clock time takes the day that the passage
narrates. 전날 and the like count from the dateline's day, unless the passage tells of another one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

NEAR = 31  # days between what one passage tells
EVENING = 18
MORNING = 6
# Both begin with a class of characters, which `re` looks for quickly; what must not stand before it comes next.
_BARE_DAY = re.compile(
    r"[\d오금](?<![\d.,월][\d오금])(?<!월\s[\d오금])(?<!달\s[\d오금])"
    r"(?:(?<=\d)\d?일(?!\s?(?:간|째|만|동안|전|뒤|후|이내))|(?<=오)늘(?!날)|(?<=금)일)"
)
_ANNOUNCED = re.compile(r"(?<![가-힣])오는\s?(\d{1,2})일(?!\s?(?:간|째|만|동안))")
_FULL_DAY = re.compile(r"(\d(?<!\d\d)\d?)월\s?(\d{1,2})일")


def dateline_of(text: str, reference: date) -> date | None:
    """The day from which a report speaks: that of publication if the text names it, else the day before if it does."""
    yesterday = reference - timedelta(days=1)
    said = {match[0].removesuffix("일") for match in _BARE_DAY.finditer(text)}
    days = {int(day) if day.isdecimal() else reference.day for day in said}
    full = {(int(match[1]), int(match[2])) for match in _FULL_DAY.finditer(text)}
    for day in (reference, yesterday):
        if day.day in days or (day.month, day.day) in full:
            return day
    return None


def announced(text: str) -> frozenset[int]:
    """Days of the month that the text says are still to come: 오는 26일."""
    return frozenset(int(match[1]) for match in _ANNOUNCED.finditer(text))


@dataclass(slots=True)
class Discourse:
    """State while a text is read. `reference` is the local time of publication, `dateline` the day it speaks from.

    `coming` are days of the month that the text announces (오는 26일), wherever it does. `stated`: the expression that is
    read stands by a verb of saying (10일 밝혔다). `within`: the first day of an earlier month of which the sentence tells,
    without a day (지난 5월에도 오전 7시부터).
    """

    reference: datetime
    dateline: date | None = None
    coming: frozenset[int] = frozenset()
    passage: date | None = None
    sentence: date | None = None
    last: date | None = None
    opening: date | None = None
    titled: bool = False
    line: int = 0
    stated: bool = False
    year: int | None = None
    month: tuple[int, int] | None = None
    topic_year: int | None = None
    named: tuple[int, int] | None = None
    dated: tuple[int, int] | None = None
    eve: date | None = None
    within: date | None = None
    here: bool = False
    loose: bool = False
    earlier: date | None = None
    clock: tuple[date, int] | None = None
    clock_here: tuple[date, int] | None = None
    told: str | None = None
    told_at: datetime | None = None
    told_first: str | None = None
    half: str = ""
    zone: str = ""
    zone_for_all: bool = False
    future: bool = False
    signals: list[str] = field(default_factory=list)

    @property
    def today(self) -> date:
        """The day of publication."""
        return self.reference.date()

    @property
    def own_day(self) -> date:
        """The day of the dateline, else that of publication."""
        return self.dateline or self.today

    @property
    def narrated(self) -> date:
        """The day that a bare clock time and 이날 belong to: the last one told, if it is near that of the dateline."""
        return self.sentence or self.passage or self.opening or self.own_day

    def open_line(self) -> None:
        """A new paragraph: back to the dateline."""
        self.open_sentence()
        self.line += 1
        self.passage = self.topic_year = None
        self.zone = self.zone if self.zone_for_all else ""

    def open_sentence(self) -> None:
        """A new sentence: its predecessor's day becomes that of the passage."""
        if self.sentence is not None and self.sentence <= self.today:  # what is still to come is not narrated
            self.passage = self.sentence
        self.sentence = self.within = self.year = self.month = self.clock_here = None

    def point_at(self, day: date, *, eve: bool = False, loose: bool = False) -> None:
        """A day was pointed at: 이날, the eve of another one (전날), or whichever was told (그날, `loose`)."""
        self.sentence = self.last = day
        self.within = None
        self.loose = loose
        if day < self.today:
            self.earlier = day
        if eve:
            self.eve = day
        elif self.eve is not None and day != self.eve + timedelta(days=1):
            self.eve = None

    def name_day(self, day: date) -> None:
        """A day was named outright. On that of a statement nothing else happened, where an earlier one is narrated."""
        told = self.sentence or self.passage or self.opening
        if self.stated and told is not None and told < day:
            self.opening = self.opening or told
        else:
            self.point_at(day)
            if (self.opening is None or self.titled) and 0 <= (self.own_day - day).days <= 1:
                self.opening, self.titled = day, self.line == 0
        self.year, self.month = day.year, (day.year, day.month)
        self.named = self.dated = self.month

    def forget_day(self) -> None:
        """29일을 앞두고, 2주 전부터: the day was named, but nothing is told to happen on it."""
        self.sentence = None

    def name_month(self, year: int, month: int) -> None:
        """A month was named, with its year or without."""
        self.year, self.month = year, (year, month)
        self.named = self.dated = self.month

    def tell_of_month(self) -> None:
        """The month just named is when it happened: clock times of the sentence are of it, if it is an earlier one."""
        first = date(*self.month, 1) if self.month else None
        if first is not None and self.sentence is None and first < self.narrated.replace(day=1):
            self.within = first

    def name_year(self, year: int) -> None:
        """A year was named: months in what follows of the paragraph are of it."""
        self.year = self.topic_year = year
        self.named = (year, self.named[1] if self.named else 1)

    def narrated_last(self) -> date:
        """같은 날: the day told last, in this passage or before it."""
        return self.sentence or self.passage or self.last or self.own_day

    def pointed(self, offset: int) -> date:
        """이날 and 이튿날 count from the day narrated, 전날 from the passage's or the dateline's; behind 전날, 이날 is that of the dateline."""
        self.here = offset == 0
        if offset == 0 and self.eve is not None and self.eve == self.narrated:
            return self.eve + timedelta(days=1)
        return (self._anchor() if offset < 0 else self.narrated) + timedelta(days=offset)

    def _anchor(self) -> date:
        """The day from which 전날 counts."""
        other = self.sentence or self.passage
        own = self.today if self.reference.hour >= MORNING else self.own_day
        if other is None or (self.own_day - other).days <= 2:
            return own
        return own if self.sentence else other

    def settled(self, day: date, hour: int) -> date:
        """The day of a clock time. One that was not named with it lies not ahead, where an earlier day was told. Behind
        이날 it lies not before what the story tells already, and of 전날 where it would lie ahead."""
        here, self.here = self.here, False
        if self.zone:
            return day
        told = self.earlier if self.earlier is not None and (day - self.earlier).days <= NEAR else None
        if self._ahead(day, hour) and (self.sentence is None or self.loose) and not self.future and told is not None:
            self.point_at(told)
            return told
        if not here:
            return day
        after = day + timedelta(days=1)
        if self.eve is not None and day == self.eve + timedelta(days=1) and self._ahead(day, hour):
            day = self.eve
            self.point_at(day)
            return day
        if self.clock is not None and self.clock[0] == day and hour < self.clock[1] and not self._ahead(after, hour):
            self.point_at(after)
            return after
        return day

    def _ahead(self, day: date, hour: int) -> bool:
        return (day, hour) > (self.today, self.reference.hour)

    def overnight(self, half: str, hour: int, day: date) -> bool:
        """밤 11시부터 새벽 1시까지: the second clock time of a sentence is of the next day."""
        here = self.clock_here
        return half == "morning" and here is not None and here[0] == day and hour < here[1] and here[1] >= EVENING

    def hour(self, half: str, hour: int, day: date) -> int:
        """The hour from 0 to 24 that is meant, with the half of the day carried over from the clock time before."""
        if hour > 12 or (not half and hour == 0):
            return hour
        if half == "morning":
            return 0 if hour == 12 else hour
        if half == "noon":
            return hour if hour in {10, 11, 12} else hour + 12
        if half == "night":
            return 24 if hour == 12 else hour if hour <= 4 else hour + 12
        if half == "afternoon":
            return 12 if hour == 12 else hour + 12
        return self._bare(hour, day)

    def _bare(self, hour: int, day: date) -> int:
        if self.clock and self.clock[0] == day:
            previous, now = self.clock[1], self.reference.hour
            # 11시 50분 behind 낮 12시, told at one
            ahead = day == self.today and hour < previous <= 12 <= now < hour + 12
            return hour if hour >= previous or hour == 12 or ahead else hour + 12
        return hour + 12 if 1 <= hour <= 6 else hour
