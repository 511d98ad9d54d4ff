"""An article read for candidates: sentences, clauses, cues, system mentions and times, each at its place.

High recall and no decision: what `classifier.decisions` judges and `classifier.extract` assembles.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from classifier.cues.cues import Cue, lexicon
from classifier.systems.find import Candidate, find_systems
from classifier.systems.lexicon import term_index
from classifier.temporal.find import find_timexes
from classifier.text.furniture import furniture, overlaps
from classifier.text.sentences import Span, clauses, split
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

    def sentence_of(self, at: int) -> int:
        """Number of the sentence at a place."""
        return max(0, bisect_right([span.start for span in self.sentences], at) - 1)


def read(text: str, published_at: datetime) -> Reading:
    """Read headline + body (`text`); `published_at` anchors its times."""
    tokens = tokenize(text)
    dropped = furniture(text)
    sentences = [span for span in split(text) if not overlaps(dropped, span.start, span.end)]
    cues = lexicon().find(text)
    systems = find_systems(text, tokens, term_index().find(text, tokens), sentences)
    times = find_timexes(text, published_at)
    cut: list[Clause] = []
    for number, sentence in enumerate(sentences):
        words = _within(tokens, [token.start for token in tokens], sentence)
        cut += [
            Clause(
                span,
                number,
                tuple(cue for cue in cues if span.start <= cue.start < span.end),
                tuple(system for system in systems if span.start <= system.start < span.end),
                tuple(time for time in times if span.start <= time.evidence.start < span.end),
            )
            for span in clauses(sentence, words)
        ]
    return Reading(text, published_at, tuple(tokens), tuple(sentences), tuple(cut))


def _within(tokens: Sequence[Token], starts: list[int], span: Span) -> Sequence[Token]:
    return tokens[bisect_right(starts, span.start - 1) : bisect_right(starts, span.end - 1)]
