"""The two languages of a digest, side by side: every sentence that a digest can say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from meoktong.outputs import english, korean
from storage.records import Cause, Qualifier, Status

Language = Literal["ko", "en"]


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language: functions for values, `parts` as headings, `says` as sentences with places to fill;
    `sectors` are told by other names than their Korean ones."""

    code: Language
    causes: Mapping[Cause, str]
    statuses: Mapping[Status, str]
    moment: Callable[..., str]
    day: Callable[..., str]
    length: Callable[[float, Qualifier | None], str]
    ordinal: Callable[[int], str]
    parts: Mapping[str, str]
    properties: Mapping[str, str]
    says: Mapping[str, str]
    sectors: Mapping[str, str] = field(default_factory=dict)

    def say(self, sentence: str, **values: object) -> str:
        """A sentence with its places filled."""
        return self.says[sentence].format(**values)


KOREAN = Tongue(
    code="ko",
    causes=korean.CAUSES,
    statuses=korean.STATUSES,
    moment=korean.moment,
    day=korean.day,
    length=korean.length,
    ordinal=korean.ordinal,
    parts={
        "new": "새 장애",
        "resolved": "복구된 장애",
        "corrected": "정정",
        "changed": "달라진 내용",
        "older": "앞서 시작된 장애의 새 소식",
        "ongoing": "계속 진행 중인 장애",
        "doubtful": "확인이 필요한 언급",
        "recalled": "기사에 언급된 지난 사례",
    },
    properties={
        "status": "상태",
        "started_at": "시작",
        "ended_at": "복구",
        "duration": "지속",
        "cause": "원인",
        "operator": "운영",
        "systems": "시스템",
        "independent_sources": "독립 출처",
    },
    says={
        "title": "서비스 장애 요약: {period}",
        "alert title": "서비스 장애 속보: {period}",
        "nothing": "이 기간에 새로 알려진 장애가 없습니다.",
        "count": "{part} {number}건",
        "of them": " ({shares})",
        "share": "{name} {number}건",
        "operator": "운영",
        "when": "시각",
        "age": "경과",
        "goes on for": "{length} 진행 중",
        "since report": "첫 보도 이후 {length} 진행 중",
        "cause": "원인",
        "told": "보도",
        "sources": "기사 {articles}건, 독립 출처 {sources}곳 ({outlets})",
        "context": "맥락",
        "earlier": "{circle} 장애로는 최근 7일 동안 {nth}, 지난번은 {last}",
        "at": "{when} {systems}",
        "confirmed": "확인",
        "by operator": "{operator}: “{text}” ({publisher})",
        "evidence": "근거",
        "quoted": "“{text}” ({publisher})",
        "links": "기사",
        "more": "외 {number}건",
        "more systems": "{named} 외 {number}개",
        "more outlets": " 외 {number}곳",
        "goes on": "계속",
        "no start": "시작 시각이 알려지지 않음",
        "reported": " ({day} 보도)",
        "change": "변경",
        "changed": "{name}: {old} → {new}{by}",
        "added": "{name} 추가: {new}{by}",
        "number of": "{number}곳",
        "not known": "알려지지 않음",
        "withdrawn": "지금은 어떤 기사도 이 장애를 말하지 않아 기록에서 뺐습니다.",
        "rejected": "사람이 검토해 장애가 아니라고 판단했습니다.",
        "reviewed": "사람이 검토해 장애라고 확인했습니다.",
        "moved": "같은 장애로 밝혀져 {event} 기록에 합쳤습니다.",
        "watched": "살펴본 기사 {articles}건, 매체 {outlets}곳{listed}",
        "silent": "아무것도 얻지 못한 출처: {sources}",
        "crawls": "수집 {crawls}회, 출처 {sources}곳",
        "no crawl": "이 기간에 끝난 수집이 없습니다.",
        "as of": "{moment} 기준",
        "record": "기록 {id}",
        "tag": "먹통",
        "alert tag": "먹통 속보",
        "subject nothing": "[{tag}] 새로 알려진 장애 없음 · {day}",
        "subject": "[{tag}] {counts} · {systems}",
        "and others": "{first} 외 {number}건",
        "unsubscribe": "이 메일은 meoktong이 구독 ‘{name}’에 보냈습니다.",
    },
)
ENGLISH = Tongue(
    code="en",
    causes=english.CAUSES,
    statuses=english.STATUSES,
    moment=english.moment,
    day=english.day,
    length=english.length,
    ordinal=english.ordinal,
    sectors=english.SECTORS,
    parts={
        "new": "New",
        "resolved": "Resolved",
        "corrected": "Corrected",
        "changed": "Changed",
        "older": "News of earlier outages",
        "ongoing": "Still ongoing",
        "doubtful": "Mentions to be checked",
        "recalled": "Past cases recalled by articles",
    },
    properties={
        "status": "status",
        "started_at": "start",
        "ended_at": "restored at",
        "duration": "length",
        "cause": "cause",
        "operator": "operator",
        "systems": "systems",
        "independent_sources": "independent sources",
    },
    says={
        "title": "Service outages in Korea: {period}",
        "alert title": "Service outage alert: {period}",
        "nothing": "No outage became known in this period.",
        "count": "{part} {number}",
        "of them": " ({shares})",
        "share": "{name} {number}",
        "operator": "By",
        "when": "When",
        "age": "Age",
        "goes on for": "ongoing for {length}",
        "since report": "ongoing, first reported {length} ago",
        "cause": "Cause",
        "told": "Told by",
        "sources": "articles: {articles}, independent sources: {sources} ({outlets})",
        "context": "Context",
        "earlier": "{nth} outage of this kind ({circle}) within 7 days; the last: {last}",
        "at": "{when} {systems}",
        "confirmed": "Confirmed",
        "by operator": "{operator}: “{text}” ({publisher})",
        "evidence": "Evidence",
        "quoted": "“{text}” ({publisher})",
        "links": "Articles",
        "more": "and {number} more",
        "more systems": "{named} and {number} more",
        "more outlets": " and {number} more",
        "goes on": "ongoing",
        "no start": "start not known",
        "reported": " (reported {day})",
        "change": "Change",
        "changed": "{name}: {old} → {new}{by}",
        "added": "{name} added: {new}{by}",
        "number of": "{number}",
        "not known": "not known",
        "withdrawn": "No article tells of this outage any more: it was taken off the record.",
        "rejected": "A person reviewed it and found that it was no outage.",
        "reviewed": "a person reviewed it and confirmed the outage.",
        "moved": "It turned out to be the same outage as {event}, and was joined with it.",
        "watched": "articles watched: {articles}, outlets: {outlets}{listed}",
        "silent": "Sources that gave nothing: {sources}",
        "crawls": "crawls: {crawls}, sources: {sources}",
        "no crawl": "No crawl ended in this period.",
        "as of": "as of {moment}",
        "record": "record {id}",
        "tag": "meoktong",
        "alert tag": "meoktong alert",
        "subject nothing": "[{tag}] no new outage · {day}",
        "subject": "[{tag}] {counts} · {systems}",
        "and others": "{first} and {number} more",
        "unsubscribe": "Sent by meoktong to the subscription “{name}”.",
    },
)
TONGUES: Mapping[Language, Tongue] = {"ko": KOREAN, "en": ENGLISH}
