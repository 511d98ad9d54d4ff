"""Names that only this article knows: a service or company that it introduces (배달앱 '한끼번쩍') is found wherever it is named.

A name is introduced in quotation marks beside a service noun, right behind a noun for what it is, by the ending of a
company's name, or by a headline that the body takes up. What is introduced once counts like a gazetteer's term.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from itertools import chain, islice
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from classifier.systems.lexicon import nouns
from classifier.systems.phrases import NAME_END, is_echoed, is_ordinary, phrase_words
from classifier.systems.senses import is_other_name
from classifier.systems.terms import PARTICLES, Hit, Term, beside, squeeze
from classifier.text.lists import SEPARATED
from classifier.text.quotes import CLOSING, OPENING
from classifier.text.tokens import Token

SHORTEST, LONGEST = 2, 12  # characters of a name without quotation marks
LEAST_SUBJECT = 3  # characters of a quoted word of which something is said
FARTHEST = 40  # characters from it to the word that says that it failed
MOST = 24  # names of one article: a list of thousands is no article
_WORD = re.compile(
    r"(?<![가-힣A-Za-z0-9])[가-힣A-Za-z][가-힣A-Za-z0-9]++(?![.·]\d)"
)  # 호선 of 2호선 is none, nor 제주4 of 제주4.3
_QUOTED = re.compile(rf"[{OPENING}]([가-힣A-Za-z0-9][^{CLOSING}‘“\n.?!,…]{{1,15}})[{CLOSING}]")
_BEHIND = re.compile(
    r"(?: 등(?: (?:주요|일부|여러|인기))?)?의? ?"
)  # between a quotation and the noun behind it: '○○' 앱, '○○'의 앱, '○○' 등 주요 게임
_NUMBERED = re.compile(r"[가-힣]{2,5}\d{2}")  # as 오늘24 is made
_SUBJECT = re.compile(r"(?:이|가|은|는|도|에|에서|에서는|에서도)(?=\s)")  # behind a quotation
_GAP = re.compile(r"(?:\([^()\n]{1,20}\))?(?:\s?인)?\s?$")
_GAP_AHEAD = re.compile(r"(?:\([^()\n]{1,20}\))?(?:\s?인(?=\s))?\s?")
_NO_BEGINNING = ("V", "E", "J", "MM", "NP", "NR", "IC", "XS")
# Behind a person's name.
_TITLE = re.compile(
    r"\s?(?:기자|특파원|앵커|리포터|아나운서|논설위원|씨|군|양|의원|교수|변호사|감독|선수)(?![가-힣]{2})"
)
_TAIL = ("J", "VCP", "EF", "EC")
SHORT_LATIN = 3  # Latin letters that are an abbreviation of anything: PC, TV, km
_PLAIN = ("NNG", "NNB", "NR", "NP", "MAG", "MM", "XPN", "XSN", "SN")


class LocalWords(BaseModel):
    """The packaged `local.toml`: nouns before a name, endings of companies, and what sounds like a name but is none.

    `others`: nouns before names of storms, works and persons.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    heads: frozenset[str]
    company: tuple[str, ...]
    ordinary: frozenset[str]
    places: tuple[str, ...]
    others: tuple[str, ...]


@cache
def local_words() -> LocalWords:
    """The packaged words, read once per process. Raises `pydantic.ValidationError` for a misspelt key."""
    path = Path(__file__).with_suffix(".toml")
    return LocalWords.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))


class _Words:
    """The words of a text by their stems and its quotations, with the morphemes, the known names and the event words in their way."""

    def __init__(self, text: str, tokens: Sequence[Token], hits: Sequence[Hit], barred: AbstractSet[int]) -> None:
        self.text = text
        self.tokens = tokens
        self.starts = [token.start for token in tokens]
        self.begins = set(self.starts)
        heads = local_words().heads
        self.heads = {token.end for token in tokens if token.surface in heads}
        self.heads |= {hit.end for hit in hits if hit.term.kind == "generic"}
        self.generic_starts = {hit.start for hit in hits if hit.term.kind == "generic"}
        self.known = {hit.start: hit for hit in hits if hit.term.kind in {"service", "operator", "thing"}}
        self.barred = barred
        self.quotations = list(_QUOTED.finditer(text))
        self.quoted = {match[1] for match in self.quotations}
        self.places: defaultdict[str, list[int]] = defaultdict(list)
        for word in _WORD.finditer(text):
            start = word.start()
            for stem in _stems(word[0]):
                self.places[stem].append(start)

    def stem_at(self, start: int) -> str | None:
        """The likeliest name that begins here: the stem that most words share; of equals the one that the tagger sees."""
        word = _WORD.match(self.text, start)
        if word is None:
            return None
        stems = [stem for stem in _stems(word[0]) if len(stem) <= LONGEST]
        seen = start + len(word[0])
        for token in reversed(self.of(start, word.end())):
            if not token.tag.startswith(_TAIL):
                break
            seen = token.start
        return max(stems, key=lambda s: (len(self.places[s]), start + len(s) == seen, len(s)), default=None)

    def of(self, start: int, end: int) -> Sequence[Token]:
        """The morphemes in a span."""
        return self.tokens[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def free(self, start: int, end: int) -> bool:
        """Whether no known name begins here and no event word or time stands in the span."""
        if start in self.known and self.known[start].end >= end:
            return False
        return not any(token.start in self.barred for token in self.of(start, end))

    def parts(self, start: int, name: re.Match[str]) -> bool:
        """Whether nothing known begins at `start` and the tagger too sees the ending of a company's name as a part."""
        return self.free(start, start + name.end()) and start + name.start(2) in self.begins

    def coined(self, start: int, end: int) -> bool:
        """Whether the span is no word of a dictionary: a proper name, or morphemes that no word is made of."""
        tokens = self.of(start, end)
        if not tokens or any(token.surface in phrase_words().not_part for token in tokens):
            return False
        if tokens[0].tag.startswith(_NO_BEGINNING) or tokens[-1].tag.startswith(("E", "J", "XS")):
            return False
        if tokens[-1].surface.endswith("다") and "+E" in tokens[-1].tag:  # 손본다, 앞입니다
            return False
        if all(token.tag in {"SL", "SN", "SY"} for token in tokens):
            return end - start > SHORT_LATIN
        if _NUMBERED.fullmatch(self.text, start, end):
            return True
        return not all(token.tag in _PLAIN for token in tokens)

    def coinable(self, start: int, end: int) -> bool:
        """Whether the span is a compound and no service noun is part of it."""
        return len(self.of(start, end)) > 1 and self.generic_starts.isdisjoint(range(start, end))

    def ordinary(self, start: int, name: str) -> bool:
        """Whether a word that sounds coined is a place, a person or a word that many articles use: 부산, 정해민 기자, 트래픽."""
        end = start + len(name)
        tokens = self.of(start, end)
        known = local_words()
        if name in known.ordinary or name.endswith(known.places) or _TITLE.match(self.text, end):
            return True
        return len(tokens) == 1 and tokens[0].is_place

    def sounds_named(self, start: int, end: int) -> bool:
        """Whether a quotation of several words is made as names are: it ends in a noun (not 정산도 못 해, not 대기 중) and begins with a word that names may have (not 일부 고객)."""
        tokens = self.of(start, end)
        if " " not in self.text[start:end] or not tokens:
            return True
        return tokens[-1].tag.startswith(NAME_END) and tokens[0].surface not in phrase_words().not_part

    def compound(self, start: int, end: int) -> bool:
        """Whether the span is made of nouns alone, none of which says when, how much or that something failed."""
        tokens = self.of(start, end)
        return all(token.tag == "NNG" and token.surface not in phrase_words().not_part for token in tokens)

    def behind_head(self, start: int) -> bool:
        """Whether a noun for what is named stands right before `start`."""
        gap = _GAP.search(self.text, max(0, start - 26), start)
        return gap is not None and gap.start() < start and gap.start() in self.heads

    def behind_heads(self) -> Iterator[int]:
        """Where words begin right behind such nouns, quotation marks left aside."""
        for at in sorted(self.heads):
            gap = _GAP_AHEAD.match(self.text, at)
            if gap and gap.end() > at:
                yield gap.end()


def _stems(word: str) -> Sequence[str]:
    """A word without each particle that it may end in, and as it is."""
    particles = _particles(word[-4:]) if word[-1] in _LAST else ()
    if not particles:
        return (word,)
    return [*[word[:-length] for length in particles if len(word) - length >= SHORTEST], word]


@lru_cache(maxsize=20_000)
def _particles(ending: str) -> tuple[int, ...]:
    """How long the particles are in which a word may end that has this `ending`, the longest first."""
    return tuple(len(ending) - cut for cut in range(len(ending)) if PARTICLES.fullmatch(ending, cut))


_LAST = frozenset("서게선에는도만로지터저차럼다라란나며의은이가을를와과랑측등인들")  # how particles end


def with_local(
    text: str,
    tokens: Sequence[Token],
    hits: Sequence[Hit],
    barred: AbstractSet[int],
    title_end: int,
    failed: Sequence[int] = (),
) -> list[Hit]:
    """The hits of known names with those of names that the text introduces, which give way only to one as long.

    `barred`: starts of tokens of event words and times, which no name holds; `title_end`: where the headline ends;
    `failed`: where words stand that say that something failed, in order.
    """
    words = _Words(text, tokens, hits, barred)
    named = (
        [hit for hit in _places(words, name, term) if not is_other_name(text, hit)]
        for name, term in _introduced(words, title_end, failed).items()
    )
    services = (places for places in named if not _is_of_others(text, places))
    found = beside(hits, _longest(list(chain.from_iterable(islice(services, MOST)))))
    return sorted([*found, *_rests(text, hits, found)], key=lambda hit: hit.start)


def _rests(text: str, hits: Sequence[Hit], found: Sequence[Hit]) -> Iterator[Hit]:
    """The nouns that names of the text leave of longer ones: 결제 of 카드 결제 behind 한빛카드."""
    inside = {place: name.end for name in found if name.term.local for place in range(name.start + 1, name.end)}
    for hit in hits:
        rest = text[inside.get(hit.start, hit.end) : hit.end]
        term = nouns().get(squeeze(rest)[0]) if rest else None
        if term is not None:
            yield Hit(hit.end - len(rest.lstrip()), hit.end, term)


def _introduced(words: _Words, title_end: int, failed: Sequence[int]) -> Mapping[str, Term]:
    """Names that the text introduces, as terms."""
    found: dict[str, Term] = {}
    for name in chain(_quoted(words, title_end), _apposed(words)):
        found.setdefault(name, Term(name, "service", local=True))
    for name in _companies(words):
        found[name] = Term(name, "operator", local=True)
    for name in chain(_headlined(words, title_end), _said_to_fail(words, title_end, failed)):
        found.setdefault(name, Term(name, "service", local=True))
    return found


@cache
def _others() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(local_words().others)})\s?[{OPENING}]?$")


def _is_of_others(text: str, places: Sequence[Hit]) -> bool:
    """Whether a name is in one of its places a storm's, a work's or a person's: 태풍 힌남노, 공연 '흠뻑쇼'."""
    return any(_others().search(text, max(0, hit.start - 10), hit.start) for hit in places)


def _places(words: _Words, name: str, term: Term) -> Iterator[Hit]:
    """Where a name stands, from a word's start to a word's end or particle."""
    if name in words.places:
        yield from (Hit(at, at + len(name), term) for at in words.places[name])
        return
    at = words.text.find(name)  # of several words, or with marks in it
    while at >= 0:
        end = at + len(name)
        if not words.text[at - 1 : at].isalnum() and (
            _WORD_END.match(words.text, end) or PARTICLES.match(words.text, end)
        ):
            yield Hit(at, end, term)
        at = words.text.find(name, end)


def _longest(hits: Sequence[Hit]) -> list[Hit]:
    """Hits in order without those that begin inside a longer one."""
    found: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not found or hit.start >= found[-1].end:
            found.append(hit)
    return found


def _quoted(words: _Words, title_end: int) -> Iterator[str]:
    """Names in quotation marks behind a service noun, or before one that may be theirs, and all of such a list; what only the headline quotes is
    said, not named (앱 '올스톱').
    """
    for listed in _lists(words):
        behind = _BEHIND.match(words.text, listed[-1].end())
        named = words.behind_head(listed[0].start()) or (behind is not None and behind.end() in words.generic_starts)
        for match in listed if named else ():
            start, end = match.span(1)
            echoed = is_echoed(words.text, match[1], start, title_end)
            if echoed and words.free(start, end) and words.sounds_named(start, end):
                yield match[1].strip()


def _lists(words: _Words) -> Iterator[list[re.Match[str]]]:
    """The quotations of a text, those of one list together: '가온페이'와 '한들페이'."""
    listed: list[re.Match[str]] = []
    for match in words.quotations:
        if listed and not SEPARATED.fullmatch(words.text, listed[-1].end() - 1, match.start() + 1):
            yield listed
            listed = []
        listed.append(match)
    if listed:
        yield listed


def _said_to_fail(words: _Words, title_end: int, failed: Sequence[int]) -> Iterator[str]:
    """A quoted word of which the same sentence says that it failed: '○○'이 멈췄다, and in a headline '○○' 먹통."""
    for match in words.quotations:
        start, end = match.span(1)
        if " " in match[1] or end - start < LEAST_SUBJECT:
            continue
        headline = end < title_end and words.coinable(start, end) and words.text.find(match[1], title_end) >= 0
        if not headline and not _SUBJECT.match(words.text, match.end()):
            continue
        next_one = bisect_left(failed, match.end())
        told = words.text[match.end() : failed[next_one]] if next_one < len(failed) else "\n"
        near = len(told) <= FARTHEST and ". " not in told and "\n" not in told
        if near and words.free(start, end) and not words.ordinary(start, match[1]):
            yield match[1]


def _apposed(words: _Words) -> Iterator[str]:
    """Words of no dictionary, or quoted somewhere, right behind a noun for what they name: 가상자산거래소 비트가온."""
    for start in words.behind_heads():
        stem = words.stem_at(start)
        if stem is None or stem in local_words().heads or start in words.generic_starts:
            continue
        if not words.free(start, start + len(stem)):
            continue
        end = start + len(stem)
        compound = len(words.places[stem]) > 1 and len(words.of(start, end)) > 1
        named = words.coined(start, end) or stem in words.quoted or (compound and words.compound(start, end))
        if named and not words.ordinary(start, stem):
            yield stem


@cache
def _company() -> re.Pattern[str]:
    endings = sorted(local_words().company, key=len, reverse=True)
    return re.compile(rf"([가-힣A-Za-z]{{2,8}}?)({'|'.join(endings)})")


def _companies(words: _Words) -> Iterator[str]:
    """Words that end as companies are named, unless what stands before the ending makes an ordinary compound."""
    endings, ordinary = local_words().company, local_words().ordinary
    for stem, places in words.places.items():
        match = _company().fullmatch(stem) if stem.endswith(endings) and stem not in ordinary else None
        if match and not is_ordinary(match[1]) and any(words.parts(start, match) for start in places):
            yield stem


def _headlined(words: _Words, title_end: int) -> Iterator[str]:
    """Words of no dictionary, or quoted somewhere, that headline and body share."""
    for word in _WORD.finditer(words.text, 0, title_end):
        start = word.start()
        stem = words.stem_at(start)
        if stem is None or len(words.places[stem]) < 2 or not words.free(start, start + len(stem)):
            continue
        end = start + len(stem)
        sure = len(words.of(start, end)) > 1 or stem in words.quoted
        if sure and words.coined(start, end) and start not in words.generic_starts and not words.ordinary(start, stem):
            yield stem


_WORD_END = re.compile(r"(?![가-힣A-Za-z0-9])")
