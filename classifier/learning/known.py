"""Half of our own articles are read as if the gazetteer knew their services, in every other round of training the other half.

Most services that fail in the news are listed, and none that we made up is. Models that learned from both alike would
think that a listed name is a bystander: in our own articles it always is one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from typing import Any

from classifier.learning.corpus import Row, is_own
from classifier.systems.lexicon import gazetteer
from classifier.systems.terms import Term, TermIndex, squeeze

SHARE = 0.5  # of our own incidents whose services are taken for known
SHORTEST = 2  # characters of a name


def known_names(article: Row, number: int = 0) -> TermIndex | None:
    """The services and operators that an article's annotation names, where this round of training knows them; else None.

    Every other round knows those of the other incidents: no article is taught in one way alone.
    """
    known = (_place(article["incident"]) < SHARE) != bool(number % 2)
    if not is_own(article) or not article["events"] or not known:
        return None
    terms: dict[str, Term] = {}
    for form, term in _forms(article["events"]):
        terms.setdefault(form, term)
    return TermIndex((form, term) for form, term in terms.items() if len(form) >= SHORTEST)


def _place(incident: str) -> float:
    """A number from 0 to 1 that an incident always has."""
    return int.from_bytes(hashlib.sha256(f"known {incident}".encode()).digest()[:4]) / 2**32


def _forms(events: Any) -> Iterator[tuple[str, Term]]:
    """Written forms with their terms, services first: a company that is called as its service stands for that."""
    operators = {event["operator"] for event in events if event["operator"]}
    for event in events:
        for system in event["systems"]:
            name = _own_name(system)
            owned = any(name.startswith(operator) for operator in operators if operator != system)
            if name and not owned:
                term = Term(name, "service", event["operator"])
                yield from ((form, term) for form in (name, name.partition("(")[0]))
    yield from ((operator, Term(operator, "operator", operator)) for operator in sorted(operators))


def _own_name(system: str) -> str:
    """A system's name without the nouns that it ends in: 드림페이 for 드림페이 포인트 조회. Empty where more than a word is left."""
    words = system.split()
    while words and squeeze(words[-1])[0] in _nouns():
        words.pop()
    return words[0] if len(words) == 1 else ""


@cache
def _nouns() -> frozenset[str]:
    nouns = gazetteer().nouns
    every = (*nouns.plain, *nouns.owned, *nouns.alone, *nouns.function, *nouns.device, *nouns.place)
    return frozenset(squeeze(noun)[0] for noun in every)
