"""Names in a text: services, operators and generic service nouns, found in one pass whatever their spacing."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from classifier.text.tokens import Token

# What may follow a name inside its word: particles, and the copula. Kept to forms of up to four syllables.
_PARTICLES = re.compile(
    r"(?:(?:에서|에게|에선|에는|에도|에만|으로|까지|부터|마저|조차|처럼|보다|라는|이라는|이란|이나|이라|라며|만의|에의|"
    r"[은는이가을를의에도와과로만랑며나측등])(?:는|은|도|만|의|선)?|였다|이다|입니다|인|들)(?![가-힣A-Za-z0-9])"
)
SHORT = 3  # characters; so short a form spans no space of its own accord (출시한 게임 is no 한게임)
MOST_SPACES = 4  # inside a longer form
_WORD = re.compile(r"[가-힣A-Za-z0-9]")


@dataclass(frozen=True, slots=True)
class Term:
    """A name that the data files know.

    `kind`: `service`, `operator`, `generic` (a service noun such as 홈페이지) or `thing` (never a system). `use` of a
    noun: `plain`, `owned`, `alone` or `function`, as in `nouns.toml`.
    """

    name: str
    kind: str
    operator: str | None = None
    sector: str = ""
    ambiguous: bool = False
    use: str = ""


class Hit(NamedTuple):
    """A term at its place."""

    start: int
    end: int
    term: Term


def squeeze(text: str) -> tuple[str, list[int]]:
    """`text` without white space, each character folded (NFKC, lower case) to one character; and their places."""
    folded: list[str] = []
    places: list[int] = []
    for at, char in enumerate(text):
        if char.isspace():
            continue
        plain = unicodedata.normalize("NFKC", char).lower() if ord(char) > 127 else char.lower()
        folded.append(plain if len(plain) == 1 else char)
        places.append(at)
    return "".join(folded), places


class TermIndex:
    """All surface forms by their first two characters: a lookup per place, the longest form wins."""

    def __init__(self, forms: Iterable[tuple[str, Term]]) -> None:
        self._buckets: dict[str, list[tuple[str, Term, int]]] = defaultdict(list)
        for surface, term in forms:
            form = squeeze(surface)[0]
            spaces = MOST_SPACES if len(form) > SHORT else surface.count(" ")
            self._buckets[form[:2]].append((form, term, spaces))
        for bucket in self._buckets.values():
            bucket.sort(key=lambda entry: -len(entry[0]))

    def find(self, text: str, tokens: Sequence[Token]) -> list[Hit]:
        """Non-overlapping hits in order. A name begins at a word's or a morpheme's start and ends likewise."""
        compact, places = squeeze(text)
        starts = {token.start for token in tokens}
        ends = {token.end for token in tokens}
        hits: list[Hit] = []
        at = 0
        while at < len(compact):
            hit = self._at(text, compact, places, at, starts, ends)
            if hit is None:
                at += 1
                continue
            hits.append(hit[0])
            at += hit[1]
        return hits

    def _at(self, text: str, compact: str, places: list[int], at: int, starts: set[int], ends: set[int]) -> (
        tuple[Hit, int] | None
    ):  # fmt: skip
        bucket = self._buckets.get(compact[at : at + 2]) or self._buckets.get(compact[at])
        if bucket is None or not _begins(text, places[at], starts):
            return None
        for form, term, most in (*bucket, *self._buckets.get(compact[at], ())):
            if compact.startswith(form, at):
                start, end = places[at], places[at + len(form) - 1] + 1
                spaces = end - start - len(form)
                if spaces <= most and "\n" not in text[start:end] and _ends(text, end, ends, form):
                    return Hit(start, end, term), len(form)
        return None


def _begins(text: str, at: int, starts: set[int]) -> bool:
    return at == 0 or at in starts or not _WORD.match(text[at - 1])


def _ends(text: str, at: int, ends: set[int], form: str) -> bool:
    """A form ends at a word's end or before a particle; where it has three syllables or more, also between morphemes."""
    if at >= len(text) or not _WORD.match(text[at]):
        return True
    if form[-1].isascii() and not text[at].isascii():
        return True
    return bool(_PARTICLES.match(text, at)) or (at in ends and len(form) >= 3)
