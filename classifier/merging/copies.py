"""How many sources really speak of an outage: the same agency text in many outlets is one.

Texts are compared by sketches (the smallest hashes of their syllable shingles, Broder 1997), so that a thousand
articles on one outage stay cheap.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit
from zlib import crc32

from storage.records import ArticleMention

SHINGLE = 5  # characters without white space
SKETCH = 128
COPY = 0.45  # resemblance from which two texts are one text, lightly edited or cut
_SPACES = re.compile(r"\s+")


def independent_sources(members: Sequence[ArticleMention]) -> int:
    """Number of sources that do not repeat each other: distinct texts, but never more than distinct outlets."""
    articles = {member.article_id: member for member in members}
    outlets = {member.publisher or urlsplit(member.url).hostname or member.article_id for member in articles.values()}
    texts: list[frozenset[int]] = []
    silent = 0
    for identifier in sorted(articles):
        drawn = sketch(articles[identifier].text)
        if not drawn:
            silent += 1
        elif not any(resemblance(drawn, other) >= COPY for other in texts):
            texts.append(drawn)
    return min(len(texts) + silent, len(outlets))


def sketch(text: str) -> frozenset[int]:
    """The `SKETCH` smallest hashes of the shingles of `text`; empty for a text shorter than one shingle."""
    plain = _SPACES.sub("", text)
    hashes = {crc32(plain[n : n + SHINGLE].encode()) for n in range(len(plain) - SHINGLE + 1)}
    return frozenset(sorted(hashes)[:SKETCH])


def resemblance(one: frozenset[int], other: frozenset[int]) -> float:
    """Estimated Jaccard similarity of the texts behind two sketches, in [0, 1]."""
    joint = sorted(one | other)[:SKETCH]
    return sum(value in one and value in other for value in joint) / max(1, len(joint))
