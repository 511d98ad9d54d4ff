"""Every cue's own examples and counterexamples, and what a faulty cue file says."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.cues.cues import CueEntry, CueError, Lexicon, lexicon, read_entries
from classifier.text.beginnings import beginnings
from tests.timing import cpu_seconds, repeated

EXAMPLES = [(entry, text) for entry in lexicon().entries for text in entry.examples]
COUNTEREXAMPLES = [(entry, text) for entry in lexicon().entries for text in entry.counterexamples]


@pytest.mark.parametrize(("entry", "text"), EXAMPLES, ids=lambda value: getattr(value, "name", value))
def test_example_is_found(entry: CueEntry, text: str) -> None:
    assert entry.name in {cue.name for cue in lexicon().find(text)}


@pytest.mark.parametrize(("entry", "text"), COUNTEREXAMPLES, ids=lambda value: getattr(value, "name", value))
def test_counterexample_is_not_found(entry: CueEntry, text: str) -> None:
    assert entry.name not in {cue.name for cue in lexicon().find(text)}


ALONE = [(Lexicon([entry]), re.compile(entry.pattern)) for entry in lexicon().entries]
PIECES = st.sampled_from([example for entry, example in EXAMPLES] + [*" \n.0４가a\u3000", "또", "앱", "의", "\t"])


@given(st.lists(PIECES, max_size=12).map("".join))
def test_an_entry_alone_in_its_lexicon_finds_what_its_pattern_finds(text: str) -> None:
    for alone, pattern in ALONE:
        assert [(cue.start, cue.end) for cue in alone.find(text)] == [match.span() for match in pattern.finditer(text)]


@pytest.mark.parametrize(
    ("pattern", "heads"),
    [("먹통", {"먹통"}), (r"\d{1,2}년", {"0년"}), (r"제\s?자리", {"제 ", "제자"}), ("또", {"또"}), (".장애", {""}),
     ("(?i:ab)", {""}), ("(?i)ab", {""}), ("[가-힣]애", {""}), ("[^가]", {""}), ("(?<!슬로)다운(?=돼)", {"다운"}), ("(?:가|나)*다라", {
         "가가", "가나", "가다", "나가", "나나", "나다", "다라"}), ("4일", {"0일"})],
)  # fmt: skip
def test_beginnings(pattern: str, heads: set[str]) -> None:
    assert beginnings(re.compile(pattern), width=2) == heads


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
    """Sixteen times the hostile text: sixteen times the work where it is linear, 256 times where it is quadratic."""

    def seconds(size: int) -> float:
        text = repeated(piece, size)
        return cpu_seconds(lambda: lexicon().find(text))

    assert seconds(80_000) / max(seconds(5_000), 1e-4) < 64
