"""What a name is to the words that tell of an outage: its subject, its modifier, the head of its relative clause, a peer in a list.

A light reading of Korean syntax: verbs come last, particles follow their noun, and of a list only the last member carries one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from classifier.cues.cues import Cue
from classifier.systems.candidates import Candidate
from classifier.text.lists import BETWEEN, BRACKET

FARTHEST = 70  # characters from a name to the word that it may belong to
_EVENT = frozenset({"outage", "recovery", "partial", "ongoing"})
_PEER = re.compile(rf"{BRACKET}['’\"”]?(?:{BETWEEN}|은 물론\s|는 물론\s|에 이어\s|\s등\s)['‘\"“]?")
_PARTICLE = re.compile(
    r"(?:\([^()\n]{0,20}\))?['’\"”]?\s?(?:등)?(이|가|은|는|을|를|의|에서는|에서도|에서|에는|에도|에|도|까지|마저|로|으로|와|과)?(?![가-힣A-Za-z0-9])"
)
_BARE = re.compile(r"(?:\([^()\n]{0,20}\))?['’\"”]?\s?(?:[가-힣A-Za-z]{1,8}\s?){0,2}")
_ADNOMINAL = re.compile(
    r"[가-힣]{0,5}(?:된|던|난|한|인|은|린|진|긴|힌|춘|는|킨|운)\s(?:[가-힣A-Za-z0-9·]{1,10}\s){0,2}['‘\"“]?"
)
_SUBJECT = {
    "이": "subject",
    "가": "subject",
    "은": "topic",
    "는": "topic",
    "도": "topic",
    "까지": "topic",
    "마저": "topic",
}


def argument_of(
    text: str, system: Candidate, systems: Sequence[Candidate], cues: Sequence[Cue]
) -> tuple[str, Cue | None]:
    """The part that a name plays, and the event word that it plays it to; `systems` and `cues` are those of its sentence."""
    peer, listed = system, False
    for _ in systems:
        following = _peer_of(text, peer, systems)
        if following is None:
            break
        peer, listed = following, True
    part, cue = _own_part(text, peer, systems, cues)
    if part == "none":
        part, cue = _relative(text, system, cues)
    return (f"listed {part}" if listed and part != "none" else part), cue


def _peer_of(text: str, system: Candidate, systems: Sequence[Candidate]) -> Candidate | None:
    gap = _PEER.match(text, system.end)
    if gap is None:
        return None
    return next(
        (other for other in systems if other.start <= gap.end() < other.end and other.start >= system.end), None
    )


def _own_part(
    text: str, system: Candidate, systems: Sequence[Candidate], cues: Sequence[Cue]
) -> tuple[str, Cue | None]:
    cue = next((c for c in cues if c.kind in _EVENT and system.end <= c.start <= system.end + FARTHEST), None)
    if cue is None:
        inside = next((c for c in cues if c.kind in _EVENT and system.start <= c.start < system.end), None)
        return ("holds", inside) if inside else ("none", None)
    particle = _PARTICLE.match(text, system.end)
    word = particle[1] if particle else None
    if word is None:
        bare = _BARE.match(text, system.end)
        near = bare is not None and bare.end() >= cue.start
        return ("modifier" if near else "bare"), cue
    part = _SUBJECT.get(word, word)
    rival = any(
        other.start >= system.end and other.end <= cue.start and _carries(text, other) in {"subject", "topic"}
        for other in systems
    )
    return (f"{part} before another" if rival else part), cue


def _carries(text: str, system: Candidate) -> str:
    particle = _PARTICLE.match(text, system.end)
    return _SUBJECT.get(particle[1] or "", particle[1] or "-") if particle else "-"


def _relative(text: str, system: Candidate, cues: Sequence[Cue]) -> tuple[str, Cue | None]:
    """먹통이 된 정부24, 멈췄던 앱."""
    before = [c for c in cues if c.kind in _EVENT and c.end <= system.start and system.start - c.end <= 30]
    if before:
        between = text[before[-1].end : system.start]
        if _ADNOMINAL.fullmatch(between) or (between.strip() == "" and before[-1].end < system.start):
            return "relative", before[-1]
    return "none", None
