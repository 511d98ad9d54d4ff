"""Organisations that an article names, and what it says of them: whoever may run a service. High recall; who runs what is decided later."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from classifier.decisions.features import Row, bucket, word_row
from classifier.decisions.judge import Judged
from classifier.decisions.scene import Place, place_of
from classifier.reading import Reading
from classifier.systems.phrases import NAME_END
from classifier.text.sentences import Span
from classifier.text.tokens import Token

SHORTEST, LONGEST = 2, 14  # characters of a name
MOST_PLACES = 6  # of one organisation whose words are looked at
_NOUNS = ("NN", "SL", "SN", "SH", "NR", "XR", "XPN", "XSN")
_NO_BEGINNING = ("J", "E", "SF", "SS", "SY", "SE", "SC", "SN", "NNB", "NP")
_EVENT = frozenset({"outage", "recovery"})


@dataclass(frozen=True, slots=True)
class Organisation:
    """A possible organisation at all its places, in order.

    `kind`: `operator` (the gazetteer knows it), `company` (by the ending of its name), `owner` (of a phrase: 해솔대 수강신청),
    `service` (the article introduces a service of this name), `word` (any other noun or compound). `tags`: a word's morphemes.
    """

    name: str
    kind: str
    places: tuple[Span, ...]
    tags: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation with its kind, its first place, its places in clauses, and what name, words and places say of it."""

    name: str
    kind: str
    first: Span | None
    places: tuple[Place, ...]
    row: Row


def known_of(reading: Reading) -> list[Organisation]:
    """Those among an article's candidates for systems: operators, owners, and services that it introduces."""
    return _gathered(_known(reading))


def organisations_of(reading: Reading) -> list[Organisation]:
    """Everybody whom the article names who may run a service, in order of the first place."""
    known = list(_known(reading))
    taken = {mention.span.start for mention in known}
    return _gathered([*known, *(mention for mention in _words(reading) if mention.span.start not in taken)])


def _gathered(mentions: Iterable[_Mention]) -> list[Organisation]:
    """Organisations from their mentions; each is of the strongest kind that one of its mentions is."""
    groups: dict[str, list[_Mention]] = {}
    for mention in mentions:
        groups.setdefault(mention.name, []).append(mention)
    found = [_organisation(name, group) for name, group in groups.items()]
    return sorted(found, key=lambda organisation: organisation.places[0])


def _organisation(name: str, mentions: Sequence[_Mention]) -> Organisation:
    kind = min((mention.kind for mention in mentions), key=_RANK.index)
    tags = mentions[-1].tags if kind == "word" else ""
    return Organisation(name, kind, tuple(sorted({mention.span for mention in mentions})), tags)


_RANK = ("operator", "company", "owner", "service", "word")


class _Mention(NamedTuple):
    """One place of a possible organisation."""

    name: str
    kind: str
    span: Span
    tags: str = ""


def _known(reading: Reading) -> Iterator[_Mention]:
    """Operators, owners and introduced services among the candidates."""
    for candidate in reading.systems:
        name = candidate.owner or candidate.name
        if candidate.source == "operator":
            kind, name, said = "company" if candidate.local else "operator", candidate.name, candidate.said
        elif candidate.source in {"open", "listed"} and candidate.owner and not candidate.shared:
            kind, said = "owner", candidate.said or name
        elif candidate.named and candidate.local:
            kind, said = "service", name
        else:
            continue
        if said and reading.text.startswith(said, candidate.start):
            yield _Mention(name, kind, Span(candidate.start, candidate.start + len(said)))


def _words(reading: Reading) -> Iterator[_Mention]:
    """Words made of nouns alone, but no single common noun, time or event word; with the tags of their morphemes.

    What stands right behind an opening mark is left out: names in quotation marks are mostly services, which are known.
    """
    text = reading.text
    barred = {cue.start for clause in reading.clauses for cue in clause.cues if cue.kind in _EVENT}
    barred |= {time.evidence.start for clause in reading.clauses for time in clause.times}
    for run in _runs(reading.tokens):
        start, end = run[0].start, run[-1].end
        named = not run[0].tag.startswith(_NO_BEGINNING) and run[-1].tag.startswith(NAME_END)
        if (
            named
            and start not in barred
            and SHORTEST <= end - start <= LONGEST
            and not text[start - 1 : start].isalnum()
        ):
            tags = " ".join(token.tag for token in run)
            if tags != "NNG":
                yield _Mention(text[start:end], "word", Span(start, end), tags)


def _runs(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Every morpheme with the nouns that follow it without a space."""
    run: list[Token] = []
    for token in tokens:
        if run and token.start == run[-1].end and _goes_on(token.tag):
            run.append(token)
        else:
            if run:
                yield run
            run = [token]
    if run:
        yield run


@cache
def _goes_on(tag: str) -> bool:
    """Whether a morpheme may go on with a compound."""
    return tag.startswith(_NOUNS) and not tag.startswith("NNB")


def parties_of(judged: Judged, organisations: Sequence[Organisation]) -> list[Party]:
    """These organisations of an article, with what it says of them."""
    counts = sorted((len(organisation.places) for organisation in organisations), reverse=True)
    return [_party(judged, one, counts.index(len(one.places))) for one in organisations]


def _party(judged: Judged, one: Organisation, rank: int) -> Party:
    row: Row = {
        f"kind={one.kind}": 1.0,
        f"named={bucket(len(one.places), 1, 2, 4, 8)}": 1.0,
        f"rank={min(rank, 4)} kind={one.kind}": 1.0,
        f"title={one.places[0].start < judged.reading.sentences[0].end}": 1.0,
        f"tags={one.tags}": 1.0,
        f"ends={one.name[-2:]}": 0.5,
        f"end={one.name[-1]}": 0.5,
        f"length={min(len(one.name), 8)}": 1.0,
    }
    clauses = judged.reading.clauses
    places = []
    for span in one.places:
        n = bisect_right(clauses, span.start, key=lambda clause: clause.span.start) - 1
        if n >= 0 and span.start < clauses[n].span.end:
            places.append(place_of(judged, n, span.start))
            if len(places) <= MOST_PLACES:
                row |= word_row(judged.context, clauses[n], span.start, span.end)
    return Party(one.name, one.kind, one.places[0], tuple(places), row)
