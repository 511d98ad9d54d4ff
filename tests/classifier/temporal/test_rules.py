"""Every rule's own examples are run: span, value and the rule's name; counterexamples must not be taken by the rule."""

import re
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from classifier.temporal.find import find_pieces, find_timexes
from classifier.temporal.readers import READERS
from classifier.temporal.rules import FOLDER, Entry, RuleError, load, packaged
from storage.records import Timex

RULES = [*packaged().rules, *packaged().ranges]
EXAMPLES = [(rule.entry, rule.at, *example) for rule in RULES for example in rule.entry.examples]
COUNTEREXAMPLES = [(rule.entry, rule.at, text) for rule in RULES for text in rule.entry.counterexamples]
QUIET = {"nothing", "filler", "then"}  # rules that leave no name of their own


def every(text: str, at: str) -> list[Timex]:
    """What single rules found, and what came of it when days and clock times, and ends of intervals, were joined."""
    moment = datetime.fromisoformat(at)
    return find_pieces(text, moment) + find_timexes(text, moment)


def named(entry: Entry, found: Timex) -> bool:
    return entry.name in re.split(r"[+,: ]+", found.rule)


@pytest.mark.parametrize(
    ("entry", "at", "marked", "value"), EXAMPLES, ids=[f"{e.name}: {m}" for e, _, m, _ in EXAMPLES]
)
def test_example(entry: Entry, at: str, marked: str, value: str) -> None:
    text, start, end = marked.replace("[", "").replace("]", ""), marked.find("["), marked.find("]") - 1
    found = every(text, at)
    if start < 0:
        assert found == []
        return
    match = [t for t in found if (t.evidence.start, t.evidence.end, t.value) == (start, end, value)]
    assert match, [(t.evidence.quote, t.value, t.rule) for t in found]
    assert getattr(entry, "reads", "") in QUIET or any(named(entry, t) for t in match)


@pytest.mark.parametrize(
    ("entry", "at", "text"), COUNTEREXAMPLES, ids=[f"{e.name}: {t}" for e, _, t in COUNTEREXAMPLES]
)
def test_counterexample(entry: Entry, at: str, text: str) -> None:
    assert [t.value for t in every(text, at) if named(entry, t)] == []


def test_every_reader_has_a_rule() -> None:
    assert {rule.entry.reads for rule in packaged().rules} == set(READERS)


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("dates.toml", "counterexamples = ", "counterexample = ", "dates.toml: rule 'date-in-digits': counterexample"),
        ("clocks.toml", "\nexamples = [", "\nexamples = []\nabout2 = [", "clocks.toml: rule 'digital-clock'"),
        ("dates.toml", "{lean}", "{leen}", "dates.toml: rule 'date': pattern: 'leen'"),
        ("dates.toml", r"(?P<year>\d{4})", r"(?P<year>\d{4}", "dates.toml: rule 'date-in-digits': pattern"),
        ("clocks.toml", 'begins = ["noon"', 'begins = ["nune"', "no word list 'nune'"),
        ("zones.toml", 'reads = "zone"', 'reads = "zones"', "zones.toml: rule 'zone': reads"),
        ("words.toml", "[words.half]", "[words.half", "rules: "),
    ],
)
def test_a_faulty_rule_does_not_load(tmp_path: Path, file: str, old: str, new: str, message: str) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "rules"))
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RuleError, match=re.escape(message)):
        load(folder)
