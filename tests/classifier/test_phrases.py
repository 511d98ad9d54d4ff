"""How much of what the news says the cues know: phrases written from the language, not from articles."""

import tomllib
from pathlib import Path

import pytest

from classifier.cues.cues import lexicon

PHRASES = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text(encoding="utf-8"))
KNOWN = 0.8  # of the phrases of one kind, that hold a cue of it
BESIDE = {"recovery": {"recovery", "partial"}}  # kinds that say it too


@pytest.mark.parametrize("kind", PHRASES["kind"])
def test_cues_know_what_is_said(kind: str) -> None:
    wanted = BESIDE.get(kind, {kind})
    phrases = PHRASES["kind"][kind]
    missed = [phrase for phrase in phrases if not wanted & {cue.kind for cue in lexicon().find(f"{phrase}.")}]
    assert len(missed) <= (1 - KNOWN) * len(phrases), missed


@pytest.mark.parametrize("cause", PHRASES["cause"])
def test_cues_know_how_causes_are_told(cause: str) -> None:
    phrases = PHRASES["cause"][cause]
    missed = [
        phrase for phrase in phrases if cause not in {cue.cause for cue in lexicon().find(f"{phrase} 앱이 멈췄다.")}
    ]
    assert len(missed) <= (1 - KNOWN) * len(phrases), missed
