"""Morphemes with their places in the text: what every later step reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from classifier.text.tagger import build_tagger, morphemes, tagger_name

# MeCab's time grows with the square of a run of digits, letters or marks: so long a run (no word, no address) is cut.
_LONG_RUN = re.compile(r"[^\t\n\r 가-힣]{1000}")


class Token(NamedTuple):
    """One morpheme: `text[start:end] == surface` for taggers that keep the surface (Mecab does). `sort`: of a proper name, 지명 or 인명 as in Mecab's dictionary."""

    surface: str
    tag: str
    start: int
    end: int
    sort: str = ""

    @property
    def is_place(self) -> bool:
        """Whether the dictionary knows it as the name of a place."""
        return self.sort == "지명"


def tokenize(text: str) -> list[Token]:
    """Tokenize with the configured KoNLPy tagger, with character offsets into `text`."""
    tagger = build_tagger(tagger_name())
    tokens: list[Token] = []
    cursor = 0
    for piece in _pieces(text):
        for surface, tag, sort in morphemes(tagger, piece):
            at = text.find(surface, cursor)
            if not surface or at < 0:  # a tagger that rewrites surfaces: keep the morpheme, without a width
                tokens.append(Token(surface, tag, cursor, cursor, sort))
                continue
            cursor = at + len(surface)
            tokens.append(Token(surface, tag, at, cursor, sort))
    return tokens


def _pieces(text: str) -> Iterator[str]:
    """The text, cut behind every thousand characters of an unbroken run without Hangul."""
    start = 0
    for run in _LONG_RUN.finditer(text):
        yield text[start : run.end()]
        start = run.end()
    yield text[start:]
