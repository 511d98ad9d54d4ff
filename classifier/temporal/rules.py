"""The rules of time expressions, read from `rules/*.toml`: words with their meaning, patterns, and examples that are run.

A rule without an example and a counterexample does not load, nor one with a misspelt key, an unknown word list or a
pattern that does not compile: `RuleError` names file and rule.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from classifier.text.beginnings import WIDTH, beginnings, fold

FOLDER = Path(__file__).parent / "rules"
ORDER = ("not_times", "zones", "intervals", "relative", "durations", "dates", "clocks")
Reads = Literal[
    "ago", "clock", "date", "day-word", "days", "days-as-word", "digital-clock", "filler", "half-of-day", "holiday",
    "hours", "hours-and-minutes", "length", "length-and-half", "length-from-to", "meridiem-clock", "midnight", "minute",
    "month", "night-word", "noon", "nothing", "nth-weekday", "pointed-day", "same-time", "then", "vague", "week",
    "weekday", "weekend", "year", "zone",
]  # fmt: skip
Meaning = str | int
DIGIT = "digit"


class RuleError(ValueError):
    """A rule file that cannot be used; the message names file and rule."""


class Entry(BaseModel):
    """What rules and ranges share. An example is a text with its expression in brackets, and the value of that."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    about: str
    examples: list[tuple[str, str]] = Field(min_length=1)
    counterexamples: list[str] = Field(min_length=1)


class RuleEntry(Entry):
    """One `[[rule]]`. `begins` names the word lists with which an expression may begin ("digit" for a number)."""

    begins: list[str] = Field(min_length=1)
    pattern: str
    reads: Reads
    refuses: str | None = None
    not_after: str | None = None


class RangeEntry(Entry):
    """One `[[range]]`: what stands between two points (none: open on one side), and behind the last."""

    between: str | None = None
    behind: str


E = TypeVar("E", bound=Entry)


class Words(BaseModel):
    """The shared word lists and pieces of patterns."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: dict[str, dict[str, Meaning]]
    pieces: dict[str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """A compiled rule. `lists` tells which of its groups are words of which list."""

    entry: RuleEntry
    at: str
    regex: re.Pattern[str]
    lists: dict[str, dict[str, Meaning]]
    refuses: re.Pattern[str] | None
    not_after: re.Pattern[str] | None

    def meanings(self, match: re.Match[str]) -> dict[str, Meaning]:
        """The groups that matched: a word as its meaning, anything else as it stands."""
        found: dict[str, Meaning] = {}
        for name, said in match.groupdict().items():
            if said is not None:
                words = self.lists.get(name)
                found[name] = said if words is None else words["".join(said.split())]
        return found


@dataclass(frozen=True, slots=True)
class Range:
    """A compiled range."""

    entry: RangeEntry
    at: str
    between: re.Pattern[str] | None
    behind: re.Pattern[str]


_NUMBER = re.compile("0+")  # in a folded text


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules: `trigger` finds the first word of an expression in a folded text, `after` tells which rules begin with it.

    That is by word ("0" for a number), then by the folded characters with which the expression begins.
    """

    rules: tuple[Rule, ...]
    ranges: tuple[Range, ...]
    trigger: re.Pattern[str]
    after: dict[str, dict[str, tuple[Rule, ...]]]

    def at(self, word: str, folded: str, start: int) -> tuple[Rule, ...]:
        """The rules to try, in order, where `trigger` found `word`; `folded` is the text as `fold` gives it."""
        heads = self.after[word]
        number = _NUMBER.match(folded, start)
        head = f"0{folded[number.end() : number.end() + 1]}" if number else folded[start : start + WIDTH]
        while head not in heads and head:
            head = head[:-1]
        return heads.get(head, ())


class _Compiler:
    def __init__(self, shared: Words) -> None:
        self._shared = shared
        self._plain = {
            name: {"".join(word.split()): meaning for word, meaning in words.items()}
            for name, words in shared.words.items()
        }

    def rule(self, path: Path, entry: RuleEntry, at: str) -> Rule:
        lists: dict[str, dict[str, Meaning]] = {}
        regex = self.regex(path, entry.name, entry.pattern, lists)
        unknown = set(entry.begins) - set(self._plain) - {DIGIT}
        if unknown:
            raise RuleError(f"{path.name}: rule {entry.name!r}: begins: no word list {sorted(unknown)[0]!r}")
        refuses = self.regex(path, entry.name, entry.refuses, {}) if entry.refuses else None
        after = self.regex(path, entry.name, f"(?:{entry.not_after})$", {}) if entry.not_after else None
        return Rule(entry, at, regex, lists, refuses, after)

    def range(self, path: Path, entry: RangeEntry, at: str) -> Range:
        between = self.regex(path, entry.name, entry.between, {}) if entry.between else None
        return Range(entry, at, between, self.regex(path, entry.name, entry.behind, {}))

    def regex(self, path: Path, name: str, pattern: str, lists: dict[str, dict[str, Meaning]]) -> re.Pattern[str]:
        try:
            return re.compile(self._filled(pattern, lists), re.VERBOSE)
        except (re.error, KeyError) as error:
            raise RuleError(f"{path.name}: rule {name!r}: pattern: {error}") from None

    def _filled(self, pattern: str, lists: dict[str, dict[str, Meaning]]) -> str:
        """The pattern with `{list}` and `{piece}` written out: as a group of that name, or `{list:name}`, `{list:}`."""

        def fill(match: re.Match[str]) -> str:
            name = match["name"]
            group = name if match["group"] is None else match["group"]
            if name in self._shared.words:
                body = _alternatives(self._shared.words[name])
                if group:
                    lists[group] = self._plain[name]
            else:
                body = self._filled(self._shared.pieces[name], lists)
            return f"(?P<{group}>{body})" if group else f"(?:{body})"

        return re.sub(r"\{(?P<name>[a-z_]+)(?::(?P<group>[a-z_]*))?\}", fill, pattern)

    def first_words(self, rule: Rule) -> set[str]:
        """The first words with which an expression of the rule may begin; "0" stands for any digit."""
        words = {
            fold(word.split()[0]) for name in rule.entry.begins if name != DIGIT for word in self._shared.words[name]
        }
        return words | {"0"} if DIGIT in rule.entry.begins else words


def _alternatives(words: dict[str, Meaning]) -> str:
    """The words, longest first; a space in a word is optional in the text."""
    return "|".join(re.escape(word).replace("\\ ", r"\s?") for word in sorted(words, key=len, reverse=True))


def _entries(path: Path, key: str) -> Iterator[tuple[dict[str, object], str]]:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    if set(data) != {"at", key}:
        raise RuleError(f"{path.name}: expected `at` and [[{key}]] entries only, found {sorted(data)}")
    yield from ((row, data["at"]) for row in data[key])


def _checked(path: Path, model: type[E], row: dict[str, object]) -> E:
    try:
        return model.model_validate(row)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise RuleError(f"{path.name}: rule {row.get('name', '?')!r}: {where}: {first['msg']}") from None


def load(folder: Path) -> Rules:
    """The rules of a folder. Raises `RuleError` where a file cannot be used."""
    try:
        compiler = _Compiler(Words.model_validate(tomllib.loads((folder / "words.toml").read_text(encoding="utf-8"))))
        rules = tuple(
            compiler.rule(path, _checked(path, RuleEntry, row), at)
            for path in (folder / f"{name}.toml" for name in ORDER)
            for row, at in _entries(path, "rule")
        )
        path = folder / "ranges.toml"
        ranges = tuple(compiler.range(path, _checked(path, RangeEntry, row), at) for row, at in _entries(path, "range"))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise RuleError(f"{folder.name}: {error}") from None
    firsts = [(rule, compiler.first_words(rule), beginnings(rule.regex)) for rule in rules]
    words = {word for _, words, _ in firsts for word in words}
    after = {
        word: _by_head([(rule, heads) for rule, words, heads in firsts if word.startswith(tuple(words))])
        for word in words | {"0"}
    }
    return Rules(rules, ranges, _trigger(words - {"0"}), after)


def _by_head(rules: list[tuple[Rule, frozenset[str]]]) -> dict[str, tuple[Rule, ...]]:
    """For each beginning of any of the rules those that may begin so."""
    every = {head for _, heads in rules for head in heads}
    return {head: tuple(rule for rule, heads in rules if head.startswith(tuple(heads))) for head in every}


def _trigger(words: set[str]) -> re.Pattern[str]:
    """The first digit of a number, or a word, the longest. Every branch begins with a letter: `re` is quick at those."""
    by_first: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        by_first.setdefault(re.escape(word[0]), []).append(re.escape(word[1:]))
    number = "0(?<!00)(?<!0[.,]0)"
    return re.compile("|".join([number, *(f"{first}(?:{'|'.join(tails)})" for first, tails in by_first.items())]))


@cache
def packaged() -> Rules:
    """The rules that come with meoktong, read once per process."""
    return load(FOLDER)
