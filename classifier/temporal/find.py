"""Korean time expressions of a text: found by shape, resolved through the discourse.

The reference time is always an argument, never the clock. Values are in Korean local time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from classifier.temporal.days import make_day, nearest_day, nearest_month, nearest_month_day, shift_months, weekday
from classifier.temporal.discourse import Discourse
from classifier.temporal.lengths import iso_duration, length_of, modifier_of
from classifier.temporal.numerals import number
from classifier.temporal.patterns import ZONES, scanner
from storage.records import Evidence, Grain, Modifier, Timex, TimexType

SEOUL = ZoneInfo("Asia/Seoul")
LENGTHS = frozenset(
    {
        "half_hours",
        "hours_minutes",
        "range_length",
        "day_lengths",
        "length",
        "counted_length",
        "long_length",
        "vague_length",
    }
)
_BREAK = re.compile(r"\n|(?<=[다요죠까음함])[.!?][\"'”’]?(?=\s)|[!?…](?=\s)")
_FUTURE = re.compile(r"예정|계획|방침|앞두|까지\s?(?:접수|신청|진행|운영|열)|열린다|시작한다|시행한다|개최")
_APPROXIMATE = re.compile(r"께|쯤|경|무렵|즈음")
Groups = Mapping[str, str | None]
Value = tuple[str, Grain]


def find_timexes(text: str, reference: datetime) -> list[Timex]:
    """Time expressions in order, none overlapping, `text[start:end] == evidence.quote`.

    `reference` is the time of publication: naive means Korean local time, aware is converted.
    """
    local = reference.astimezone(SEOUL).replace(tzinfo=None) if reference.tzinfo else reference
    state = Discourse(local)
    breaks = [(m.end(), m[0] == "\n") for m in _BREAK.finditer(text)]
    found: list[Timex] = []
    at = 0
    _look_ahead(state, text, 0, breaks, 0)
    for match in scanner().finditer(text):
        while at < len(breaks) and breaks[at][0] <= match.start():
            state.open_line() if breaks[at][1] else state.open_sentence()
            at += 1
            _look_ahead(state, text, breaks[at - 1][0], breaks, at)
        timex = _resolve(match, state)
        if timex is None:
            continue
        if found and _continues(text, found[-1], timex):
            timex = _joined(text, found.pop(), timex)
        found.append(timex)
    return found


def _look_ahead(state: Discourse, text: str, start: int, breaks: list[tuple[int, bool]], at: int) -> None:
    """Whether the sentence that begins here speaks of what is to come."""
    end = breaks[at][0] if at < len(breaks) else len(text)
    state.future = bool(_FUTURE.search(text, start, min(end, start + 400)))


def _touches(text: str, last: Timex, start: int) -> bool:
    return (
        last.type == "date" and text[last.evidence.end : start].strip() in {"", "의"} and start - last.evidence.end <= 2
    )


def _continues(text: str, last: Timex, timex: Timex) -> bool:
    """A clock time right behind its day is one expression with it."""
    return timex.type == "time" and _touches(text, last, timex.evidence.start) and last.grain == "day"


def _joined(text: str, last: Timex, timex: Timex) -> Timex:
    start, end = last.evidence.start, timex.evidence.end
    span = Evidence(start, end, text[start:end])
    return Timex(span, "time", timex.value, timex.grain, f"{last.rule}+{timex.rule}", timex.modifier)


def _resolve(match: re.Match[str], state: Discourse) -> Timex | None:
    shape = match.lastgroup or ""  # the outermost group closes last
    if shape in LENGTHS:
        return _length(match, shape)
    reader = _READERS.get(shape)
    value = reader(match.groupdict(), state) if reader else None
    if value is None:
        return None
    kind: TimexType = "time" if value[1] in {"hour", "minute"} else "date"
    modifier: Modifier | None = "about" if _APPROXIMATE.search(match[0]) and kind == "time" else None
    return Timex(Evidence(match.start(), match.end(), match[0]), kind, value[0], value[1], shape, modifier)


def _length(match: re.Match[str], shape: str) -> Timex | None:
    words = match[0].rstrip()
    span = Evidence(match.start(), match.start() + len(words), words)
    counted = length_of(shape, match.groupdict())
    if counted is None:
        return Timex(span, "duration", "", "hour", shape)
    seconds, grain = counted
    return Timex(span, "duration", iso_duration(seconds), grain, shape, modifier_of(shape, words), seconds)


def _day(day: date | None, state: Discourse) -> Value | None:
    if day is None:
        return None
    state.name_day(day)
    return day.isoformat(), "day"


def _numeral(text: str | None) -> int:
    digits = re.sub(r"[년월일\s'’]", "", text or "") if text and re.search(r"\d", text) else ""
    if digits:
        return int(digits)
    return int(number({"시": "십", "유": "육"}.get((text or "")[:-1], (text or "")[:-1])))


def _year(text: str, state: Discourse) -> int:
    base = state.reference.year
    told = {"재작년": -2, "지난해": -1, "작년": -1, "올해": 0, "올": 0, "금년": 0, "내년": 1, "전년": -1}.get(
        text.strip()
    )
    if told is not None:
        return base + told
    if text.strip() in {"같은 해", "그해", "이듬해"}:
        return (state.year or base) + (text.strip() == "이듬해")
    value = _numeral(text)
    return value if value > 99 else 2000 + value if value < 70 else 1900 + value


def _relative_month(text: str, state: Discourse) -> tuple[int, int]:
    year, month = state.today.year, state.today.month
    plain = text.replace(" ", "")
    if plain == "같은달":
        return state.month or (year, month)
    return shift_months(year, month, {"지난달": -1, "저번달": -1, "전달": -1, "이달": 0, "이번달": 0}.get(plain, 1))


def _read_date(groups: Groups, state: Discourse) -> Value | None:
    day = _numeral(groups["d_d"])
    future = groups["d_lean"] in {"오는", "다가오는"} or (state.future and groups["d_lean"] is None)
    if groups["d_rm"]:
        return _day(make_day(*_relative_month(groups["d_rm"], state), day), state)
    if groups["d_m"]:
        month = _numeral(groups["d_m"])
        if groups["d_y"] or state.year:
            year = _year(groups["d_y"], state) if groups["d_y"] else state.year or 0
            return _day(make_day(year, month, day), state)
        lean = groups["d_lean"] in {"오는", "다가오는"} or (future and not nearest_is_close(month, day, state.today))
        return _day(nearest_month_day(month, day, state.today, future=lean), state)
    if state.month and not groups["d_lean"]:
        same = make_day(*state.month, day)
        if same and state.sentence and same >= state.sentence and (same <= state.today or future):
            return _day(same, state)
    if groups["d_lean"] in {"오는", "다가오는"}:
        return _day(nearest_day(day, state.today, future=True), state)
    if future and day > state.today.day and groups["d_lean"] is None:
        return _day(nearest_day(day, state.today, future=True), state)
    return _day(nearest_day(day, state.today), state)


def nearest_is_close(month: int, day: int, today: date) -> bool:
    """Whether the last such day lies within two months before today: then even a plan's sentence means that one."""
    found = nearest_month_day(month, day, today)
    return found is not None and (today - found).days <= 60


def _read_month(groups: Groups, state: Discourse) -> Value:
    if groups["m_rm"]:
        year, month = _relative_month(groups["m_rm"], state)
    else:
        month = _numeral(groups["m_m"])
        if groups["m_y"]:
            year = _year(groups["m_y"], state)
        elif state.year:
            year = state.year
        else:
            year, month = nearest_month(month, state.today, future=groups["m_lean"] == "오는")
    state.year, state.month = year, (year, month)
    return f"{year:04d}-{month:02d}", "month"


def _read_year(groups: Groups, state: Discourse) -> Value:
    state.year = _year(groups["y_y"] or "", state)
    return f"{state.year:04d}", "year"


def _read_iso(groups: Groups, state: Discourse) -> Value | None:
    return _day(make_day(*(int(groups[name] or 0) for name in ("i_y", "i_m", "i_d"))), state)


def _read_slash(groups: Groups, state: Discourse) -> Value | None:
    return _day(nearest_month_day(int(groups["s_m"] or 0), int(groups["s_d"] or 0), state.today), state)


def _read_weekday(groups: Groups, state: Discourse) -> Value | None:
    return _day(weekday(groups["w_d"] or "", groups["w_lean"] or "", state.today), state)


def _deictic(offset: int, bracket: str) -> Callable[[Groups, Discourse], Value | None]:
    """오늘, 어제 … count from the day of publication; a day in brackets says which day that is."""

    def read(groups: Groups, state: Discourse) -> Value | None:
        told = groups.get(bracket) if bracket else None
        day = nearest_day(int(told), state.today, future=offset > 0) if told else None
        return _day(day or state.today + timedelta(days=offset), state)

    return read


def _read_day_before(groups: Groups, state: Discourse) -> Value | None:
    told = groups["db_d"]
    day = nearest_day(int(told), state.today) if told else (state.sentence or state.own_day) - timedelta(days=1)
    return _day(day, state)


def _read_this_day(groups: Groups, state: Discourse) -> Value | None:
    del groups
    return _day(state.this_day(), state)


def _read_next_day(groups: Groups, state: Discourse) -> Value | None:
    del groups
    return _day(state.narrated + timedelta(days=1), state)


def _read_ago(groups: Groups, state: Discourse) -> Value | None:
    count, unit = int(number(groups["ago_n"] or "")), groups["ago_u"]
    if unit == "년":
        state.year = state.today.year - count
        return f"{state.year:04d}", "year"
    if unit in {"개월", "달"}:
        year, month = shift_months(state.today.year, state.today.month, -count)
        return f"{year:04d}-{month:02d}", "month"
    if unit is None and not re.search(r"[가-힣]", groups["ago_n"] or ""):
        return None
    return _day(state.narrated - timedelta(days=count * (7 if unit in {"주", "주일"} else 1)), state)


def _clock(half: str, hour: int, minute: int | None, state: Discourse) -> Value | None:
    day = state.narrated
    meant = state.hour(half, hour, day)
    if meant > 24 or (minute or 0) > 59:
        return None
    moment = datetime(day.year, day.month, day.day) + timedelta(hours=meant, minutes=minute or 0)  # noqa: DTZ001
    if state.overnight(half, meant, day):
        moment += timedelta(days=1)
        state.sentence = day = day + timedelta(days=1)
    state.clock = state.clock_here = (day, meant)
    if state.zone:
        moment = moment.replace(tzinfo=ZoneInfo(state.zone)).astimezone(SEOUL).replace(tzinfo=None)
    return (moment.strftime("%Y-%m-%dT%H"), "hour") if minute is None else (moment.strftime("%Y-%m-%dT%H:%M"), "minute")


def _read_clock(groups: Groups, state: Discourse) -> Value | None:
    minute = 30 if groups["c_30"] else int(groups["c_m"]) if groups["c_m"] else None
    return _clock(_plain(groups["c_half"]), int(groups["c_h"] or 0), minute, state)


def _read_native(groups: Groups, state: Discourse) -> Value | None:
    minute = 30 if groups["n_30"] else int(groups["n_m"]) if groups["n_m"] else None
    return _clock(_plain(groups["n_half"]), int(number(groups["n_h"] or "")), minute, state)


def _read_digital(groups: Groups, state: Discourse) -> Value | None:
    half = _plain(groups["g_half"])
    hour = int(groups["g_h"] or 0)
    if not half:  # 13:57 is told on the 24-hour clock
        return _clock("오전" if hour < 12 else "", hour, int(groups["g_m"] or 0), state)
    return _clock(half, hour, int(groups["g_m"] or 0), state)


def _plain(half: str | None) -> str:
    return " ".join((half or "").split())


def _read_noon(groups: Groups, state: Discourse) -> Value | None:
    del groups
    return _clock("낮", 12, None, state)


def _read_midnight(groups: Groups, state: Discourse) -> Value | None:
    """자정 of a named day is its end."""
    del groups
    return _clock("밤", 12, None, state)


def _read_minute(groups: Groups, state: Discourse) -> Value | None:
    if state.clock is None:
        return None
    day, hour = state.clock
    return f"{day.isoformat()}T{hour:02d}:{int(groups['mo_m'] or 0):02d}", "minute"


def _read_zone(groups: Groups, state: Discourse) -> Value | None:
    name = groups["z_name"] or ""
    state.zone = next((zone for word, zone in ZONES.items() if word in name), "")
    state.zone_for_all = bool(groups["z_all"]) or (state.zone_for_all and bool(state.zone))
    return None


_READERS: dict[str, Callable[[Groups, Discourse], Value | None]] = {
    "date": _read_date, "month": _read_month, "year": _read_year, "iso": _read_iso, "slash": _read_slash,
    "weekday": _read_weekday, "today": _deictic(0, "t_d"), "yesterday": _deictic(-1, "ys_d"),
    "before_yesterday": _deictic(-2, ""), "tomorrow": _deictic(1, "tm_d"), "day_before": _read_day_before,
    "this_day": _read_this_day, "next_day": _read_next_day, "ago": _read_ago, "clock": _read_clock,
    "native_clock": _read_native, "digital_clock": _read_digital, "noon": _read_noon, "midnight": _read_midnight,
    "minute_only": _read_minute, "zone": _read_zone,
}  # fmt: skip
