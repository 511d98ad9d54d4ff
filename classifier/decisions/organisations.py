"""Organisations that an article names: whoever may run a service. High recall; who runs what is decided later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from classifier.reading import Clause, Reading
from classifier.text.sentences import Span
from classifier.text.tokens import Token

SHORTEST, LONGEST = 2, 14  # characters of a name
_NOUNS = ("NN", "SL", "SN", "SH", "NR", "XR", "XPN", "XSN")
_LAST = ("NN", "SL", "NR", "XR", "XSN", "SN")
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


def organisations_of(reading: Reading) -> list[Organisation]:
    """Everybody whom the article names who may run a service, in order of the first place."""
    kinds: dict[str, str] = {}
    tags: dict[str, str] = {}
    places: dict[str, set[Span]] = {}
    for name, kind, span in chain.from_iterable(_known(reading.text, clause) for clause in reading.clauses):
        kinds[name] = min(kind, kinds.get(name, kind), key=_RANK.index)
        places.setdefault(name, set()).add(span)
    taken = {span.start for spans in places.values() for span in spans}
    for span, tag in _words(reading):
        if span.start not in taken:
            name = reading.text[span.start : span.end]
            if kinds.setdefault(name, "word") == "word":
                tags[name] = tag
            places.setdefault(name, set()).add(span)
    found = [
        Organisation(name, kinds[name], tuple(sorted(spans)), tags.get(name, "")) for name, spans in places.items()
    ]
    return sorted(found, key=lambda organisation: organisation.places[0])


_RANK = ("operator", "company", "owner", "service", "word")


def _known(text: str, clause: Clause) -> Iterator[tuple[str, str, Span]]:
    """Operators, owners and introduced services among a clause's candidates: name, kind, place."""
    for candidate in clause.systems:
        name = candidate.owner or candidate.name
        if candidate.source == "operator":
            kind, name, said = "company" if candidate.local else "operator", candidate.name, candidate.said
        elif candidate.source in {"open", "listed"} and candidate.owner and not candidate.shared:
            kind, said = "owner", candidate.said or name
        elif candidate.named and candidate.local:
            kind, said = "service", name
        else:
            continue
        if said and text.startswith(said, candidate.start):
            yield name, kind, Span(candidate.start, candidate.start + len(said))


def _words(reading: Reading) -> Iterator[tuple[Span, str]]:
    """Words made of nouns alone, but no single common noun, time or event word; with the tags of their morphemes.

    What stands right behind an opening mark is left out: names in quotation marks are mostly services, which are known.
    """
    tokens = reading.tokens
    barred = {cue.start for clause in reading.clauses for cue in clause.cues if cue.kind in _EVENT}
    barred |= {time.evidence.start for clause in reading.clauses for time in clause.times}
    at = 0
    while at < len(tokens):
        run = _run(tokens, at)
        first, last = tokens[at], tokens[at + run - 1]
        whole = first.start == 0 or not reading.text[first.start - 1].isalnum()
        tags = " ".join(token.tag for token in tokens[at : at + run])
        if (
            whole
            and first.start not in barred
            and not first.tag.startswith(_NO_BEGINNING)
            and last.tag.startswith(_LAST)
            and tags != "NNG"
            and SHORTEST <= last.end - first.start <= LONGEST
        ):
            yield Span(first.start, last.end), tags
        at += run


def _run(tokens: Sequence[Token], at: int) -> int:
    """How many morphemes from `at` on are nouns that follow each other without a space; at least one."""
    end = at + 1
    while end < len(tokens) and tokens[end].start == tokens[end - 1].end:
        if not tokens[end].tag.startswith(_NOUNS) or tokens[end].tag.startswith("NNB"):
            break
        end += 1
    return end - at
