"""System mentions of a text: candidates, each with the name that a first rule gives it."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from classifier.systems.candidates import Candidate, candidates_of
from classifier.systems.naming import first_names
from classifier.systems.terms import Hit
from classifier.text.sentences import Span
from classifier.text.tokens import Token

__all__ = ["Candidate", "find_systems"]


def find_systems(
    text: str,
    tokens: Sequence[Token],
    hits: Sequence[Hit],
    sentences: Sequence[Span],
    barred: AbstractSet[int] = frozenset(),
) -> list[Candidate]:
    """Candidates of a whole text in order of their places, owners filled in where the text gives them.

    No name runs over a token whose start is in `barred` (words of events and times).
    """
    return first_names(candidates_of(text, tokens, hits, sentences, barred), sentences)
