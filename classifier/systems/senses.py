"""Which sense a word has here: 다음 is a portal or the next day, 라인 a messenger or an assembly line.

A short name that is an ordinary word too (`ambiguous` in the gazetteer) counts only where the article shows that the service is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from classifier.systems.phrases import phrase_words
from classifier.systems.terms import SHORT, Hit
from classifier.text.lists import BETWEEN, BRACKET
from classifier.text.quotes import CLOSING, OPENING
from classifier.text.tokens import Token

LONGEST_LINK = 12  # characters between two names of one list
_LISTED = re.compile(rf"{BRACKET}[{CLOSING}]?(?:{BETWEEN})[{OPENING}]?")
_TICKER = re.compile(r":\s?[A-Z]")  # (NYSE:LUV): the place where a share is traded
_PUBLIC = frozenset({"agency", "ministry", "local_government"})  # whose names end those of others
_OTHER_NAME = re.compile(r"\([^()\n]{0,20}(?:옛|구|전|현|이전)\s?$")
_NUMBER = re.compile(r"\d[만천백억]?$")
_LATIN = re.compile(r"\([A-Za-z]")


def in_sense(text: str, tokens: Sequence[Token], hits: Sequence[Hit]) -> list[Hit]:
    """The hits without those whose words mean something else; hits are in order and stay so."""
    words = _Words(text, tokens, hits)
    shown = set(words.shown())
    return [hit for hit in hits if words.meant(hit, shown)]


def is_other_name(text: str, hit: Hit) -> bool:
    """Whether a hit only tells how what stands before it was or is called: 엑스(옛 트위터)."""
    closed = text[hit.end : hit.end + 1] == ")"
    return closed and _OTHER_NAME.search(text, max(0, hit.start - 24), hit.start) is not None


class _Words:
    """A text with its known names, what stands beside each, and what else is named."""

    def __init__(self, text: str, tokens: Sequence[Token], hits: Sequence[Hit]) -> None:
        self.text = text
        self.hits = hits
        self.by_start = {token.start: token for token in tokens}
        sure = [hit for hit in hits if hit.term.kind in {"service", "operator"} and not self._doubtful(hit)]
        self.name_ends = {hit.end for hit in sure}
        self.name_starts = {hit.start for hit in sure}
        self.operators = {hit.term.operator for hit in sure} - {None}
        self.sectors = {hit.term.sector for hit in sure}
        self.noun_ends = {hit.end for hit in hits if hit.term.kind == "generic"}
        self.noun_starts = {hit.start for hit in hits if hit.term.kind == "generic"}

    def _doubtful(self, hit: Hit) -> bool:
        """Whether so short a name may be a word like any other."""
        return hit.term.ambiguous and hit.end - hit.start <= SHORT

    def shown(self) -> Iterator[str]:
        """Services that the article shows to be meant, at one of their mentions at least."""
        for hit in self.hits:
            if hit.term.ambiguous and (not self._doubtful(hit) or self._shows(hit)):
                yield hit.term.name

    def meant(self, hit: Hit, shown: set[str]) -> bool:
        """Whether a hit is what its term says."""
        if hit.term.kind == "generic":
            return not self._is_counted(hit)
        if _TICKER.match(self.text, hit.end) or is_other_name(self.text, hit) or self._is_works(hit):
            return False
        # 방역패스, 아이폰X, 정기국회, 다람경찰청
        if self._inside(hit) and (hit.term.ambiguous or hit.term.sector in _PUBLIC):
            return False
        return not self._doubtful(hit) or (hit.term.name in shown and not self._determines(hit))

    def _is_counted(self, hit: Hit) -> bool:
        """Whether a noun stands right behind the number of such things: 2만52회선."""
        return _NUMBER.search(self.text, max(0, hit.start - 3), hit.start) is not None

    def _is_works(self, hit: Hit) -> bool:
        """Whether a 공사 that stands apart is works (도로 공사) and no corporation (도로공사)."""
        return self.text.endswith(" 공사", hit.start, hit.end)

    def _inside(self, hit: Hit) -> bool:
        """Whether something stands right before it in one word."""
        return hit.start > 0 and self.text[hit.start - 1].isalnum()

    def _determines(self, hit: Hit) -> bool:
        """Whether a word such as 다음 only says which: 다음 달, where 다음 카페 is a service."""
        if self.text[hit.start : hit.end] not in phrase_words().not_part or self.text[hit.end : hit.end + 1] != " ":
            return False
        token = self.by_start.get(hit.end + 1)
        return token is not None and token.tag.startswith("NN") and token.start not in self.noun_starts

    def _shows(self, hit: Hit) -> bool:
        if self._inside(hit) or self._determines(hit):
            return False
        return (
            self._marked(hit)
            or self._beside(hit)
            or hit.term.operator in self.operators
            or (hit.term.kind == "service" and hit.term.sector in self.sectors)
        )

    def _marked(self, hit: Hit) -> bool:
        """Whether it is written as names are: in quotation marks, with Latin letters behind it."""
        before, behind = self.text[hit.start - 1 : hit.start], self.text[hit.end : hit.end + 1]
        return bool(before and before in OPENING and behind and behind in CLOSING) or bool(
            _LATIN.match(self.text, hit.end)
        )

    def _beside(self, hit: Hit) -> bool:
        """Whether a noun for what it is or does stands beside it, or a sure name in one list with it."""
        at = hit.start
        while at > 0 and self.text[at - 1] in f" {OPENING}":
            at -= 1
        end = hit.end
        while self.text[end : end + 1] and self.text[end] in f" {CLOSING}":
            end += 1
        if (at < hit.start and at in self.noun_ends) or (end > hit.end and end in self.noun_starts):
            return True
        listed = _LISTED.match(self.text, hit.end)
        if listed is not None and listed.end() in self.name_starts:
            return True
        near = range(max(0, hit.start - LONGEST_LINK), hit.start + 1)
        return any(_LISTED.fullmatch(self.text, end, hit.start) for end in near if end in self.name_ends)
