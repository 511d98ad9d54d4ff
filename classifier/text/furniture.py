"""Page furniture inside a body: bylines, captions, copyright lines, lists of other articles. No event is read there."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from classifier.text.sentences import Span

LONGEST_LINE = 300  # longer lines are prose
_LIST_LINE = re.compile(r"\s*(?:[-·ㆍ•▶▷☞*]|\d{1,2}[.)]|\[[^\]\n]{1,12}\])\s?\S")
_PROSE_END = re.compile(r"(?:다|요|죠|까)[.?!]?[\"'”’)\]]{0,3}\s*$")


class FurnitureEntry(BaseModel):
    """One `[[line]]` of the data file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    pattern: str
    closing: bool = False
    examples: list[str] = Field(min_length=1)
    counterexamples: list[str] = Field(min_length=1)


@cache
def entries() -> tuple[tuple[FurnitureEntry, re.Pattern[str]], ...]:
    """The packaged line patterns, compiled, in the order of the file."""
    rows = tomllib.loads((Path(__file__).parent / "furniture.toml").read_text(encoding="utf-8"))["line"]
    loaded = [FurnitureEntry.model_validate(row) for row in rows]
    return tuple((entry, re.compile(entry.pattern)) for entry in loaded)


def furniture(text: str) -> list[Span]:
    """Spans of the lines of headline + body that are furniture, in order. The first line is the headline and stays."""
    found: list[Span] = []
    closed = False
    start = text.find("\n") + 1
    while 0 < start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        entry = _matching(text[start:end])
        if entry is not None or (closed and _is_list_line(text[start:end])):
            found.append(Span(start, end))
        closed = closed or (entry is not None and entry.closing)
        start = end + 1
    return found


def _matching(line: str) -> FurnitureEntry | None:
    line = line.strip()
    if not line or len(line) > LONGEST_LINE:
        return None
    return next((entry for entry, pattern in entries() if pattern.match(line)), None)


def _is_list_line(line: str) -> bool:
    """After the article's end: a bulleted line, or a short one that is no sentence, is a link to another article."""
    return bool(_LIST_LINE.match(line)) or (len(line) < 60 and not _PROSE_END.search(line))


def overlaps(spans: Sequence[Span], start: int, end: int) -> bool:
    """Whether `[start, end)` touches any of the spans, which are in order and apart."""
    last = bisect_left(spans, (end,)) - 1  # of those that begin before `end`, the last reaches furthest
    return last >= 0 and start < spans[last].end
