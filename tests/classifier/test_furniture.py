"""Furniture lines by their own examples, and where an article ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.text.furniture import FurnitureEntry, entries, furniture, overlaps

CASES = [(entry, line, True) for entry, _ in entries() for line in entry.examples]
CASES += [(entry, line, False) for entry, _ in entries() for line in entry.counterexamples]


@pytest.mark.parametrize(("entry", "line", "expected"), CASES, ids=lambda value: getattr(value, "name", str(value)))
def test_examples(entry: FurnitureEntry, line: str, expected: bool) -> None:
    assert bool(furniture(f"제목\n{line}")) is expected


def test_list_after_the_end_is_furniture_and_prose_is_not() -> None:
    text = "제목\n- 첫째, 접속이 끊겼다.\n본문이 이어진다.\n김하늘 기자\n- 17일 나라장터 먹통\n덧붙인 문장도 본문이다."
    lines = {text[span.start : span.end] for span in furniture(text)}
    assert lines == {"김하늘 기자", "- 17일 나라장터 먹통"}


def test_headline_is_never_furniture() -> None:
    assert furniture("김하늘 기자\n본문이다.") == []


@pytest.mark.parametrize("line", ["가" * 5000, "사진 " * 60, "[" * 280, "a@" * 140, "#가 " * 90])
def test_hostile_lines_are_cheap(line: str) -> None:
    furniture("제목\n" + "\n".join([line] * 200))


@given(
    st.lists(st.sampled_from(["(끝)", "", "김하늘 기자", "본문이다.", "- 17일 먹통"])),
    st.integers(0, 60),
    st.integers(1, 9),
)
def test_overlaps(lines: list[str], start: int, length: int) -> None:
    spans = [span for span in furniture("\n".join(["제목", *lines])) if span.start < span.end]
    expected = any(span.start < start + length and start < span.end for span in spans)
    assert overlaps(spans, start, start + length) is expected
