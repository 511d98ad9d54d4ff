"""Cue words as data: what tells of an outage, its end, its cause, and what says that it never happened.

Every `*.toml` beside this module holds `[[cue]]` entries with examples that the tests run; a cue without an example, or
with a misspelt key, does not load.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import repeat
from operator import add, itemgetter
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from classifier.text.beginnings import beginnings, fold

Kind = Literal[
    "outage", "recovery", "partial", "ongoing", "unhurt", "planned", "drill", "feared", "denied", "other_sense",
    "notice", "observation", "earlier", "aftermath", "digital", "cause",
    "because", "ruled_out", "supposed", "explained", "unexplained",
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


REASONS = ("because", "ruled_out", "supposed", "explained", "unexplained")
"""What is said of a cause: kinds of cues that tell nothing of the event itself."""
_LAYERS = (
    {"outage", "other_sense"},
    {"recovery", "partial", "ongoing"},
    {"planned", "drill", "feared", "denied", "unhurt"},
    {"notice", "observation", "earlier", "aftermath"},
    {"digital"},
    {"because"},
    {"ruled_out"},
    {"supposed"},
    {"explained", "unexplained"},
)


class _Try(NamedTuple):
    """An entry to be tried where its match may begin, in its layer."""

    layer: int
    order: int
    entry: CueEntry
    match: Callable[[str, int], re.Match[str] | None]


class Lexicon:
    """Compiled cues, in layers that are searched independently: cues of different layers may overlap.

    Within a layer, and within one cause, the earlier place is found first, then the entry that is listed first. The
    text is walked once; an entry is tried only behind two characters with which it may begin.
    """

    def __init__(self, entries: list[CueEntry]) -> None:
        self.entries = tuple(entries)
        causes = sorted({entry.cause for entry in self.entries if entry.cause})
        kinds = {kind: n for n, layer in enumerate(_LAYERS) for kind in layer}
        layers = kinds | {cause: n for n, cause in enumerate(causes, len(_LAYERS))}
        self._layers = len(_LAYERS) + len(causes)
        by_head: defaultdict[str, list[_Try]] = defaultdict(list)
        for order, entry in enumerate(self.entries):
            pattern = re.compile(entry.pattern)
            attempt = _Try(layers[entry.cause or entry.kind], order, entry, pattern.match)
            for head in beginnings(pattern, width=2):
                by_head[head].append(attempt)
        by_head["00"] = [attempt for head in by_head if head.startswith("0") for attempt in by_head[head]]
        self._tries = {head: self._sorted(by_head, head) for head in by_head}

    @staticmethod
    def _sorted(by_head: Mapping[str, list[_Try]], head: str) -> tuple[_Try, ...]:
        """What to try behind these characters: entries that begin with all of them, with the first, with anything."""
        tries = {t.order: t for width in range(len(head) + 1) for t in by_head.get(head[:width], ())}
        return tuple(sorted(tries.values(), key=itemgetter(0, 1)))

    def find(self, text: str) -> list[Cue]:
        """All cues of `text`, in order of their places."""
        found: list[Cue] = []
        ends = [0] * self._layers
        for at, tries in self._places(text):
            for layer, _, entry, match in tries:
                hit = match(text, at) if ends[layer] <= at else None
                if hit is not None:
                    ends[layer] = hit.end()
                    found.append(Cue(entry.name, entry.kind, at, hit.end(), entry.cause))
        return sorted(found, key=itemgetter(2, 3))

    def _places(self, text: str) -> Iterator[tuple[int, tuple[_Try, ...]]]:
        """Every place where a cue may begin, with what to try there."""
        folded, tries = fold(text), self._tries
        by_one = map(tries.get, folded, repeat(tries.get("")))
        by_two = map(tries.get, map(add, folded, folded[1:] + "\n"), by_one)
        for at, here in enumerate(by_two):
            if here:
                yield at, here


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
