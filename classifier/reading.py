"""An article read for candidates: sentences, clauses, cues, system mentions and times, each at its place.

High recall and no decision: what `classifier.decisions` judges and `classifier.extract` assembles.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from operator import attrgetter
from typing import Any

from classifier.cues.cues import REASONS, Cue, lexicon
from classifier.systems.called import as_called
from classifier.systems.find import Candidate, find_systems
from classifier.systems.lexicon import term_index
from classifier.systems.local import with_local
from classifier.systems.senses import in_sense
from classifier.systems.terms import TermIndex, beside
from classifier.temporal.find import find_points
from classifier.text.furniture import blanked
from classifier.text.sentences import InOrder, Span, clauses, split
from classifier.text.tokens import Token, tokenize
from storage.records import Timex


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause with what stands in it. `sentence` counts from 0, the headline's being 0.

    `reasons` are the cues that make a word a cause, rule it out or only suppose it; they say nothing of the event itself.
    """

    span: Span
    sentence: int
    cues: tuple[Cue, ...]
    systems: tuple[Candidate, ...]
    times: tuple[Timex, ...]
    reasons: tuple[Cue, ...] = ()

    def has(self, *kinds: str) -> bool:
        """Whether a cue of one of these kinds stands in the clause."""
        return any(cue.kind in kinds for cue in self.cues)

    @property
    def leaves_open(self) -> bool:
        """Whether the clause says that the cause is not known."""
        return any(cue.kind == "unexplained" for cue in self.reasons)


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole article as candidates; furniture is left out of `clauses`."""

    text: str
    published_at: datetime
    tokens: tuple[Token, ...]
    sentences: tuple[Span, ...]
    clauses: tuple[Clause, ...]

    @property
    def systems(self) -> tuple[Candidate, ...]:
        """The candidates for systems of all clauses."""
        return tuple(chain.from_iterable(clause.systems for clause in self.clauses))


def read(text: str, published_at: datetime, names: TermIndex | None = None) -> Reading:
    """Read headline + body (`text`); `published_at` anchors its times; `names` are known beside those of the gazetteer."""
    whole, text = text, blanked(text)
    tokens = tokenize(text)
    sentences = split(text)
    told, points = lexicon().find(text), find_points(text, published_at)
    hits = in_sense(text, tokens, term_index().find(text, tokens))
    if names is not None:
        hits = beside(hits, names.find(text, tokens))
    hits = as_called(text, hits)
    words = InOrder(tokens)
    events = (Span(cue.start, cue.end) for cue in told if cue.kind in {"outage", "recovery"})
    dates = (Span(point.evidence.start, point.evidence.end) for point in points)
    barred = {token.start for span in chain(events, dates) for token in words.starting_in(span)}
    failed = [cue.start for cue in told if cue.kind == "outage"]
    hits = with_local(text, tokens, hits, barred, sentences[0].end if sentences else 0, failed)
    systems = find_systems(text, tokens, hits, sentences, barred)
    cues = InOrder([cue for cue in told if cue.kind not in REASONS])
    reasons = InOrder([cue for cue in told if cue.kind in REASONS])
    named, times = InOrder(systems), InOrder(points, attrgetter("evidence.start"))
    told_of = InOrder([cue for cue in told if cue.kind in _EVENT])
    cut = [
        Clause(
            span,
            number,
            cues.starting_in(span),
            named.starting_in(span),
            times.starting_in(span),
            reasons.starting_in(span),
        )
        for number, sentence in enumerate(sentences)
        for span in _joined(clauses(sentence, words.starting_in(sentence)), told_of, (times, named))
    ]
    return Reading(whole, published_at, tuple(tokens), tuple(sentences), tuple(cut))


_EVENT = ("outage", "recovery", "partial")


def _joined(pieces: Iterable[Span], events: InOrder[Cue], own: tuple[InOrder[Any], ...]) -> list[Span]:
    """Only a clause with an event word and a time or system of its own, behind another with an event word, stands alone."""
    groups: list[Span] = []
    eventful = False
    for piece in pieces:
        event = events.any_in(piece)
        if groups and not (eventful and event and any(things.any_in(piece) for things in own)):
            groups[-1] = Span(groups[-1].start, piece.end)
            eventful = eventful or event
        else:
            groups.append(piece)
            eventful = event
    return groups
