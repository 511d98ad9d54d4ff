"""How many sources really speak of an outage: the same agency text in many outlets is one.

Near-duplicates are found by MinHash and locality-sensitive hashing over syllable shingles (Broder 1997; the library
datasketch), so that a thousand articles on one outage stay cheap. Whoever printed only the beginning is found by the
beginning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from zlib import crc32

from storage.records import ArticleMention

if TYPE_CHECKING:
    from datasketch import MinHash

SHINGLE = 5  # characters without white space
COPY = 0.45  # resemblance from which two texts are one text, lightly edited
LEAD = 160  # characters without white space: what every partial text has
SAME_LEAD = 0.6  # resemblance of beginnings from which one text is the other, cut
LONGEST = 6_000  # characters compared
_PERMUTATIONS = 128
_RECALL = (0.1, 0.9)  # candidates are verified, so missing one costs more than one too many
_SPACES = re.compile(r"\s+")


def independent_sources(members: Sequence[ArticleMention], texts: Mapping[str, str] | None = None) -> int:
    """Number of sources that do not repeat each other: distinct texts (`text_groups`), but never more than outlets."""
    articles = {member.article_id: member for member in members}
    outlets = {member.publisher or urlsplit(member.url).hostname or member.article_id for member in articles.values()}
    return min(len(set((texts or text_groups(members)).values())), len(outlets))


def text_groups(members: Iterable[ArticleMention]) -> Mapping[str, str]:
    """Article -> the first (in order of publication) of the articles that are one text with it; articles without text are alone."""
    articles = sorted({m.article_id: m for m in members}.values(), key=lambda m: (m.published_at, m.article_id))
    leader = {one.article_id: one.article_id for one in articles}
    texts = [(one.article_id, plain) for one in articles if len(plain := _plain(one.text)) >= SHINGLE]
    if len(texts) < 2:
        return leader
    place = {article: n for n, article in enumerate(leader)}

    def root(article: str) -> str:
        while leader[article] != article:
            article = leader[article]
        return article

    for one, other in _pairs(texts):
        first, second = sorted((root(one), root(other)), key=place.__getitem__)
        leader[second] = first
    return {article: root(article) for article in leader}


def _plain(text: str) -> str:
    """Headline and body without white space; the body alone where there is one, for every outlet has its own headline."""
    headline, _, body = text.partition("\n")
    return _SPACES.sub("", body or headline)[:LONGEST]


def _pairs(texts: Sequence[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    """Articles that are one text: as wholes, or by their beginnings."""
    for cut, alike in ((LONGEST, COPY), (LEAD, SAME_LEAD)):
        sketches = {article: sketch(plain[:cut]) for article, plain in texts}
        yield from _resembling(sketches, alike)


def _resembling(sketches: Mapping[str, MinHash], alike: float) -> Iterable[tuple[str, str]]:
    index = _index(alike)
    for article, drawn in sketches.items():
        for other in sorted(index.query(drawn)):
            if drawn.jaccard(sketches[other]) >= alike:
                yield other, article
        index.insert(article, drawn)


def _index(alike: float) -> Any:
    from datasketch import MinHashLSH  # it brings SciPy: only where there is something to compare

    return MinHashLSH(num_perm=_PERMUTATIONS, params=_bands(alike))


@cache
def _bands(alike: float) -> tuple[int, int]:
    """Bands and rows that miss few of those that resemble so much; finding them is an optimisation of its own."""
    from datasketch import MinHashLSH

    best = MinHashLSH(threshold=alike, num_perm=_PERMUTATIONS, weights=_RECALL)
    return best.b, best.r


@lru_cache(maxsize=2_000)
def sketch(plain: str) -> MinHash:
    """The MinHash of a text's shingles."""
    from datasketch import MinHash

    drawn = MinHash(_PERMUTATIONS, hashfunc=crc32)
    drawn.update_batch(sorted({plain[n : n + SHINGLE].encode() for n in range(max(1, len(plain) - SHINGLE + 1))}))
    return drawn


def resemblance(one: str, other: str) -> float:
    """Estimated Jaccard similarity of two texts, in [0, 1]."""
    return float(sketch(_plain(one)).jaccard(sketch(_plain(other))))
