"""The incremental form of merging ends where merging everything ends, whatever came, changed or went."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.merge import merge
from classifier.merging.accounts import account
from classifier.merging.affected import Member, affected, reach
from storage.records import ArticleMention, MergedEvent, OutageMention, Ruling
from tests.classifier.test_merge import SEOUL, gold

Partition = dict[frozenset[Member], MergedEvent]
BEGIN = datetime(2023, 10, 1, 9, tzinfo=SEOUL)
SYSTEMS = (
    "카카오톡",
    "카카오페이",
    "카카오",
    "정부24",
    "정부24 앱",
    "인터넷",
    "KT 인터넷",
    "KT 올레tv",
    "올레tv",
    "모바일 뱅킹",
)
OPERATORS = (None, None, "카카오", "KT", "행정안전부")


class InMemory:
    """A record without a database."""

    def __init__(self, mentions: Sequence[ArticleMention], events: Iterable[MergedEvent]) -> None:
        self.mentions = {(one.article_id, one.index): one for one in mentions}
        self.groups = [frozenset(event.members) for event in events]

    def near(self, first: date, last: date) -> list[ArticleMention]:
        reaches = [(one, reach([account(one)])) for one in self.mentions.values()]
        return [one for one, (begin, end) in reaches if begin <= last and end >= first]

    def homes(self, members: Iterable[Member]) -> list[frozenset[Member]]:
        wanted = set(members)
        return [found for found in self.groups if found & wanted]

    def exactly(self, members: Iterable[Member]) -> list[ArticleMention]:
        return [self.mentions[member] for member in members if member in self.mentions]

    def ruled(self, members: Iterable[Member]) -> list[ArticleMention]:
        return []


def updated(before: list[MergedEvent], now: list[ArticleMention], articles: set[str]) -> tuple[list[MergedEvent], int]:
    """Events after articles changed, and how many mentions were merged for it."""
    record = InMemory(now, before)
    homes = [event for event in before if any(article in articles for article, _ in event.members)]
    start = [one for one in now if one.article_id in articles]
    start += [record.mentions[m] for event in homes for m in event.members if m in record.mentions]
    again = affected(start, record)
    touched = {(one.article_id, one.index) for one in again}
    kept = [e for e in before if e not in homes and not touched & set(e.members)]
    return [*kept, *merge(again)], len(again)


def as_partition(events: Iterable[MergedEvent]) -> Partition:
    return {frozenset(event.members): event for event in events}


def some_mentions(rng: random.Random, count: int) -> list[ArticleMention]:
    """Mentions that often meet: few names, few days, vague and exact starts."""
    made = []
    for n in range(count):
        published = BEGIN + timedelta(hours=rng.randrange(24 * 60))
        began = published - timedelta(hours=rng.randrange(24 * 9))
        grain = rng.choice((None, 4, 7, 10, 10, 10, 13, 16))
        ended = began + timedelta(hours=rng.randrange(1, 200))
        mention = OutageMention(
            systems=tuple(rng.sample(SYSTEMS, rng.randint(1, 2))),
            operator=rng.choice(OPERATORS),
            role=rng.choice(("main", "main", "background")),
            started_at=began.isoformat()[:grain] if grain else None,
            ended_at=ended.isoformat()[:13] if rng.random() < 0.3 else None,
            status=rng.choice(("ongoing", "partial", "restored", "unknown")),
            cause=rng.choice(("fire", "software", "third_party", "unknown")),
            confidence=0.8,
        )
        article = f"a{n // 2}" if rng.random() < 0.4 else f"b{n}"
        index = sum(one.article_id == article for one in made)
        when = next((one.published_at for one in made if one.article_id == article), published)
        made.append(ArticleMention(article, index, mention, f"https://{article}.example", article, when))
    return made


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.integers(2, 45))
def test_whatever_arrives_in_whatever_order_the_state_is_that_of_merging_everything(seed: int, count: int) -> None:
    rng = random.Random(seed)  # noqa: S311
    everything = some_mentions(rng, count)
    articles = sorted({one.article_id for one in everything})
    rng.shuffle(articles)
    events: list[MergedEvent] = []
    seen: set[str] = set()
    while articles:
        fresh = {articles.pop() for _ in range(min(len(articles), rng.randint(1, 4)))}
        seen |= fresh
        now = [one for one in everything if one.article_id in seen]
        events, _ = updated(events, now, fresh)
        assert as_partition(events) == as_partition(merge(now))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.integers(4, 40))
def test_what_is_read_anew_or_goes_leaves_nothing_behind(seed: int, count: int) -> None:
    rng = random.Random(seed)  # noqa: S311
    before = some_mentions(rng, count)
    other = some_mentions(rng, count)
    changed = set(rng.sample(sorted({one.article_id for one in before}), 2))
    now = [one for one in before if one.article_id not in changed]
    now += [one for one in other if one.article_id in changed and rng.random() < 0.7]
    now = [
        one
        for n, one in enumerate(now)
        if (one.article_id, one.index) not in {(m.article_id, m.index) for m in now[:n]}
    ]
    events, _ = updated(merge(before), now, changed)
    assert as_partition(events) == as_partition(merge(now))


def test_one_more_article_of_the_corpus_touches_few_others() -> None:
    mentions = gold()
    articles = sorted({one.article_id for one in mentions})
    for article in articles[:: len(articles) // 12]:
        before = merge(one for one in mentions if one.article_id != article)
        events, touched = updated(before, mentions, {article})
        assert as_partition(events) == as_partition(merge(mentions))
        assert touched < len(mentions) / 2


def test_a_ruling_outranks_the_machine_and_the_last_one_counts() -> None:
    day = "2023-11-24T09"
    told = [
        ArticleMention(name, 0, OutageMention((system,), started_at=day, confidence=0.9), f"https://{name}.example", name,
                       datetime(2023, 11, 24, 12, n, tzinfo=SEOUL))
        for n, (name, system) in enumerate([("a", "정부24"), ("b", "정부24"), ("c", "카카오톡"), ("d", "정부24")])
    ]  # fmt: skip
    a, b, c = (frozenset({(name, 0)}) for name in "abc")

    def parts(*rulings: Ruling) -> list[str]:
        return sorted("".join(sorted(article for article, _ in event.members)) for event in merge(told, rulings))

    assert parts() == ["abd", "c"]
    assert parts(Ruling(True, a, c)) == ["abcd"]
    assert parts(Ruling(False, a, b)) == ["ad", "b", "c"]
    assert parts(Ruling(True, a, c), Ruling(False, a | b, c)) == ["abd", "c"]
    assert parts(Ruling(False, a, b), Ruling(True, a, b)) == ["abd", "c"]
