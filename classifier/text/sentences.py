"""Sentences and clauses as spans: the passages that cues, systems and times are related in."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from typing import Any, Generic, NamedTuple, TypeVar

from classifier.text.tokens import Token

# A full stop ends a sentence where white space follows, closing marks included; decimals and addresses do not.
_STOP = re.compile(r"[.?!…]{1,4}[\"'”’)\]]{0,3}(?=\s)|\n")
# Connective endings (Mecab tag EC) after which a Korean sentence tells the next thing.
_CONNECTIVES = (
    "고", "며", "으며", "지만", "으나", "나", "는데", "은데", "ㄴ데", "은지", "다가", "면서", "으면서", "자",
)  # fmt: skip


class Span(NamedTuple):
    """Half-open character range."""

    start: int
    end: int


T = TypeVar("T")
_start: Callable[[Any], int] = attrgetter("start")


class InOrder(Generic[T]):
    """Things in order of their places, to be asked again and again for those that begin inside a span."""

    def __init__(self, found: Sequence[T], key: Callable[[Any], int] = _start) -> None:
        self._found = tuple(found)
        self._starts = list(map(key, found))

    def starting_in(self, span: Span) -> tuple[T, ...]:
        """Those that begin inside a span."""
        first = bisect_left(self._starts, span[0])
        return self._found[first : bisect_left(self._starts, span[1], first)]

    def any_in(self, span: Span) -> bool:
        """Whether one of them begins inside a span."""
        first = bisect_left(self._starts, span[0])
        return first < len(self._starts) and self._starts[first] < span[1]


def split(text: str) -> list[Span]:
    """Sentences of `text`, without surrounding white space; a line break always ends one."""
    spans: list[Span] = []
    start = 0
    for stop in _STOP.finditer(text):
        _add(spans, text, start, stop.end())
        start = stop.end()
    _add(spans, text, start, len(text))
    return spans


def _add(spans: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    right = end - (len(piece) - len(piece.rstrip()))
    if left < right:
        spans.append(Span(left, right))


def clauses(sentence: Span, tokens: Sequence[Token]) -> Iterator[Span]:
    """Cut a sentence after its connective endings. `tokens`: the morphemes of that sentence."""
    start = sentence.start
    for (surface, tag, _, end, _), following in itertools.pairwise(tokens):
        if (
            tag.endswith("EC")
            and surface.endswith(_CONNECTIVES)
            and (following.start > end or following.surface == ",")
        ):
            cut = following.start if following.surface != "," else following.end
            yield Span(start, cut)
            start = cut
    if start < sentence.end:
        yield Span(start, sentence.end)
