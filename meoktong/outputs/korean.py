"""How times, lengths and causes are said in Korean, no more exactly than they are known."""

from __future__ import annotations

from datetime import date
from typing import Final

from meoktong.outputs import exactness
from meoktong.telling.records import DAY
from storage.records import Cause, Qualifier, RelevanceLabel, Role, Status

WEEKDAYS: Final = "월화수목금토일"

CAUSES: Final[dict[Cause, str]] = {
    "power": "전원 문제",
    "fire": "화재",
    "hardware": "장비 고장",
    "software": "소프트웨어 오류",
    "human_error": "작업 실수",
    "overload": "접속 폭주(과부하)",
    "cyberattack": "사이버 공격",
    "third_party": "외부 업체·연계 시스템 장애",
    "cable_cut": "회선 절단",
    "disaster": "자연재해",
    "unknown": "알려지지 않음",
}
STATUSES: Final[dict[Status, str]] = {
    "ongoing": "진행 중",
    "partial": "일부 복구",
    "restored": "복구",
    "unknown": "복구 여부 미확인",
}
RELEVANCE: Final[dict[RelevanceLabel, str]] = {"report": "장애 보도", "reference": "장애 언급", "none": "장애 아님"}
ROLES: Final[dict[Role, str]] = {"main": "기사의 주제", "background": "지난 사례"}
REVIEWS: Final = {"confirmed": "사람이 확인함", "corrected": "사람이 고침", "rejected": "사람이 장애가 아니라고 함"}
PROPERTIES: Final = {
    "started_at": "시작",
    "ended_at": "복구",
    "duration_minutes": "지속(분)",
    "cause": "원인",
    "status": "상태",
    "operator": "운영",
    "systems": "시스템",
}


def moment(value: str, near: str = "") -> str:
    """`2023-11-24T13:57` as 11월 24일(금) 오후 1시 57분.

    What `near` (another ISO prefix) already says is left out: the year, or the whole day.
    """
    return exactness.moment(value, near, month=_month, day=day, clock=_clock)


def _month(year: str, month: int | None) -> str:
    return f"{year}년 {month}월" if month else f"{year}년"


def day(value: str, near: str = "") -> str:
    """`2023-11-24` as 2023년 11월 24일(금); the year is left out where `near` has the same."""
    when = date.fromisoformat(value)
    year = "" if near[:4] == value[:4] else f"{when.year}년 "
    return f"{year}{when.month}월 {when.day}일({WEEKDAYS[when.weekday()]})"


def _clock(value: str) -> str:
    hour, *minute = value[DAY + 1 :].split(":")
    half = "오전" if int(hour) < 12 else "낮" if int(hour) == 12 else "오후"
    shown = int(hour) if int(hour) <= 12 else int(hour) - 12
    tail = f" {int(minute[0])}분" if minute and int(minute[0]) else ""
    return f"{half} {shown}시{tail}"


def length(minutes: float, qualifier: Qualifier | None) -> str:
    """400 and `about` as 약 6시간 40분."""
    told = exactness.units(round(minutes), ("일", "시간", "분"), "1분 미만")
    around = {"about": f"약 {told}", "over": f"{told} 넘게", "under": f"{told} 미만"}
    return around.get(qualifier or "exact", told)


def ordinal(number: int) -> str:
    """4 as 네 번째."""
    names = ("", "첫", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열")
    return f"{names[number]} 번째" if 0 < number < len(names) else f"{number}번째"
