"""An article read for candidates: sentences, clauses, cues, system mentions and times, each at its place.

High recall and no decision: what `classifier.decisions` judges and `classifier.extract` assembles.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from classifier.cues.cues import Cue, lexicon
from classifier.systems.find import Candidate, find_systems
from classifier.systems.lexicon import term_index
from classifier.temporal.find import find_points
from classifier.text.furniture import blanked
from classifier.text.sentences import Span, clauses, split, starting_in
from classifier.text.tokens import Token, tokenize
from storage.records import Timex


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause with what stands in it. `sentence` counts from 0, the headline's being 0."""

    span: Span
    sentence: int
    cues: tuple[Cue, ...]
    systems: tuple[Candidate, ...]
    times: tuple[Timex, ...]

    def has(self, *kinds: str) -> bool:
        """Whether a cue of one of these kinds stands in the clause."""
        return any(cue.kind in kinds for cue in self.cues)


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole article as candidates; furniture is left out of `clauses`."""

    text: str
    published_at: datetime
    tokens: tuple[Token, ...]
    sentences: tuple[Span, ...]
    clauses: tuple[Clause, ...]


def read(text: str, published_at: datetime) -> Reading:
    """Read headline + body (`text`); `published_at` anchors its times."""
    whole, text = text, blanked(text)
    tokens = tokenize(text)
    sentences = split(text)
    cues = lexicon().find(text)
    systems = find_systems(text, tokens, term_index().find(text, tokens), sentences)
    times = find_points(text, published_at)
    cut: list[Clause] = []
    for number, sentence in enumerate(sentences):
        words = starting_in(sentence, tokens)
        pieces = [
            Clause(
                span,
                number,
                tuple(starting_in(span, cues)),
                tuple(starting_in(span, systems)),
                tuple(starting_in(span, times, _evidence_start)),
            )
            for span in clauses(sentence, words)
        ]
        cut += _rejoined(pieces)
    return Reading(whole, published_at, tuple(tokens), tuple(sentences), tuple(cut))


_EVENT = ("outage", "recovery", "partial")


def _rejoined(pieces: Sequence[Clause]) -> list[Clause]:
    """Only a clause with an event word and a time or system of its own, behind another with an event word, stands alone."""
    joined: list[Clause] = []
    for piece in pieces:
        apart = joined and joined[-1].has(*_EVENT) and piece.has(*_EVENT) and (piece.times or piece.systems)
        if not joined or apart:
            joined.append(piece)
            continue
        last = joined.pop()
        span = Span(last.span.start, piece.span.end)
        both = (last.cues + piece.cues, last.systems + piece.systems, last.times + piece.times)
        joined.append(Clause(span, last.sentence, *both))
    return joined


_evidence_start: Callable[[Any], int] = attrgetter("evidence.start")
