"""Morphemes with their places in the text: what every later step reads."""

from __future__ import annotations

from dataclasses import dataclass

from classifier.text.tagger import build_tagger, tagger_name


@dataclass(frozen=True, slots=True)
class Token:
    """One morpheme: `text[start:end] == surface` for taggers that keep the surface (Mecab does)."""

    surface: str
    tag: str
    start: int
    end: int


def tokenize(text: str) -> list[Token]:
    """Tokenize with the configured KoNLPy tagger, with character offsets into `text`."""
    tokens: list[Token] = []
    cursor = 0
    for surface, tag in build_tagger(tagger_name()).pos(text):
        at = text.find(surface, cursor)
        if not surface or at < 0:  # a tagger that rewrites surfaces: keep the morpheme, without a width
            tokens.append(Token(surface, tag, cursor, cursor))
            continue
        cursor = at + len(surface)
        tokens.append(Token(surface, tag, at, cursor))
    return tokens
