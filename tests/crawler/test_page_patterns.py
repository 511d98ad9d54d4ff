"""Every furniture pattern does what its own examples say, and stays cheap on hostile lines."""

import time
import tomllib
from pathlib import Path

import pytest
from pydantic import ValidationError

import crawler.page_patterns
from crawler.page_patterns import MAX_FURNITURE_LINE, Furniture, Patterns, patterns

KINDS = patterns().furniture


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_examples_are_furniture_and_counterexamples_are_not(kind: Furniture) -> None:
    assert kind.examples
    assert kind.counterexamples
    assert all(kind.pattern.fullmatch(line) for line in kind.examples)
    assert not any(patterns().is_furniture(line) for line in kind.counterexamples)


def test_a_long_line_is_never_furniture() -> None:
    assert not patterns().is_furniture("저작권자 ⓒ " + "가" * MAX_FURNITURE_LINE)


@pytest.mark.parametrize("unit", ["가", "가 ", "김하늘 ", "a@", "a.", "2023.11.", "입력 ", "입력: ", "ⓒ", "▶ "])
def test_patterns_are_cheap_on_hostile_lines(unit: str) -> None:
    stamp = patterns().stamp
    started = time.process_time()
    patterns().is_furniture((unit * 200)[:MAX_FURNITURE_LINE])
    list(stamp.published_label.finditer(unit * 20_000))
    list(stamp.modified_label.finditer(unit * 20_000))
    assert time.process_time() - started < 2


def test_a_typo_in_a_key_fails_at_load() -> None:
    text = (Path(crawler.page_patterns.__file__).parent / "page_patterns.toml").read_text(encoding="utf-8")
    broken = tomllib.loads(text.replace('name = "copyright"', 'nmae = "copyright"'))
    with pytest.raises(ValidationError, match="furniture"):
        Patterns.model_validate(broken)
