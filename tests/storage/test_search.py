"""Words are found whatever their length, on both databases alike, and the index follows the articles."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import fulltext, queries, search
from storage.store import Store
from tests.storage.stories import NOW, PUBLISHED, article, event, mention, told

TEXTS = {
    1: "행정전산망 장애가 이어졌다.",
    2: "장애인의 날 행사가 열렸다. KT 사옥에서.",
    3: "전산 작업 중 망이 끊겼다. 100% 복구했다.",
    4: "kt 인터넷이 13:57부터 멈췄다.",
}
ASKED = [
    ("장애", "21"), ("전산망", "1"), ("행정 장애", "1"), ("전산", "31"), ("망", "31"), ("KT", "42"), ("kt 인터넷", "4"), ("13:57", "4"),
    ("산망", "1"), ("인터", "4"), ("없는말", ""), ("장애 OR 전산", ""), ('"장애', "21"), ("NEAR(장애)", ""), ("*", ""), ("'", ""), ("(", ""),
    ("100%", "3"), ("장애*", "21"), ("words:장애", ""),
]  # fmt: skip


@pytest.fixture
def filled(store: Store) -> Store:
    for n, body in TEXTS.items():
        store.save_article(article(n, body, headline="제목"))
    return store


def found(store: Store, text: str, **asked: Any) -> str:
    with store.reading() as session:
        return "".join(one.article.url[-1] for one in queries.articles(session, text=text, **asked))


def test_words_are_found_newest_first(filled: Store) -> None:
    assert [(text, found(filled, text)) for text, _ in ASKED] == ASKED


def test_words_go_with_other_filters(filled: Store) -> None:
    assert found(filled, "장애", publisher="신문1") == "1"
    assert found(filled, "장애", relevance="report") == ""
    assert found(filled, "장애", since=PUBLISHED + timedelta(hours=2)) == "2"
    assert found(filled, "장애", until=PUBLISHED + timedelta(hours=2)) == "1"
    assert found(filled, "전산", limit=1, offset=1) == "1"
    assert found(filled, "전산", limit=None) == "31"


def test_the_index_follows_the_text_and_its_time(filled: Store) -> None:
    filled.save_article(article(1, "고친 글에는 다른 말이 있다.", headline="제목"))
    assert (found(filled, "행정"), found(filled, "다른")) == ("", "1")
    later = PUBLISHED + timedelta(hours=9)
    filled.save_article(article(2, TEXTS[2], headline="제목", published_at=later))
    filled.save_article(article(1, TEXTS[1], headline="제목"))
    assert found(filled, "장애") == "21"
    assert found(filled, "장애", since=later) == "2"


@pytest.mark.parametrize("few", [5_000, 0])
def test_outages_are_found_by_what_their_articles_say(store: Store, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "FEW", few)
    a, b, c = told(store, [mention()], [mention(), mention()], [])
    store.save_events([event((a, 0), (b, 0)), event((b, 1), operator="가나", started_at="2023-11-23")], now=NOW)
    with store.reading() as session:
        assert [len(one.urls) for one in queries.events(session, text="민원서류")] == [2, 1]
        assert [len(one.urls) for one in queries.events(session, text="민원서류", offset=1, limit=1)] == [1]
        assert queries.events(session, text="민원서류 없는말") == []
        assert queries.events(session, text="?!") == []
    assert c


@given(st.text(max_size=60))
def test_any_text_can_be_indexed_and_asked_for(told_text: str) -> None:
    kept = fulltext.words(told_text)
    for phrase in fulltext.phrases(told_text):
        assert not set(phrase) & set("\"'():&|!<>-")
        assert phrase.removesuffix("*") in kept or len(phrase) > 1
