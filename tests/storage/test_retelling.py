"""The past put together again from statements and kept texts, on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from classifier.merge import merge
from storage import retelling
from storage.records import Extraction, OutageMention, Relevance
from storage.store import Store
from tests.storage.stories import PUBLISHED, article, span

HOUR = timedelta(hours=1)
SYSTEM = span("정부민원망")
ONGOING = OutageMention(
    ("정부민원망",), started_at="2023-11-24T08:40", status="ongoing", evidence={"system": (SYSTEM,)}, confidence=0.9
)


def learn(store: Store, n: int, mention: OutageMention, moment: datetime) -> None:
    """One more article, read and merged at a moment."""
    one = article(n, fetched_at=moment)
    store.save_article(one)
    (pending,) = store.pending_articles("v1")
    store.save_extraction(pending.id, one.body_sha256, Extraction(Relevance("report", 1.0), (mention,), "v1"))
    store.save_events(merge(store.mentions()), now=moment)


def test_mentions_of_a_moment_are_those_that_were_known_then(store: Store) -> None:
    first, second = PUBLISHED + 2 * HOUR, PUBLISHED + 5 * HOUR
    learn(store, 1, ONGOING, first)
    learn(store, 2, OutageMention(("정부민원망",), started_at="2023-11-24T08:40", status="restored"), second)
    with store.reading() as session:
        (name,) = retelling.told_since(session, PUBLISHED, second)
        then, now = (retelling.mentions_at(session, [name], at)[name] for at in (first, second))
        assert [(one.publisher, one.mention.status) for one in then] == [("신문1", "ongoing")]
        assert [(one.publisher, one.mention.status) for one in now] == [("신문1", "ongoing"), ("신문2", "restored")]
        (quote,) = then[0].mention.evidence["system"]
        assert then[0].text[quote.start : quote.end] == quote.quote == "정부민원망"
        assert retelling.events_of(session, [name], first)[name].event.status == "ongoing"
        assert retelling.events_of(session, [name], second)[name].event.status == "restored"
        assert retelling.events_of(session, [name], first - HOUR) == {}
        assert retelling.told_since(session, PUBLISHED + 90 * HOUR, second) == set()


def test_articles_are_counted_by_when_they_were_seen_and_by_when_they_appeared(store: Store) -> None:
    seen = datetime(2023, 12, 1, tzinfo=UTC)
    store.save_article(article(1, fetched_at=seen))
    with store.reading() as session:
        assert retelling.learnt(session, seen - HOUR, seen) == {"신문1": 1}
        assert retelling.learnt(session, seen, seen + HOUR) == {}
        assert retelling.published(session, PUBLISHED, PUBLISHED + 2 * HOUR, seen) == {"신문1": 1}
        assert retelling.published(session, PUBLISHED, PUBLISHED + 2 * HOUR, seen - HOUR) == {}
