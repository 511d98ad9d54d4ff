"""Korean time expressions of a text: found by the rules, resolved through the discourse, joined into one where they hang
together (24일 + 오후 1시, 부터 … 까지).

The reference time is always an argument, never the clock. Values are in Korean local time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise, zip_longest
from typing import cast

from classifier.temporal.clocks import to_seoul
from classifier.temporal.discourse import Discourse, announced, dateline_of
from classifier.temporal.lengths import iso_duration, modifier_of
from classifier.temporal.readers import READERS
from classifier.temporal.readings import Reading
from classifier.temporal.rules import Rule, packaged
from classifier.text.beginnings import fold
from classifier.text.ordinary import Ordinary, ordinary
from storage.localtime import SEOUL
from storage.records import Evidence, Grain, Modifier, Timex, TimexType

# Patterns over a whole text begin with a class of characters, which `re` looks for quickly; what was before it comes next.
_BREAK = re.compile(r"[\n.!?…](?:(?<=\n)|(?<=[다요죠까음함][.!?])[\"'”’]?(?=\s)|(?<=[!?…])(?=\s))")
_FUTURE = re.compile(r"예정|계획|방침|앞두|까지\s?(?:접수|신청|진행|운영|열)|열린다|시작한다|시행한다|개최")
_APPROXIMATE = re.compile(r"(?:께|쯤|경|무렵|즈음)$")
_AHEAD = re.compile(r"(?:을|를)?\s?(?:하루\s|이틀\s|사흘\s)?앞두|(?:을|를)?\s?(?:하루\s|이틀\s|사흘\s)?앞둔")
_SINCE = re.compile(r"부터|까지")
_SPOKE = "밝혔|전했|말했|알렸|공지|설명|해명|공시|인정|시인"
_SAYING = re.compile(
    rf"(?:\s[가-힣·]{{1,10}}){{1,3}}에\s?따르면(?![^.\n]{{0,25}}이날)|(?:\s[가-힣]{{1,8}}){{0,3}}\s?(?:[\"“]|{_SPOKE}|밝힌|알린|발표|공개|내놓|내놨|사과|지적|마무리)"
)
_IN_MONTH = re.compile(
    r"\s?(?:(?:초|중순|말|하순)\s?)?(?:에도|에는|엔|에?\s(?=오전|오후|새벽|아침|낮|저녁|밤|정오|\d{1,2}시))"
)
_TOPIC = re.compile(r"[은는]\s$")
_OF_DAY = re.compile(r"\s?(?:오전|오후|새벽|아침|낮|저녁|밤|정오|자정|\d{1,2}시)")
_SAID = re.compile(rf"[다라]고\s(?:\S{{1,10}}\s){{0,2}}(?:{_SPOKE}|주장)")
_NUMBER = re.compile(r"\d")
_ZONE = re.compile(
    r"(?:께|쯤|경)?\s?\((?:[^()\n\d]{1,20}[,·]\s?)?(?:(?P<korean>한국|우리|국내)|[가-힣A-Z]{1,6}(?:\s[가-힣A-Z]{1,6}){0,2}?)\s?(?:시간|시각|표준시)(?:으로|로|\s기준)?\s?"
)
_PARTICLES = frozenset(
    "은는이가을를과와도에서로의고며"
)  # last syllables of particles and endings, behind which a space may be missing
SHORTEST = 2  # letters of a word of time that may follow another without a space: 에서는오전 9시
_SENTENCE = 400  # characters in which a sentence shows that it speaks of what is to come
_GAP = 12  # characters between two points of one interval
_SIGNALS = frozenset({"zone", "filler", "then", "nothing"})


def find_timexes(text: str, reference: datetime) -> list[Timex]:
    """Time expressions in order, none overlapping, `text[start:end] == evidence.quote`; two points of an interval are one.

    `reference` is the time of publication: naive means Korean local time, aware is converted.
    """
    read = ordinary(text)
    return [_as_written(_told(timex), read, text) for timex in _intervals(read.text, _whole(read.text, reference))]


def _as_written(timex: Timex, read: Ordinary, text: str) -> Timex:
    parts = tuple(_as_written(part, read, text) for part in timex.parts)
    return replace(timex, evidence=read.written(timex.evidence, text), parts=parts)


def find_points(text: str, reference: datetime) -> list[Timex]:
    """The same with the two ends of an interval apart, and what is told by years, months or weeks ago no finer than that.

    Of two clock times of a month without a day (지난 5월에도 오전 7시 45분부터 10시까지) the first gives way to their length.
    """
    points = [point for timex in _whole(text, reference) for point in timex.parts or (timex,)]
    return [_as_fine_as_told(_told(point)) for point in _with_lengths(text, points)]


def _with_lengths(text: str, points: Sequence[Timex]) -> Iterator[Timex]:
    for point, behind in zip_longest(points, points[1:]):
        whole = _closed(text, point, behind) if behind is not None and _of_month(point) and _of_month(behind) else None
        yield point if whole is None else _length(whole)


def _of_month(timex: Timex) -> bool:
    """Whether it is a clock time of which no more than the month is known."""
    return timex.type == "time" and timex.grain == "month"


def _length(interval: Timex) -> Timex:
    """How long an interval of two clock times is."""
    first, last = (datetime.fromisoformat(value) for value in interval.value.split("/"))
    seconds = (last - first).total_seconds()
    modifier = next((part.modifier for part in interval.parts if part.modifier), None)
    value = iso_duration(seconds)
    return Timex(interval.evidence, "duration", value, "minute", interval.rule, modifier, seconds)


def _told(timex: Timex) -> Timex:
    """The value as it is told: a clock time of a month says no more than the month."""
    if timex.grain != "month" or "T" not in timex.value:
        return timex
    parts = tuple(_told(part) for part in timex.parts)
    value = "/".join(value[:7] for value in timex.value.split("/"))
    return replace(timex, type="date" if timex.type == "time" else timex.type, value=value, parts=parts)


def _as_fine_as_told(timex: Timex) -> Timex:
    """3년 전 is a year, 두 달 전 and 일주일 전 are a month."""
    unit = re.search(r"년|해|달|개월|주", timex.evidence.quote) if timex.rule == "ago" else None
    if unit is None:
        return timex
    width, grain = (4, "year") if unit[0] in {"년", "해"} else (7, "month")
    return replace(timex, value=timex.value[:width], grain=cast(Grain, grain))


def _whole(text: str, reference: datetime) -> list[Timex]:
    """Each day in one piece with its clock time."""
    found: list[Timex] = []
    fillers: dict[int, int] = {}  # a zone's words, by their end: they do not part a day from its clock time
    for timex in find_pieces(text, reference, fillers):
        if found and _is_one(text, found[-1], timex, fillers):
            timex = _joined(text, found.pop(), timex)
        found.append(timex)
    return _restated(text, found)


def _restated(text: str, points: Sequence[Timex]) -> list[Timex]:
    """Clock times of two zones that are one moment, 오전 9시(한국시간 오후 11시): both with the value that is Korean."""
    found = list(points)
    for n, (first, second) in enumerate(pairwise(points)):
        zone = _ZONE.fullmatch(text, first.evidence.end, second.evidence.start)
        if zone and "T" in first.value and "T" in second.value:
            korean = second if zone["korean"] else first
            found[n], found[n + 1] = (replace(one, value=korean.value) for one in (first, second))
    return found


def find_pieces(text: str, reference: datetime, fillers: dict[int, int] | None = None) -> list[Timex]:
    """What each rule found by itself, in order."""
    local = reference.astimezone(SEOUL).replace(tzinfo=None) if reference.tzinfo else reference
    state = Discourse(local, dateline_of(text, local.date()), announced(text))
    found: list[Timex] = []
    spans = {} if fillers is None else fillers
    for rule, match, reading in _read(text, state):
        reads = rule.entry.reads
        if reads in _SIGNALS:
            _signal(text, rule, match, state, found, spans)
        elif reading.type == "duration" or reading.value:
            found.append(_timex(rule, match, reading, state))
    return found


def _read(text: str, state: Discourse) -> Iterator[tuple[Rule, re.Match[str], Reading]]:
    """Every expression with its rule, from left to right; the discourse is told of each sentence on the way."""
    rules, folded = packaged(), fold(text)
    breaks = [(match.end(), match[0] == "\n") for match in _BREAK.finditer(text)]
    at = past = ended = 0
    _look_ahead(state, text, 0, breaks, 0)
    while trigger := rules.trigger.search(folded, at):
        start, word = trigger.start(), trigger[0]
        at = start + 1
        inside = not word.isdecimal() and start != ended and start > 0 and text[start - 1].isalpha()
        if inside and (len(word) < SHORTEST or text[start - 1] not in _PARTICLES):
            continue
        while past < len(breaks) and breaks[past][0] <= start:
            state.open_line() if breaks[past][1] else state.open_sentence()
            past += 1
            _look_ahead(state, text, breaks[past - 1][0], breaks, past)
        for rule in rules.at(word, folded, start):
            match = rule.regex.match(text, start)
            if match is None or _refused(rule, text, start) or (inside and not _tells_more(text, match)):
                continue
            state.stated = rule.entry.reads == "date" and _is_stated(text, match, breaks, past)
            reading = READERS[rule.entry.reads](rule.meanings(match), state)
            if reading is not None:
                at = ended = match.end()
                if rule.entry.reads == "month" and _IN_MONTH.match(text, ended):
                    state.tell_of_month()
                behind = _SINCE if rule.entry.reads == "ago" else _AHEAD
                if reading.grain == "day" and behind.match(text, ended):
                    state.forget_day()
                yield rule, match, reading
                break


def _tells_more(text: str, match: re.Match[str]) -> bool:
    """Whether an expression that no space parts from the word before is one for sure: it holds a number, or a time of day follows it."""
    return bool(_NUMBER.search(match[0]) or _OF_DAY.match(text, match.end()))


def _is_stated(text: str, match: re.Match[str], breaks: list[tuple[int, bool]], past: int) -> bool:
    """Whether a day is that on which somebody speaks: 10일 밝혔다, 회사는 10일 … 멈췄다고 밝혔다."""
    start, end = match.span()
    if _SAYING.match(text, end):
        return True
    stop = min(breaks[past][0] if past < len(breaks) else len(text), end + _SENTENCE)
    told_of = _TOPIC.search(text, max(0, start - 2), start) and not _OF_DAY.match(text, end)
    return bool(told_of and _SAID.search(text, end, stop))


def _refused(rule: Rule, text: str, start: int) -> bool:
    if rule.refuses is not None and rule.refuses.match(text, start):
        return True
    return rule.not_after is not None and rule.not_after.search(text[max(0, start - 4) : start]) is not None


def _look_ahead(state: Discourse, text: str, start: int, breaks: list[tuple[int, bool]], past: int) -> None:
    """Whether the sentence that begins here speaks of what is to come."""
    end = breaks[past][0] if past < len(breaks) else len(text)
    state.future = bool(_FUTURE.search(text, start, min(end, start + _SENTENCE)))


def _signal(
    text: str, rule: Rule, match: re.Match[str], state: Discourse, found: list[Timex], fillers: dict[int, int]
) -> None:
    """A zone or the like: no expression by itself, but it colours those around it."""
    if rule.entry.reads == "nothing":
        return
    start, end = match.start(), match.end()
    start -= len("이하 ") if text.endswith("이하 ", 0, start) else 0
    bracket = start > 0 and text[start - 1] == "("
    if bracket and text[end : end + 1] == ")":
        start, end = start - 1, end + 1
    fillers[end] = start
    if rule.entry.reads == "filler":
        return
    state.signals.append(rule.entry.name)
    if rule.entry.reads == "zone" and bracket and found and found[-1].evidence.end == start:
        found[-1] = _converted(found[-1], state.zone)


def _converted(timex: Timex, zone: str) -> Timex:
    """A clock time that its zone follows in brackets."""
    if timex.type != "time" or not zone or "zone+" in timex.rule:
        return timex
    moment = to_seoul(datetime.fromisoformat((timex.value + ":00")[:16]), zone)
    value = moment.isoformat(timespec="minutes")[: len(timex.value)]
    return replace(timex, value=value, rule=f"zone+{timex.rule}")


def _timex(rule: Rule, match: re.Match[str], reading: Reading, state: Discourse) -> Timex:
    words = match[0].rstrip()
    span = Evidence(match.start(), match.start() + len(words), words)
    name = rule.entry.name
    if reading.type == "time":
        name = "+".join([*dict.fromkeys(state.signals), name]) if state.zone or "then" in state.signals else name
    if rule.entry.reads != "night-word":
        state.half = ""
    state.signals.clear() if not state.zone else None
    timex = Timex(
        span, reading.type, reading.value, reading.grain, name, _modifier(rule, reading, words), reading.seconds
    )
    return replace(timex, parts=_ends(timex)) if reading.type == "interval" else timex


def _ends(timex: Timex) -> tuple[Timex, ...]:
    """The two points of an interval told in one breath; a week or a weekend is one point, of its month."""
    first, last = timex.value.split("/")
    if timex.rule in {"week", "weekend"}:
        width, grain = (7, "month") if first[:7] == last[:7] else (4, "year")
        return (Timex(timex.evidence, "date", first[:width], cast(Grain, grain), timex.rule, "about"),)
    kind: TimexType = "time" if timex.grain == "hour" else "date"
    return tuple(Timex(timex.evidence, kind, v, timex.grain, timex.rule, timex.modifier) for v in (first, last))


def _modifier(rule: Rule, reading: Reading, words: str) -> Modifier | None:
    if reading.type == "duration":
        return modifier_of(rule.entry.name, words) if reading.value else None
    if rule.entry.reads == "ago":
        return None if rule.entry.name == "ago" and not re.search(r"년|해|달|개월", words) else "about"
    return "about" if _APPROXIMATE.search(words) else None


def _is_one(text: str, last: Timex, timex: Timex, fillers: dict[int, int]) -> bool:
    """A clock time or a half of the day right behind its day is one expression with it."""
    of_day = timex.type == "time" or timex.grain == "hour" or timex.rule == "half-of-day"
    if last.type != "date" or last.grain != "day" or timex.type == "duration" or not of_day:
        return False
    if last.rule.endswith("half-of-day"):
        return False
    end = last.evidence.end
    for _ in range(3):
        gap = text[end : timex.evidence.start]
        if len(gap) <= 2 and gap.strip() in {"", "의"}:
            return True
        stop = next((stop for stop in range(end, min(end + 30, timex.evidence.start) + 1) if stop in fillers), None)
        if stop is None or text[end : fillers[stop]].strip():
            return False
        end = stop
    return False


def _joined(text: str, last: Timex, timex: Timex) -> Timex:
    start, end = last.evidence.start, timex.evidence.end
    span = Evidence(start, end, text[start:end])
    value, grain = (last.value, last.grain) if timex.type == "date" else (timex.value, timex.grain)
    rule = f"{last.rule}+{timex.rule}"
    parts = tuple(replace(part, evidence=span, rule=rule) for part in timex.parts)
    return Timex(span, timex.type, value, grain, rule, timex.modifier, parts=parts)


def _intervals(text: str, points: list[Timex]) -> list[Timex]:
    """부터 … 까지 as one expression, 이후 as one that is open."""
    found: list[Timex] = []
    for timex in points:
        if found and (whole := _closed(text, found[-1], timex)):
            found[-1] = whole
        else:
            found.append(timex)
    return [_opened(text, timex) for timex in found]


def _closed(text: str, first: Timex, last: Timex) -> Timex | None:
    start, end = first.evidence.end, last.evidence.start
    if end - start > _GAP or not {first.type, last.type} <= {"date", "time"} or not _in_order(first, last):
        return None
    for rule in packaged().ranges:
        if rule.between is None or not rule.between.fullmatch(text, start, end):
            continue
        behind = rule.behind.match(text, last.evidence.end)
        if behind:
            span = Evidence(first.evidence.start, behind.end(), text[first.evidence.start : behind.end()])
            name = f"{first.rule}, {last.rule}: {rule.entry.name}"
            return Timex(span, "interval", f"{first.value}/{last.value}", last.grain, name, parts=(first, last))
    return None


def _in_order(first: Timex, last: Timex) -> bool:
    width = min(len(first.value), len(last.value))
    return first.value[:width] <= last.value[:width]


def _opened(text: str, timex: Timex) -> Timex:
    if timex.type not in {"date", "time"}:
        return timex
    for rule in packaged().ranges:
        behind = rule.behind.match(text, timex.evidence.end) if rule.between is None else None
        if behind:
            span = Evidence(timex.evidence.start, behind.end(), text[timex.evidence.start : behind.end()])
            value = f"{timex.value}/" if rule.entry.name == "since" else f"/{timex.value}"
            return Timex(
                span, "interval", value, timex.grain, f"{timex.rule}: {rule.entry.name}", timex.modifier, parts=(timex,)
            )
    return timex
