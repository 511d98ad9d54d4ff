"""Noun phrases of a sentence as far as names of services need them: how far one reaches to the left and to the right."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from classifier.systems.names import name_forms
from classifier.systems.terms import Hit
from classifier.text.lists import BETWEEN, BRACKET
from classifier.text.quotes import CLOSING, OPENING
from classifier.text.sentences import Span
from classifier.text.tokens import Token

LONGEST_NAME = 40  # characters; anything longer is a description
LONGEST_SIBLING = 16
LEAST_BODY = 60  # characters behind the headline that would name a service again
NAME_END = ("NNG", "NNP", "SL", "SN", "NR", "XSN", "XR")  # tags with which a name may end
_NOUNISH = ("NN", "SL", "SN", "XPN", "XSN", "SH", "XR")
_MARKS = " ·ㆍ/-"
_PARTED = re.compile(r"(?:^|\+)(?:J|E[CFP]|VC)")  # particles and endings that close a word
_LISTED = re.compile(rf"{BRACKET}(?:{BETWEEN})")
_LIST_END = re.compile(rf"(?:{BETWEEN})['‘\"“]?$")


class PhraseWords(BaseModel):
    """The packaged `phrases.toml`: words that no name holds, endings of names of organisations, and what makes one ordinary."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    not_part: frozenset[str]
    organisation: tuple[str, ...]
    ordinary: frozenset[str]


@cache
def phrase_words() -> PhraseWords:
    """The packaged words, read once per process. Raises `pydantic.ValidationError` for a misspelt key."""
    path = Path(__file__).with_suffix(".toml")
    return PhraseWords.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))


@cache
def _organisation() -> re.Pattern[str]:
    return re.compile(rf"[가-힣A-Za-z0-9&]{{1,14}}(?:{'|'.join(phrase_words().organisation)})(?=의?\s)")


def tidy(phrase: str) -> str:
    """A phrase as a name: without brackets' content, quotation marks, the particle 의, and doubled spaces."""
    phrase = _QUOTES.sub("", _REMARK.sub("", phrase))
    phrase = _OF.sub("", phrase)
    for long, short in name_forms().written.items():
        phrase = phrase.replace(long, short)
    return _NEEDLESS.sub(" ", phrase.strip(_MARKS + ",")).strip()


_REMARK = re.compile(r"\([^()]{0,20}\)")
_QUOTES = re.compile(rf"[{OPENING}{CLOSING}]")
_OF = re.compile(r"(?<=[가-힣A-Za-z0-9])(?<![강회문동협논심결합])의(?=\s)")
_NEEDLESS = re.compile(r"^(?:의|측|들의)\s|\s{2,}")


@lru_cache(maxsize=20_000)
def ending_of(name: str) -> str:
    """How the name of an organisation ends, by the longest ending that is known: 저축은행 of 해솔저축은행. Empty for any other name."""
    return max((end for end in phrase_words().organisation if name.endswith(end)), key=len, default="")


def is_ordinary(prefix: str) -> bool:
    """Whether an ending of names behind these words makes an ordinary compound: 시중 (은행), 고객 (센터)."""
    ordinary = phrase_words().ordinary
    return prefix in ordinary or any(prefix.endswith(word) for word in ordinary if len(word) > 1)


def is_echoed(text: str, quoted: str, start: int, title_end: int) -> bool:
    """Whether a quotation in the headline is taken up by the body, as names are; any other quotation is."""
    return start >= title_end or len(text) - title_end < LEAST_BODY or text.find(quoted, title_end) >= 0


class SentenceWords:
    """One sentence with its morphemes and the gazetteer's hits in it."""

    def __init__(
        self, text: str, sentence: Span, tokens: Sequence[Token], hits: Sequence[Hit], barred: AbstractSet[int]
    ) -> None:
        self.text = text
        self.sentence = sentence
        self.hits = hits
        self.barred = barred
        self._by_end = {token.end: token for token in tokens}
        self._by_start = {token.start: token for token in tokens}
        self._hit_by_end = {hit.end: n for n, hit in enumerate(hits)}
        self._hit_by_start = {hit.start: hit for hit in hits}

    def phrase_before(self, n: int) -> tuple[int, list[int]]:
        """Where the noun phrase that ends in hit `n` begins, and the numbers of the hits inside it, nearest first."""
        start = self.hits[n].start
        parts: list[int] = []
        while (gap := self._gap_before(start)) is not None and self.hits[n].end - gap <= LONGEST_NAME:
            m = self._hit_by_end.get(gap)
            if m is not None and m < n:
                if self._is_list(gap, start, self.hits[m], self.hits[n], parts):
                    break
                parts.append(m)
                start = self.hits[m].start
                if self.hits[m].term.kind != "generic":
                    break
                continue
            token = self._by_end.get(gap)
            if token is None or not self._names(token) or self._ends_list(gap, start, self.hits[n]):
                break
            start = token.start
        return self._whole_word(start), parts

    def _whole_word(self, start: int) -> int:
        """Where the word begins that a name would cut: 새벌경찰서, of which the tagger knows 경찰서. A particle or an ending parts the two."""
        at, floor = start, max(self.sentence.start, start - LONGEST_NAME)
        while at > floor and self.text[at - 1].isalnum():
            token = self._by_end.get(at)
            if token is None or token.start in self.barred or _PARTED.search(token.tag):
                return start
            at = token.start
        return at

    def organisation(self, start: int, phrase: str) -> tuple[str | None, str]:
        """The organisation that a phrase of the text begins with, by the ending of its name, and the rest: 해솔대 | 수강신청 사이트.

        None of a word that only sounds like one (민원 창구, 차세대 시스템) and of an ordinary compound (고객센터 앱).
        """
        match = _organisation().match(phrase)
        if match is None or not self._is_name(self.text.find(match[0], start, self.sentence.end), match[0]):
            return None, phrase
        return match[0], phrase[match.end() :].removeprefix("의").strip()

    def _is_name(self, start: int, name: str) -> bool:
        """Whether the tagger knows a word as a proper name, or sees the ending of an organisation's name as a part of it."""
        ending = ending_of(name)
        if is_ordinary(name.removesuffix(ending)):
            return False
        first = self._by_start.get(start)
        if first is not None and first.tag == "NNP" and first.end == start + len(name):
            return True
        part = start + len(name) - len(ending)
        return part > start and part in self._by_start

    def repeats(self, n: int) -> bool:
        """Whether hit `n` only abbreviates the noun before it: 홈트레이딩시스템(HTS)."""
        hit = self.hits[n]
        before, behind = self.text[hit.start - 1 : hit.start], self.text[hit.end : hit.end + 1]
        return before == "(" and behind == ")" and hit.start - 1 in self._hit_by_end

    def is_use(self, n: int) -> bool:
        """Whether hit `n` is what one does with the system right before it: 로그인 of MTS 로그인."""
        if n == 0 or self.hits[n].term.use != "function":
            return False
        system = self.hits[n - 1]
        return system.term.use in {"plain", "owned"} and self.text[system.end : self.hits[n].start] == " "

    def _is_list(self, gap: int, start: int, one: Hit, last: Hit, between: Sequence[int]) -> bool:
        """MTS·HTS are two systems, and so are 메일·카페; 예약·발권 시스템 is one."""
        if not self._marked(gap, start):
            return False
        if one.term.kind == "service":
            return start == last.start  # 네이버 메일·카페
        if one.term.kind != "generic":
            return False
        return one.term.use != "function" or (last.term.use == "function" and not between)

    def _ends_list(self, gap: int, start: int, last: Hit) -> bool:
        """Whether a noun stands alone behind a mark: 모바일·IPTV."""
        return start == last.start and last.term.use != "plain" and self._marked(gap, start)

    def _marked(self, gap: int, start: int) -> bool:
        """Whether a mark parts two words, and not only the words of a remark in brackets."""
        between = self.text[gap:start]
        return "(" not in between and any(mark in between for mark in "·ㆍ/")

    def operators_before(self, n: int) -> list[int]:
        """Operators that stand in one list before hit `n`, which is one too, nearest first."""
        listed: list[int] = []
        while n > 0 and self.hits[n - 1].term.kind == "operator" and self._separated(n - 1, n):
            n -= 1
            listed.append(n)
        return listed

    def _separated(self, n: int, m: int) -> bool:
        return bool(_LISTED.fullmatch(self.text, self.hits[n].end, self.hits[m].start))

    def _gap_before(self, start: int) -> int | None:
        """Where the word before `start` ends, if only a space, a hyphen-like mark, 의, or a bracket stands between."""
        text, floor = self.text, self.sentence.start
        at = start
        while at > floor and text[at - 1] in _MARKS:
            at -= 1
        if floor < at < start and text[at - 1] in CLOSING:
            at -= 1
        last = self._by_end.get(at)
        if at - 1 > floor and text[at - 1] == "의" and at < start and last is not None and last.tag.startswith("JKG"):
            at -= 1
        if at > floor and text[at - 1] == ")":
            opening = text.rfind("(", max(floor, at - 22), at)
            at = opening if opening > floor else at
        return at if floor < at else None

    def phrase_from(self, start: int) -> Span | None:
        """The noun phrase that begins at `start`, None where none does."""
        end = start
        at = start
        while end - start <= LONGEST_SIBLING:
            token = self._by_start.get(at)
            if token is None or not self._names(token):
                break
            end = token.end
            at = end + 1 if self.text[end : end + 1] == " " else end
        return Span(start, end) if 2 <= end - start <= LONGEST_SIBLING else None

    def phrase_listed_before(self, start: int) -> Span | None:
        """The noun phrase before `start` in one list with what begins there: 뉴스, | 쇼핑."""
        floor = max(self.sentence.start, start - 4)
        gap = _LIST_END.search(self.text, floor, start)
        if gap is None or gap.start() <= self.sentence.start:
            return None
        end = at = gap.start()
        begin = at
        while end - begin <= LONGEST_SIBLING:
            token = self._by_end.get(at)
            if token is None or not self._names(token):
                break
            begin = token.start
            at = begin - 1 if self.text[begin - 1 : begin] == " " else begin
        begin = self._whole_word(begin) if begin < end else begin
        return Span(begin, end) if 2 <= end - begin <= LONGEST_SIBLING else None

    def nounish(self, start: int, end: int) -> bool:
        """Whether `[start, end)` is made of nouns and marks alone."""
        at = start
        while at < end:
            token = self._by_start.get(at)
            barred = token is not None and token.start in self.barred
            if token is None or barred or not token.tag.startswith((*_NOUNISH, "S", "MM", "JKG")):
                return False
            at = token.end + (self.text[token.end : token.end + 1] == " ")
        return True

    def _names(self, token: Token) -> bool:
        """Whether a morpheme may be part of a name."""
        return (
            token.tag.startswith(_NOUNISH)
            and not token.tag.startswith("NNB")
            and token.surface not in phrase_words().not_part
            and token.start not in self.barred
        )

    def introduced(self, start: int, end: int) -> bool:
        """Whether a quotation is named by a noun before it (앱 '○○') or behind it ('○○' 홈페이지), owned (한빛의 '○○') or said to do something (서류를 떼는 '○○')."""
        before = start - 1 if self.text[start - 1 : start] == " " else start
        token = self._by_end.get(before)
        if token is not None and (token.tag.startswith("NN") or token.tag.endswith(("JKG", "ETM"))):
            return True
        behind = end + 1 if self.text[end : end + 1] == " " else end
        hit = self._hit_by_start.get(behind)
        return hit is not None and hit.term.kind == "generic"
