"""What people reviewed, as annotated articles that `meoktong train` reads: the machine's mentions with their corrections.

The rows are those of the annotation guide. They hold the articles' text: for teaching on your own machine.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlmodel import Session

from storage import queries
from storage.forms import mention_to_dict
from storage.records import ArticleMention
from storage.reviews import overrule_mention, verdict

_KEPT = (
    "systems",
    "operator",
    "role",
    "started_at",
    "ended_at",
    "duration_minutes",
    "duration_qualifier",
    "status",
    "cause",
)


def training(session: Session) -> Iterator[dict[str, Any]]:
    """One annotated article a row, of events that people confirmed, corrected or rejected."""
    said = defaultdict(list)
    for one in queries.reviews(session):
        said[queries.final(session, one.event_id)].append(one)
    verdicts = {name: found for name, told in said.items() if (found := verdict(told)).mark}
    told: dict[str, list[tuple[str, ArticleMention]]] = defaultdict(list)
    for name, mentions in queries.mentions_by_event(session, sorted(verdicts)).items():
        for mention in mentions:
            told[mention.article_id].append((name, mention))
    for article in sorted(told, key=int):
        listed = told[article]
        kept = [(name, m) for name, m in listed if verdicts[name].judged != "rejected"]
        events = [_event(m, verdicts[name].corrections) for name, m in sorted(kept, key=lambda pair: pair[1].index)]
        yield _row(listed[0][1], kept[0][0] if kept else f"none-{article}", events)


def _row(one: ArticleMention, incident: str, events: list[dict[str, Any]]) -> dict[str, Any]:
    title, _, body = one.text.partition("\n")
    main = any(event["role"] == "main" for event in events)
    return {
        "id": f"review-{one.article_id}",
        "incident": incident,
        "source_url": one.url,
        "publisher": one.publisher,
        "published_at": one.published_at.isoformat(timespec="minutes"),
        "title": title,
        "body": body,
        "relevance": "report" if main else "reference" if events else "none",
        "events": events,
    }


def _event(one: ArticleMention, corrections: dict[str, str | None]) -> dict[str, Any]:
    """Words stay as evidence where the value is still the machine's."""
    row = mention_to_dict(overrule_mention(one.mention, corrections))
    changed = {"systems": "system", "duration_minutes": "duration"}
    gone = {changed.get(name, name) for name in corrections}
    evidence = {name: spans[0]["quote"] for name, spans in row["evidence"].items() if spans and name not in gone}
    return {**{name: row[name] for name in _KEPT}, "evidence": evidence}
