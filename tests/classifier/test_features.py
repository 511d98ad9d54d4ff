"""What the models see of a text: its words, but never a name or a number of it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.decisions.features import Context, after, bucket, clause_row, told_row
from classifier.reading import read

TEXT = "카카오톡 먹통\n카카오톡이 24일 오후 1시 57분부터 멈췄지만 토스 앱 송금은 되었다."


def test_the_words_of_a_clause_without_names_and_numbers() -> None:
    context = Context.of(read(TEXT, datetime(2023, 11, 24, 9, tzinfo=UTC)))
    rows = [told_row(context.words_in(clause)) for clause in context.reading.clauses]
    said = {name for row in rows for name in row}
    assert {"says=먹통", "says=<name>", "says=<n>"} <= said
    assert not [name for name in said if "카카오" in name or "토스" in name or any(c.isdigit() for c in name)]


def test_a_clause_says_which_word_follows_which() -> None:
    context = Context.of(read(TEXT, datetime(2023, 11, 24, 9, tzinfo=UTC)))
    assert "says=<name> 먹통" in clause_row(context, 0)


@pytest.mark.parametrize(("number", "name"), [(-3, "<=0"), (0, "<=0"), (0.1, "<=1.5"), (1.5, "<=1.5"), (2, ">1.5")])
def test_a_bucket_is_named_by_the_edge_that_a_number_does_not_pass(number: float, name: str) -> None:
    assert bucket(number, 0, 1.5) == name


@given(st.floats(allow_nan=False), st.lists(st.integers(-99, 99), min_size=1, unique=True).map(sorted))
def test_every_number_has_a_bucket(number: float, edges: list[int]) -> None:
    expected = next((f"<={edge}" for edge in edges if number <= edge), f">{edges[-1]}")
    assert bucket(number, *edges) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("오후 1시까지", "까지"),
        ("오후 1시 넘어서까지 이어졌다", "까지"),
        ("오후 1시가 넘어서야 열렸다", "에야"),
        ("오후 1시를 조금 넘겨 열렸다", "넘어"),
        ("오후 1시에는", "에는"),
        ("오후 1시 반", "-"),
    ],
)
def test_what_follows_a_time(text: str, expected: str) -> None:
    assert after(text, len("오후 1시")) == expected
