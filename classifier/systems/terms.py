"""Names in a text: services, operators and generic service nouns, found in one pass whatever their spacing."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import add
from typing import NamedTuple

from classifier.text.tokens import Token

# What may follow a name inside its word: particles, and the copula. Kept to forms of up to four syllables.
PARTICLES = re.compile(
    r"(?:(?:에서|에게|에선|에는|에도|에만|으로|까지|부터|마저|조차|처럼|보다|라는|이라는|이란|이나|이라|라며|만의|에의|"
    r"[은는이가을를의에도와과로만랑며나측등])(?:는|은|도|만|의|선)?|였다|이다|입니다|인|들)(?![가-힣A-Za-z0-9])"
)
SHORT = 3  # characters; so short a form spans no space of its own accord (출시한 게임 is no 한게임)
MOST_SPACES = 4  # inside a longer form
_NO_NAME = ("E", "J", "XS", "VC")  # endings, particles, suffixes, the copula: no name begins with one inside a word
_WORD = re.compile(r"[가-힣A-Za-z0-9]")
_BEFELL = re.compile("장애|오류|마비|먹통|불통|두절|중단|지연|대란|차질")  # written without a space behind a noun
_OF_NOUN = re.compile(
    "망|시스템|사이트|앱|서버|창|단말|기능|화면|문자|전화|접속|이용|사용|연결|속도|서비스|작동|가동|불가|다운|복구|정상|끊|안[되돼됐]"
)  # the same; 서점 makes another noun


@dataclass(frozen=True, slots=True)
class Term:
    """A name that the data files know.

    `kind`: `service`, `operator`, `generic` (a service noun such as 홈페이지) or `thing` (never a system). `use` of a
    noun: `plain`, `owned`, `alone` or `function`, as in `nouns.toml`. `local` ones are known from the article alone.
    """

    name: str
    kind: str
    operator: str | None = None
    sector: str = ""
    ambiguous: bool = False
    use: str = ""
    local: bool = False


class Hit(NamedTuple):
    """A term at its place."""

    start: int
    end: int
    term: Term


class _Folds(dict[int, str]):
    """Each character folded (NFKC, lower case) to one character, white space to none; worked out once a character."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = unicodedata.normalize("NFKC", char).lower() if code > 127 else char.lower()
        folded = "" if char.isspace() else plain if len(plain) == 1 else char
        self[code] = folded
        return folded


_FOLDS = _Folds()
_FOLDED = re.compile(r"[\t-\r -~가-힣·‘’“”…]*")  # nothing to fold but case, which is quicker for a whole text


def squeeze(text: str) -> tuple[str, list[int]]:
    """`text` without white space, each character folded (NFKC, lower case) to one character; and their places."""
    places = [at for at, char in enumerate(text) if not char.isspace()]
    plain = _FOLDED.fullmatch(text) is not None
    return "".join(text.split()).lower() if plain else text.translate(_FOLDS), places


class _Form(NamedTuple):
    """A squeezed surface form; `spaces` is how many it may span."""

    form: str
    term: Term
    spaces: int


class _Words(NamedTuple):
    """A text, its squeezed form with the places of that, where its morphemes start and end, and where nouns start."""

    text: str
    compact: str
    places: list[int]
    starts: set[int]
    ends: set[int]
    nouns: set[int]


class TermIndex:
    """All surface forms by their first two characters: a lookup per place, the longest form wins."""

    def __init__(self, forms: Iterable[tuple[str, Term]]) -> None:
        by_head: defaultdict[str, list[_Form]] = defaultdict(list)
        for surface, term in forms:
            form = squeeze(surface)[0]
            by_head[form[:2]].append(_Form(form, term, MOST_SPACES if len(form) > SHORT else surface.count(" ")))
        for bucket in by_head.values():
            bucket.sort(key=lambda entry: -len(entry.form))
        alone = {head: bucket for head, bucket in by_head.items() if len(head) == 1}
        self._forms = {head: (*by_head[head], *alone.get(head[:1], ())) for head in by_head}

    def find(self, text: str, tokens: Sequence[Token]) -> list[Hit]:
        """Non-overlapping hits in order. A name begins at a word's or a morpheme's start and ends likewise."""
        starts = {token.start for token in tokens if not token.tag.startswith(_NO_NAME)}  # 지도 of 찾지도 못해 is none
        nouns = {token.start for token in tokens if token.tag.startswith("NN")}
        words = _Words(text, *squeeze(text), starts, {token.end for token in tokens}, nouns)
        hits: list[Hit] = []
        past = 0
        for at, forms in self._places(words.compact):
            if words.places[at] >= past and (hit := _hit(words, at, forms)):
                hits.append(hit)
                past = hit.end
        return hits

    def _places(self, compact: str) -> Iterator[tuple[int, Sequence[_Form]]]:
        """Every place where a form may begin, with the forms to try there."""
        forms = self._forms.get
        for at, pair in enumerate(map(add, compact, compact[1:] + " ")):
            here = forms(pair) or forms(pair[0])
            if here:
                yield at, here


def _hit(words: _Words, at: int, forms: Sequence[_Form]) -> Hit | None:
    """The first of these forms that stands at a place of the squeezed text, from a word's start to a word's end."""
    text, compact, places, starts, ends, nouns = words
    if not _begins(text, places[at], starts):
        return None
    for form, term, most in forms:
        if compact.startswith(form, at):
            start, end = places[at], places[at + len(form) - 1] + 1
            spaces = end - start - len(form)
            if (
                spaces <= most
                and "\n" not in text[start:end]
                and _ends(text, end, () if spaces else ends, form, term)
                and not _makes_another(text, end, nouns, term)
            ):
                return Hit(start, end, term)
    return None


def _begins(text: str, at: int, starts: set[int]) -> bool:
    return at == 0 or at in starts or not _WORD.match(text[at - 1])


def _makes_another(text: str, at: int, nouns: set[int], term: Term) -> bool:
    """Whether a service noun only begins a longer one: 인터넷 of 인터넷서점."""
    return term.kind == "generic" and at in nouns and not _BEFELL.match(text, at) and not _OF_NOUN.match(text, at)


def _ends(text: str, at: int, ends: Container[int], form: str, term: Term) -> bool:
    """A form ends at a word's end or before a particle, a noun also before what befell it (통신장애); where it has three syllables or more, also between morphemes."""
    if at >= len(text) or not _WORD.match(text[at]):
        return True
    if form[-1].isascii() and not text[at].isascii():
        return True
    if term.kind == "generic" and _BEFELL.match(text, at):
        return True
    return bool(PARTICLES.match(text, at)) or (at in ends and len(form) >= 3)


def beside(hits: Sequence[Hit], more: Sequence[Hit]) -> list[Hit]:
    """Hits of known names with further ones, which give way only to one as long. Both are in order and do not overlap among themselves."""
    spans = [(hit.start, hit.end) for hit in hits if hit.term.kind != "generic"]
    kept = [hit for hit in more if not any(a <= hit.start < b and b >= hit.end for a, b in _near(spans, hit))]
    covered = [(hit.start, hit.end) for hit in kept]
    rest = [hit for hit in hits if not any(a < hit.end and hit.start < b for a, b in _near(covered, hit))]
    return sorted([*rest, *kept], key=lambda hit: hit.start)


def _near(spans: Sequence[tuple[int, int]], hit: Hit) -> Sequence[tuple[int, int]]:
    at = bisect_left(spans, (hit.start, 0))
    return spans[max(0, at - 2) : at + 3]
