"""System mentions: every phrase that may name the service that failed. High recall; what it hit is decided later.

Four ways to a candidate: a service or operator that the gazetteer knows; a phrase that ends in a service noun (수하물 분류
시스템), with the owner that stands in it; a name in quotation marks; and what stands in one list with any of these.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from classifier.systems.phrases import SentenceWords, is_echoed, tidy
from classifier.systems.terms import Hit
from classifier.text.lists import SEPARATED
from classifier.text.quotes import CLOSING, OPENING
from classifier.text.sentences import InOrder, Span
from classifier.text.tokens import Token

LONGEST_QUOTED = 20
MOST_OWNERS = 12  # before a list of services, that share all of it
_QUOTED = re.compile(rf"[{OPENING}]([^{CLOSING}\n.?!]{{2,{LONGEST_QUOTED}}})[{CLOSING}]")
_EMPTY_TAILS = ("서비스", "플랫폼", "앱", "홈페이지", "사이트", "누리집", "시스템")  # behind a service's own name


@dataclass(frozen=True, slots=True)
class Candidate:
    """One possible mention of an affected system; `name` is the best guess so far.

    `source`: `service` and `operator` (gazetteer), `open` (phrase with a service noun), `function` (a bare noun of what
    one does: 결제), `quoted`, `listed`. `owner`: the name inside the phrase that it belongs to. `tail`: the phrase without it.
    `said`: an owner or operator as the text writes it. `operator`: who runs it, as far as the gazetteer or the phrase says. `use`, `noun`: of the service noun, as in nouns.toml.
    """

    start: int
    end: int
    name: str
    source: str
    owner: str | None = None
    operator: str | None = None
    sector: str = ""
    ambiguous: bool = False
    noun: str = ""
    use: str = ""
    tail: str = ""
    shared: bool = False
    said: str = ""
    local: bool = False

    @property
    def kind(self) -> str:
        """How it was found and what its service noun is used for, as a class."""
        return f"{self.source} {self.use or '-'}"

    @property
    def named(self) -> bool:
        """Whether it is a service by its own name."""
        return self.source == "service"

    @property
    def in_gazetteer(self) -> bool:
        """Whether the gazetteer, not this article alone, knows it or the operator that its phrase begins with."""
        return not self.local and (self.source in {"service", "operator"} or self.said != "")


def candidates_of(
    text: str, tokens: Sequence[Token], hits: Sequence[Hit], sentences: Sequence[Span], barred: AbstractSet[int]
) -> list[Candidate]:
    """Candidates of a whole text in order of their places; no phrase runs over a token that starts in `barred`."""
    names, morphemes = InOrder([hit for hit in hits if hit.term.kind != "thing"]), InOrder(tokens)
    found: list[Candidate] = []
    for sentence in sentences:
        named = names.starting_in(sentence)
        if named or _QUOTED.search(text, sentence.start, sentence.end):
            found += _in_sentence(SentenceWords(text, sentence, morphemes.starting_in(sentence), named, barred))
    return found


def _in_sentence(words: SentenceWords) -> list[Candidate]:
    found: list[Candidate] = []
    used: set[int] = set()
    owners: dict[int, list[Hit]] = {}
    for n, hit in enumerate(words.hits):
        if hit.term.kind == "generic" and not words.repeats(n) and not words.is_use(n):
            start, parts = words.phrase_before(n)
            used.update(parts)
            phrase = _phrase(words, start, n, parts)
            if n + 1 < len(words.hits) and words.is_use(n + 1):
                phrase = replace(phrase, end=words.hits[n + 1].end)
            found.append(phrase)
            if parts and words.hits[parts[-1]].term.kind == "operator":
                others = words.operators_before(parts[-1])
                used.update(others)
                owners[start] = [words.hits[m] for m in others[:MOST_OWNERS]]
                found += [_same_service_of(words.text, phrase, words.hits[m]) for m in others]
    found += [
        _known(words.text, hit) for n, hit in enumerate(words.hits) if hit.term.kind != "generic" and n not in used
    ]
    found += _quoted(words, found)
    found = sorted(found, key=_place)
    if found:
        found += _listed(words, found)
    return sorted(_share_owners(words.text, sorted(found, key=_place), owners), key=_place)


def _place(candidate: Candidate) -> tuple[int, int]:
    """Where it stands among others: those that begin first come first, of these the longest."""
    return candidate.start, -candidate.end


def _known(text: str, hit: Hit) -> Candidate:
    term = hit.term
    operator = term.name if term.kind == "operator" else term.operator
    said = text[hit.start : hit.end] if term.kind == "operator" else ""
    return Candidate(
        hit.start,
        hit.end,
        term.name,
        term.kind,
        None,
        operator,
        term.sector,
        term.ambiguous,
        said=said,
        local=term.local,
    )


def _phrase(words: SentenceWords, start: int, n: int, parts: Sequence[int]) -> Candidate:
    """A phrase that ends in a service noun: its owner is the name it begins with."""
    hit = words.hits[n]
    named = next((words.hits[m] for m in parts if words.hits[m].term.kind != "generic"), None)
    tail = tidy(words.text[named.end if named else start : hit.end])
    if named is not None:
        return _owned_phrase(words.text, start, hit, named, tail)
    owner, rest = words.organisation(start, tail)
    bare = hit.term.use == "function" and start == hit.start
    return Candidate(
        start, hit.end, tail, "function" if bare else "open", owner, owner, hit.term.sector, hit.term.ambiguous,
        hit.term.name, hit.term.use, rest,
    )  # fmt: skip


def _owned_phrase(text: str, start: int, hit: Hit, named: Hit, tail: str) -> Candidate:
    term = named.term
    name = f"{term.name} {tail}"
    source = "open"
    if term.kind == "service":
        source = "service"
        if hit.term.use == "plain" or tail in _EMPTY_TAILS:
            name, tail = term.name, ""
    return Candidate(
        start, hit.end, name, source, term.name, term.operator or term.name, term.sector, term.ambiguous,
        hit.term.name, hit.term.use, tail, said=text[named.start : named.end] if term.kind == "operator" else "", local=term.local,
    )  # fmt: skip


def _same_service_of(text: str, phrase: Candidate, hit: Hit) -> Candidate:
    """신한은행과 우리은행의 전산망 is a system of both."""
    owner = hit.term.name
    return replace(
        phrase, start=hit.start, end=hit.end, name=f"{owner} {phrase.tail}", owner=owner, operator=owner,
        sector=hit.term.sector, said=text[hit.start : hit.end], local=hit.term.local,
    )  # fmt: skip


def _quoted(words: SentenceWords, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Names in quotation marks that nothing else found, if they are no sentence: 예매 앱 '○○'."""
    starts = sorted(candidate.start for candidate in found)
    for match in _QUOTED.finditer(words.text, words.sentence.start, words.sentence.end):
        start, end = match.span(1)
        inside = bisect_left(starts, start) < bisect_left(starts, end)
        if inside or not (words.nounish(start, end) and words.introduced(match.start(), match.end())):
            continue
        if words.sentence.start > 0 or is_echoed(words.text, match[1], 0, words.sentence.end):
            yield Candidate(start, end, match[1].strip(), "quoted")


def _listed(words: SentenceWords, found: Sequence[Candidate]) -> list[Candidate]:
    """What stands in one list with a candidate and is none yet: 검색, 뉴스, 시리즈온 등."""
    taken = {place for candidate in found for place in range(candidate.start, candidate.end)}
    siblings: list[Candidate] = []
    for candidate in found:
        if candidate.source == "operator":
            continue
        end = candidate.end
        while (gap := SEPARATED.match(words.text, end, words.sentence.end)) is not None:
            span = words.phrase_from(gap.end())
            if span is None or not taken.isdisjoint(range(*span)):
                break
            taken.update(range(*span))
            siblings.append(_sibling(words, span, candidate))
            end = span.end
        start = candidate.start
        while (span := words.phrase_listed_before(start)) is not None:
            if not taken.isdisjoint(range(*span)):
                break
            taken.update(range(*span))
            siblings.append(_sibling(words, span, candidate))
            start = span.start
    return siblings


def _sibling(words: SentenceWords, span: Span, of: Candidate) -> Candidate:
    tail = tidy(words.text[span.start : span.end])
    owner, rest = words.organisation(span.start, tail)
    return Candidate(span.start, span.end, tail, "listed", owner, owner, of.sector, tail=rest)


def _share_owners(text: str, found: Sequence[Candidate], owners: Mapping[int, Sequence[Hit]]) -> list[Candidate]:
    """A 홈페이지와 앱: what stands in one list shares the owner of the one before it, and `owners` that stand before that one (A와 B의 …)."""
    shared: list[Candidate] = []
    of_others: list[Candidate] = []
    first = -1  # where the list begins
    for candidate in found:
        last = shared[-1] if shared else None
        if last and last.owner and _may_share(candidate) and _follows(text, candidate, last):
            candidate = replace(
                candidate, name=f"{last.owner} {candidate.tail}", owner=last.owner, operator=last.operator,
                sector=last.sector or candidate.sector, shared=True,
            )  # fmt: skip
            of_others += [_same_service_of(text, candidate, hit) for hit in owners.get(first, ())]
        else:
            first = candidate.start
        shared.append(candidate)
    return shared + of_others


def _may_share(candidate: Candidate) -> bool:
    return candidate.owner is None and candidate.source in {"open", "function", "listed"}


def _follows(text: str, candidate: Candidate, last: Candidate) -> bool:
    """Whether it stands right behind another in one list."""
    gap = SEPARATED.match(text, last.end)
    return gap is not None and gap.end() == candidate.start
