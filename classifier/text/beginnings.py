"""With which characters a pattern's matches may begin: what lets cues and time rules, of many patterns, look at few places.

Read from the standard library's own parse of the pattern; whatever is not known here counts as "anything", so that a
pattern is at worst tried at too many places.
"""

from __future__ import annotations

import re
import re._constants as op  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterable
from typing import Any, NamedTuple

WIDTH = 2  # characters; a third would cost half a minute at start, for alternations multiply
_DIGIT = re.compile(r"\d")
_SPACE = re.compile(r"[^\S ]")


class Heads(NamedTuple):
    """Beginnings of a piece of a pattern: those `whole`, to which what follows is added, and those that are `cut`."""

    whole: frozenset[str]
    cut: frozenset[str] = frozenset()


_NOTHING = Heads(frozenset({""}))
_ANYTHING = Heads(frozenset(), frozenset({""}))
_CLASSES = {op.CATEGORY_DIGIT: "0", op.CATEGORY_SPACE: " "}
_WITHOUT_WIDTH = {op.ASSERT, op.ASSERT_NOT, op.AT}


def fold(text: str) -> str:
    """`text`, of the same length, with every digit as 0 and all white space as a space: the alphabet of beginnings."""
    return _SPACE.sub(" ", _DIGIT.sub("0", text))


def beginnings(pattern: re.Pattern[str], width: int = WIDTH) -> frozenset[str]:
    """Up to `width` (at most `WIDTH`) folded characters each: every match begins with one of them, a run of digits as one 0.

    >>> sorted(beginnings(re.compile(r"먹통|서\\s?버|\\d{1,2}일(?=째)"), width=2))
    ['0일', '먹통', '서 ', '서버']
    """
    heads = _ANYTHING if pattern.flags & re.IGNORECASE else _of(parser.parse(pattern.pattern, pattern.flags))
    return frozenset(head[:width] for head in heads.whole | heads.cut)


def _of(pieces: Iterable[tuple[Any, Any]]) -> Heads:
    """Heads of one piece after another."""
    heads = _NOTHING
    for code, value in pieces:
        heads = _then(heads, _of_one(code, value))
    return heads


def _then(first: Heads, behind: Heads) -> Heads:
    longer = {_joined(a, b) for a in first.whole for b in behind.whole}
    cut = {_joined(a, b)[:WIDTH] for a in first.whole for b in behind.cut}
    full = {text[:WIDTH] for text in longer if len(text) >= WIDTH}
    return Heads(frozenset(text for text in longer if len(text) < WIDTH), first.cut | cut | full)


def _joined(first: str, behind: str) -> str:
    """The one behind the other; of digits that follow each other only the first counts."""
    return first + behind.lstrip("0") if first.endswith("0") else first + behind


def _either(choices: Iterable[Heads]) -> Heads:
    wholes, cuts = zip(*choices, strict=True)
    return Heads(frozenset().union(*wholes), frozenset().union(*cuts))


def _of_one(code: Any, value: Any) -> Heads:
    if code is op.LITERAL:
        return Heads(frozenset({fold(chr(value))}))
    if code is op.IN:
        return _either(_of_member(*member) for member in value)
    if code is op.BRANCH:
        return _either(_of(choice) for choice in value[1])
    if code is op.SUBPATTERN and not value[1]:  # without flags of its own
        return _of(value[3])
    if code in {op.MAX_REPEAT, op.MIN_REPEAT}:
        return _repeated(*value)
    return _NOTHING if code in _WITHOUT_WIDTH else _ANYTHING


def _of_member(code: Any, value: Any) -> Heads:
    """A member of a character class."""
    if code is op.RANGE and value[1] - value[0] < 64:
        return Heads(frozenset(fold(chr(n)) for n in range(value[0], value[1] + 1)))
    if code is op.CATEGORY and value in _CLASSES:
        return Heads(frozenset({_CLASSES[value]}))
    return _of_one(code, value) if code is op.LITERAL else _ANYTHING


def _repeated(least: int, most: int, piece: Any) -> Heads:
    once = _of(piece)
    heads = _NOTHING
    for _ in range(min(least, WIDTH)):
        heads = _then(heads, once)
    for _ in range(min(most - least, WIDTH)):
        heads = _either([heads, _then(heads, once)])
    return heads
