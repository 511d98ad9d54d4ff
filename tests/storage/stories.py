"""Articles, mentions and events for the store's tests: our own sentences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from storage.localtime import SEOUL
from storage.records import (
    Article,
    Evidence,
    Extraction,
    MergedEvent,
    Milestone,
    OutageMention,
    Relevance,
    RelevanceLabel,
)
from storage.store import Store

NOW = datetime(2023, 11, 25, 3, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
PUBLISHED = datetime(2023, 11, 24, 9, 30, tzinfo=SEOUL)
HEADLINE = "정부민원망 멈춰 민원 창구 혼란"
BODY = "24일 오전 8시 40분부터 정부민원망이 멈췄다. 낮 12시 민원서류 발급 10종 가운데 4종이 먼저 돌아왔다."


def article(n: int = 1, body: str = BODY, **changes: Any) -> Article:
    """The n-th article, an hour after the one before."""
    return Article(
        **{
            "url": f"https://news.example/{n}",
            "publisher": f"신문{n}",
            "headline": HEADLINE,
            "body": body,
            "published_at": PUBLISHED + timedelta(hours=n),
            **changes,
        }
    )


def span(quote: str, text: str = f"{HEADLINE}\n{BODY}") -> Evidence:
    """The first place of a quote."""
    start = text.index(quote)
    return Evidence(start, start + len(quote), quote)


def mention(**changes: Any) -> OutageMention:
    """A mention that uses every field."""
    return OutageMention(
        **{
            "systems": ("정부민원망", "주민증명"),
            "operator": "행정전산원",
            "started_at": "2023-11-24T08:40",
            "ended_at": "2023-11-24T13",
            "duration_minutes": 260.0,
            "duration_qualifier": "about",
            "status": "restored",
            "cause": "hardware",
            "milestones": (Milestone("2023-11-24T12:00", "민원서류 발급", span("4종이 먼저 돌아왔다"), 4, 10),),
            "evidence": {
                "system": (span("정부민원망"), span("민원 창구")),
                "started_at": (span("24일 오전 8시 40분"),),
            },
            "basis": {"operator": "gazetteer"},
            "made_by": {"started_at": "rule:clock", "operator": "gazetteer"},
            "confidence": 0.875,
            **changes,
        }
    )


def extraction(*mentions: OutageMention, version: str = "v1", label: RelevanceLabel = "report") -> Extraction:
    return Extraction(Relevance(label, 0.75, version), mentions, version)


def event(*members: tuple[str, int], **changes: Any) -> MergedEvent:
    """An event of the given mentions."""
    return MergedEvent(
        **{
            "systems": ("정부민원망",),
            "operator": "행정전산원",
            "started_at": "2023-11-24T08:40",
            "ended_at": None,
            "duration_minutes": None,
            "duration_qualifier": None,
            "status": "ongoing",
            "cause": "unknown",
            "confidence": 0.5,
            "members": members,
            "independent_sources": len(members),
            **changes,
        }
    )


def told(store: Store, *mentions_of: Sequence[OutageMention], first: int = 1, version: str = "v1") -> list[str]:
    """Store an article for each sequence of mentions; returns the store's names for them."""
    for n, _ in enumerate(mentions_of, first):
        store.save_article(article(n))
    names = {stored.article.url: stored for stored in store.pending_articles(version)}
    saved = []
    for n, mentions in enumerate(mentions_of, first):
        stored = names[article(n).url]
        assert store.save_extraction(stored.id, stored.article.body_sha256, extraction(*mentions, version=version))
        saved.append(stored.id)
    return saved
