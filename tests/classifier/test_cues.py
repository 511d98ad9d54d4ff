"""Every cue's own examples and counterexamples, and what a faulty cue file says."""

import time
from pathlib import Path

import pytest

from classifier.cues.cues import CueEntry, CueError, lexicon, read_entries

EXAMPLES = [(entry, text) for entry in lexicon().entries for text in entry.examples]
COUNTEREXAMPLES = [(entry, text) for entry in lexicon().entries for text in entry.counterexamples]


@pytest.mark.parametrize(("entry", "text"), EXAMPLES, ids=lambda value: getattr(value, "name", value))
def test_example_is_found(entry: CueEntry, text: str) -> None:
    assert entry.name in {cue.name for cue in lexicon().find(text)}


@pytest.mark.parametrize(("entry", "text"), COUNTEREXAMPLES, ids=lambda value: getattr(value, "name", value))
def test_counterexample_is_not_found(entry: CueEntry, text: str) -> None:
    assert entry.name not in {cue.name for cue in lexicon().find(text)}


def test_names_are_unique() -> None:
    names = [entry.name for entry in lexicon().entries]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '[[cue]]\nname="a"\nkind="outage"\npattern="x"\nexamples=["x"]\nexampels=["y"]',
            "broken.toml: cue 1: exampels",
        ),
        ('[[cue]]\nname="a"\nkind="outage"\npattern="x"\nexamples=[]', "broken.toml: cue 1: examples"),
        ('[[cue]]\nname="a"\nkind="outage"\npattern="("\nexamples=["x"]', "broken.toml: cue 1: pattern"),
        ('[[cue]]\nname="a"\nkind="outage"\npattern="(x)"\nexamples=["x"]', "capturing"),
        ('[[cue]]\nname="a"\nkind="outage"\ncause="fire"\npattern="x"\nexamples=["x"]', "belongs to kind 'cause'"),
        ("[[cue]", "broken.toml"),
        ("[cues]", "broken.toml: expected"),
    ],
)
def test_faulty_file_names_file_and_entry(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CueError, match=message):
        read_entries(path)


@pytest.mark.parametrize(
    "piece",
    ["접속이 ", "서비스가 제대로 ", "장애", "복구 ", "접속자가 한꺼번에 ", "광케이블이 ", "원인은 ", "이용하는 ", "가"],
)
def test_time_grows_with_length_only(piece: str) -> None:
    """Doubling hostile text may cost at most about twice the time (bound 3.5 for a noisy machine)."""

    def seconds(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        best = 9.0
        for _ in range(3):
            start = time.perf_counter()
            lexicon().find(text)
            best = min(best, time.perf_counter() - start)
        return best

    assert seconds(80_000) / max(seconds(40_000), 1e-4) < 3.5
