"""Digests to print and to send, made of a few outages of our own, some with hostile words."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from meoktong.digest import Digest, Entry, Period, Watched
from meoktong.telling.records import Age, Change, Earlier, Quote
from storage.records import MergedEvent

SEOUL = ZoneInfo("Asia/Seoul")
UPDATED = datetime(2023, 11, 24, 22, 0, tzinfo=SEOUL)
DAY = Period(datetime(2023, 11, 24, tzinfo=SEOUL), datetime(2023, 11, 25, tzinfo=SEOUL))
HOSTILE = (
    '<img src=x onerror=alert(1)>"><script>alert(1)</script>\r\nBcc: victim@example.org\r\n\r\n'
    "[누르세요](javascript:alert(1)) <!channel> @everyone \u202e\x1b[31m `x` **굵게** # 제목"
)

MOBILE = MergedEvent(
    systems=("모바일 신분증", "모바일 운전면허증"),
    operator="한국조폐공사",
    started_at="2023-11-24T13:57",
    ended_at="2023-11-24T20:40",
    duration_minutes=400,
    duration_qualifier="about",
    status="restored",
    cause="human_error",
    confidence=0.95,
    members=(("1", 0),),
    independent_sources=2,
)
OPEN = MergedEvent(
    ("정부24",), "행정안전부", "2023-11-24T09:10", None, None, None, "ongoing", "unknown", 0.9, (("2", 0),), 1
)
HOSTILE_EVENT = MergedEvent(
    (HOSTILE,), HOSTILE, "2023-11-24T10", None, None, None, "ongoing", "unknown", 0.9, (("3", 0),), 1
)


def entry(identifier: str, event: MergedEvent, kind: str = "new", **values: object) -> Entry:
    told: dict[str, object] = {
        "links": (("한강일보", f"http://www.hangangilbo.example/{identifier}"),),
        "articles": 1,
        "outlets": ("한강일보",),
        "quote": Quote("24일 오후 1시 57분부터 접속이 끊겼다.", "한강일보", "http://www.hangangilbo.example/1"),
        "reported": "2023-11-24",
        "updated_at": UPDATED,
    }
    return Entry(identifier, kind, event, **{**told, **values})  # type: ignore[arg-type]


def plain(name: str = "desk") -> Digest:
    """One that goes on, one restored with what changed, one recalled."""
    changes = (Change("status", ("누리방송",)), Change("cause", ("누리방송", "새벽경제")))
    before = MergedEvent(
        MOBILE.systems, MOBILE.operator, MOBILE.started_at, None, None, None, "ongoing", "overload", 0.9, (), 1
    )
    return Digest(
        DAY,
        DAY.until,
        new=(
            entry(
                "20231124-aaaaaa",
                OPEN,
                age=Age(890.0),
                earlier=Earlier("정부", 4, ("나라장터",), "2023-11-23T09:20"),
            ),
        ),
        resolved=(entry("20231124-bbbbbb", MOBILE, "resolved", before=before, changes=changes),),
        recalled=(entry("20181124-cccccc", MOBILE, "recalled"),),
        watched=Watched(40, {"한강일보": 14, "누리방송": 26}, ("새벽경제/사회",), 3, 5),
        name=name,
    )


def hostile() -> Digest:
    """Everything that others wrote wants to be obeyed."""
    quote = Quote(HOSTILE, HOSTILE, "javascript:alert(1)")
    links = ((HOSTILE, "javascript:alert(1)"), (HOSTILE, 'https://a.example/"onmouseover="alert(1)'))
    bad = entry("x", HOSTILE_EVENT, quote=quote, confirmed=quote, links=links, outlets=(HOSTILE,))
    watched = Watched(1, {HOSTILE: 1}, (HOSTILE,), 1, 1)
    return Digest(DAY, DAY.until, new=(bad,), doubtful=(bad,), watched=watched, name="desk")
