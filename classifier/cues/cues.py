"""Cue words as data: what tells of an outage, its end, its cause, and what says that it never happened.

Every `*.toml` beside this module holds `[[cue]]` entries with examples that the tests run; a cue without an example, or
with a misspelt key, does not load.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

Kind = Literal[
    "outage", "recovery", "partial", "ongoing", "unhurt", "planned", "drill", "feared", "denied", "other_sense",
    "notice", "observation", "earlier", "aftermath", "digital", "cause",
]  # fmt: skip


class CueError(ValueError):
    """A cue file that cannot be used; the message names file and entry."""


class CueEntry(BaseModel):
    """One `[[cue]]` of a data file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    kind: Kind
    pattern: str
    cause: str | None = None
    examples: list[str] = Field(min_length=1)
    counterexamples: list[str] = []


class Cue(NamedTuple):
    """One cue found in a text: `name` and `kind` of its entry, its span, and its cause for kind `cause`."""

    name: str
    kind: str
    start: int
    end: int
    cause: str | None


_LAYERS = (
    {"outage", "other_sense"},
    {"recovery", "partial", "ongoing"},
    {"planned", "drill", "feared", "denied", "unhurt"},
    {"notice", "observation", "earlier", "aftermath"},
    {"digital"},
)


class Lexicon:
    """Compiled cues, in layers that are searched independently: cues of different layers may overlap.

    Within a layer, and within one cause, the earlier place is found first, then the entry that is listed first.
    """

    def __init__(self, entries: list[CueEntry]) -> None:
        self.entries = tuple(entries)
        causes = sorted({entry.cause for entry in self.entries if entry.cause})
        picks = [[n for n, e in enumerate(self.entries) if e.kind in kinds] for kinds in _LAYERS]
        picks += [[n for n, e in enumerate(self.entries) if e.cause == cause] for cause in causes]
        self._layers = [self._compile(pick) for pick in picks if pick]

    def _compile(self, numbers: list[int]) -> re.Pattern[str]:
        return re.compile("|".join(f"(?P<c{n}>{self.entries[n].pattern})" for n in numbers))

    def find(self, text: str) -> list[Cue]:
        """All cues of `text`, in order of their places."""
        found = [self._cue(match) for layer in self._layers for match in layer.finditer(text)]
        return sorted(found, key=lambda cue: (cue.start, cue.end))

    def _cue(self, match: re.Match[str]) -> Cue:
        entry = self.entries[int((match.lastgroup or "c0")[1:])]
        return Cue(entry.name, entry.kind, match.start(), match.end(), entry.cause)


def read_entries(path: Path) -> list[CueEntry]:
    """Entries of one data file. Raises `CueError` naming the file and the faulty entry."""
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CueError(f"{path.name}: {error}") from None
    if set(rows) != {"cue"}:
        raise CueError(f"{path.name}: expected [[cue]] entries only, found {sorted(rows)}")
    return [_entry(path, number, row) for number, row in enumerate(rows["cue"], 1)]


def _entry(path: Path, number: int, row: object) -> CueEntry:
    try:
        entry = CueEntry.model_validate(row)
        groups = re.compile(entry.pattern).groups
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise CueError(f"{path.name}: cue {number}: {where}: {first['msg']}") from None
    except re.error as error:
        raise CueError(f"{path.name}: cue {number}: pattern: {error}") from None
    if groups:
        raise CueError(f"{path.name}: cue {number}: pattern: use (?:…), not capturing groups")
    if (entry.kind == "cause") != (entry.cause is not None):
        raise CueError(f"{path.name}: cue {number}: a cause belongs to kind 'cause', and to no other")
    return entry


@cache
def lexicon() -> Lexicon:
    """The packaged cues, read once per process."""
    folder = Path(__file__).parent
    return Lexicon([entry for path in sorted(folder.glob("*.toml")) for entry in read_entries(path)])
