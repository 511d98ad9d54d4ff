"""What a system is called: a bare 인터넷뱅킹 belongs to somebody, and a long phrase may hold more than the name.

Every candidate has a first name by rule; for those that were hit, `variants` lists the names that it could have, and the
model `name` chooses.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from classifier.systems.called import called
from classifier.systems.candidates import Candidate
from classifier.systems.lexicon import watchers
from classifier.systems.names import name_forms, system_key
from classifier.systems.phrases import ending_of
from classifier.text.lists import BRACKET
from classifier.text.quotes import OPENING
from classifier.text.sentences import Span

TITLE_WEIGHT = 3  # namings that one in the headline counts for


class Owner(NamedTuple):
    """A name that may own a service, at one of its mentions. `kind`: `operator`, `service`, or `phrase` (unlisted).

    `said`: how the article writes it most often. `end`: where the mention ends, None where a phrase goes on with what is owned.
    """

    start: int
    name: str
    operator: str | None
    sector: str
    kind: str
    said: str = ""
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Variant:
    """One name that a candidate could have: whose, how that owner stands to it, and which part of the phrase.

    `beside`: whether its sentence names anybody before it who may own it.
    """

    name: str
    owner: Owner | None
    how: tuple[str, ...]
    part: str
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Owners:
    """All owners that a text names, in order, and each by his name; `ranked` from the most prominent down."""

    mentions: tuple[Owner, ...]
    ranked: tuple[str, ...]
    weights: dict[str, int] = field(default_factory=dict)
    by_name: dict[str, list[Owner]] = field(default_factory=dict)

    @classmethod
    def of(cls, found: Sequence[Candidate], title_end: int) -> Owners:
        """Gather them; a naming in the headline counts three times."""
        said = operators_called(found)
        mentions = tuple(o._replace(said=said.get(o.name, o.name)) for candidate in found for o in _owners(candidate))
        weights: Counter[str] = Counter()
        for owner in mentions:
            weights[owner.name] += TITLE_WEIGHT if owner.start < title_end else 1
        by_name: dict[str, list[Owner]] = {}
        for owner in mentions:
            by_name.setdefault(owner.name, []).append(owner)
        ranked = sorted(weights, key=lambda name: (-weights[name], by_name[name][0].start))
        return cls(mentions, tuple(ranked), dict(weights), by_name)

    def named(self, name: str) -> Owner | None:
        """The first mention of an owner."""
        return next(iter(self.by_name.get(name, ())), None)

    def last(self, name: str, place: int) -> Owner | None:
        """The last mention of an owner that begins before a place."""
        told = self.by_name.get(name, [])
        at = bisect_left(told, place, key=lambda owner: owner.start)
        return told[at - 1] if at else None

    def before(self, place: int) -> int:
        """How many mentions begin before a place."""
        return bisect_left(self.mentions, place, key=lambda owner: owner.start)

    def around(self, candidate: Candidate, sentence: Span) -> Iterator[tuple[str, Owner]]:
        """Owners in the candidate's reach, each with how it stands to it; one may come several times."""
        at = self.before(candidate.start)
        inside = [owner for owner in self.mentions[:at] if owner.start >= sentence.start]
        yield from (("near", owner) for owner in _last_name(inside))
        if inside:
            yield "topic", inside[0]
        yield from (
            ("before" if inside else "carried", owner) for owner in _last_name(self.mentions[: at - len(inside)])
        )
        behind = self.before(candidate.end)
        yield from (("after", owner) for owner in self.mentions[behind : behind + 1] if owner.start < sentence.end)
        for rank, name in enumerate(self.ranked[:3]):
            yield f"rank {rank}", self.named(name) or self.mentions[0]


INTRODUCING = re.compile(rf"{BRACKET}\s?[{OPENING}]?")  # between a description and the name behind it
PLACES = {"시", "군", "구", "도"}  # endings of names of places
BESIDE = 2  # characters between an owner and the name of a service that it may own: 의 and a space
SHORTEST = 3  # characters; 신한 for 신한은행 is no name to look up


def operators_called(found: Sequence[Candidate]) -> dict[str, str]:
    """What the article calls each operator; 인천공항 is a name too, and abbreviations are none."""
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for candidate in found:
        if candidate.operator and len(candidate.said) >= SHORTEST and not candidate.said.isascii():
            forms[candidate.operator][candidate.said] += 1
    return {name: called(name, written) for name, written in forms.items()}


def _last_name(mentions: Sequence[Owner]) -> Sequence[Owner]:
    """The last mention with what else is owned at the same place (카카오톡 and 카카오)."""
    return [owner for owner in mentions[-2:] if owner.start == mentions[-1].start] if mentions else []


def _owners(candidate: Candidate) -> Iterator[Owner]:
    if candidate.shared:
        return
    if candidate.source in {"service", "operator"}:
        name = candidate.owner or candidate.name
        end = None if candidate.tail else candidate.end
        if candidate.source == "service":
            yield Owner(candidate.start, name, candidate.operator, candidate.sector, "service", end=end)
        if (candidate.operator and candidate.operator != name) or candidate.source == "operator":
            operator = candidate.operator or name
            yield Owner(candidate.start, operator, operator, candidate.sector, "operator", end=end)
    elif candidate.owner:
        known = candidate.operator is not None and candidate.tail != "" and candidate.source == "open"
        yield Owner(
            candidate.start, candidate.owner, candidate.operator, candidate.sector, "operator" if known else "phrase"
        )


def first_names(found: Sequence[Candidate], sentences: Sequence[Span]) -> list[Candidate]:
    """Candidates with the owner that a rule gives: the one named last in the sentence, else the most prominent."""
    owners = Owners.of(found, sentences[0].end if sentences else 0)
    starts = [sentence.start for sentence in sentences]
    return [_first_name(c, owners, starts) for c in found]


def _first_name(candidate: Candidate, owners: Owners, starts: Sequence[int]) -> Candidate:
    if candidate.owner or candidate.source not in {"open", "function"} or candidate.use == "alone":
        return candidate
    if candidate.source == "open" and candidate.tail != candidate.noun and candidate.use != "owned":
        return candidate
    sentence = bisect_right(starts, candidate.start)
    floor = starts[sentence - 1] if sentence else 0
    at = owners.before(candidate.start)
    near = next((o for o in reversed(owners.mentions[:at]) if o.start >= floor), None)
    best = near or (owners.named(owners.ranked[0]) if owners.ranked else None)
    if best is None:
        return candidate
    return replace(
        candidate, name=f"{best.name} {candidate.name}", operator=best.operator, sector=best.sector or candidate.sector
    )


def variants(text: str, candidate: Candidate, owners: Owners, sentence: Span) -> list[Variant]:
    """Every name that a candidate in `text` could have, each once."""
    if candidate.source in {"service", "operator"} and not candidate.tail:
        own = Variant(candidate.name, None, ("own",), "all")
        return [own, *_of_another(candidate, owners)] if candidate.named else [own]
    choices = list(_choices(text, candidate, owners, sentence))
    introduces = any(how == "introduced" for _, how in choices)
    beside = any(how == "near" for _, how in choices)
    found: dict[str, tuple[Owner | None, list[str], str]] = {}
    for part, tail in _parts(candidate, introduces):
        for owner, how in choices:
            if not tail and (owner is None or owner.kind != "service"):
                continue
            if owner and tail and system_key(tail).startswith(system_key(owner.name)):
                continue
            name = tail if owner is None else f"{owner.said or owner.name} {tail}".strip()
            found.setdefault(name, (owner, [], part))[1].append(how)
    return [Variant(name, owner, tuple(hows), part, beside) for name, (owner, hows, part) in found.items()]


def _of_another(candidate: Candidate, owners: Owners) -> Iterator[Variant]:
    """A service by its own name with who is named right before it: 해솔저축은행 오픈뱅킹."""
    at = owners.before(candidate.start)
    last = owners.mentions[at - 1] if at else None
    if last is None or last.kind != "operator" or last.end is None or not 0 <= candidate.start - last.end <= BESIDE:
        return
    if not system_key(candidate.name).startswith(system_key(last.name)):
        yield Variant(f"{last.said or last.name} {candidate.name}", last, ("right before",), "all")


def _parts(candidate: Candidate, introduces: bool) -> Iterator[tuple[str, str]]:
    """The phrase without its owner, its last words, and nothing of it where it stands for a service or introduces one."""
    words = candidate.tail.split() or candidate.name.split()
    yield "all", " ".join(words)
    if len(words) > 1:
        yield "but one", " ".join(words[1:])
    if len(words) > 2:
        yield "last", words[-1]
    if introduces or candidate.named or words[-1] in name_forms().endings:
        yield "none", ""  # 앱이 멈췄다: the service itself


def _choices(text: str, candidate: Candidate, owners: Owners, sentence: Span) -> Iterator[tuple[Owner | None, str]]:
    if candidate.owner:
        own = owners.named(candidate.owner) or Owner(
            candidate.start, candidate.owner, candidate.operator, candidate.sector, "phrase"
        )
        yield own, "shared" if candidate.shared else "own"
        if candidate.named and candidate.operator:
            yield own._replace(name=candidate.operator, kind="operator"), "operator"
        if candidate.named:
            return
    yield None, "bare"
    for how, owner in owners.around(candidate, sentence):
        introduced = how == "after" and INTRODUCING.fullmatch(text, candidate.end, owner.start) is not None
        if introduced:
            yield owner, "introduced"
        if introduced or _may_own(owner, candidate):
            yield owner, how


def _may_own(owner: Owner, candidate: Candidate) -> bool:
    """Whether a phrase may belong to somebody: if it names its owner, to that one alone, and to services of the same.

    Who watches over others owns little of what is called after him, and a place none of its networks.
    """
    own = candidate.owner
    if candidate.use == "alone" and ending_of(owner.name) in PLACES:
        return False
    if own is None or own in watchers() or (candidate.use == "alone" and ending_of(own) in PLACES):
        return True
    return owner.name == own or (owner.operator is not None and owner.operator == candidate.operator)
