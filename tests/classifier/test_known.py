"""Half of our own incidents teach with their services known, as the gazetteer knows those of the news."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from classifier.learning import known
from classifier.learning.corpus import OWN, load_corpus
from classifier.learning.known import known_names
from classifier.reading import read
from classifier.systems.candidates import Candidate
from classifier.text.tokens import tokenize

TEXT = "드림페이 포인트 조회 오류\n드림파이낸셜은 5일 드림페이 결제와 '모아샵' 앱이 멈췄다고 밝혔다."
ARTICLE = {
    "id": "own-test-001",
    "incident": "own-test",
    "events": [{"systems": ["드림페이 결제", "드림페이 포인트 조회", "드림파이낸셜 앱"], "operator": "드림파이낸셜"}],
}


def mentions(names: bool) -> list[Candidate]:
    reading = read(TEXT, datetime(2025, 3, 5, 9, tzinfo=UTC), known_names(ARTICLE) if names else None)
    return [system for clause in reading.clauses for system in clause.systems]


@pytest.fixture
def every_incident(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known, "SHARE", 1.0)


def test_articles_of_the_news_and_half_of_ours_are_read_as_they_are() -> None:
    rows = [row for row in load_corpus(own=True) if row["events"]]
    ours = [known_names(row) is not None for row in rows if row["id"].startswith(OWN)]
    assert 0.45 < sum(ours) / len(ours) < 0.55
    assert [known_names(row, 1) is None for row in rows if row["id"].startswith(OWN)] == ours
    assert not any(known_names(row) for row in rows if not row["id"].startswith(OWN))


def test_services_stand_without_the_nouns_that_they_end_in(every_incident: None) -> None:
    names = known_names(ARTICLE)
    assert names is not None
    found = {hit.term.name: hit.term for hit in names.find(TEXT, tokenize(TEXT))}
    assert {name: term.kind for name, term in found.items()} == {"드림페이": "service", "드림파이낸셜": "operator"}
    assert found["드림페이"].operator == "드림파이낸셜"


def test_a_known_name_is_a_service_with_its_operator(every_incident: None) -> None:
    before = [c for c in mentions(names=False) if "드림페이" in c.name]
    after = [c for c in mentions(names=True) if "드림페이" in c.name]
    assert not any(c.named and not c.local for c in before)
    assert after
    assert all(c.named and not c.local and c.operator == "드림파이낸셜" for c in after)


def test_what_is_not_annotated_stays_unknown(every_incident: None) -> None:
    assert any(c.local and c.name == "모아샵" for c in mentions(names=True))
