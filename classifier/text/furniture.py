"""Page furniture around an article: bylines, captions, copyright lines, lists of other articles, marks of the headline.

No event is read there, and no day or name either: `blanked` text is what the reader sees.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from classifier.text.sentences import Span

LONGEST_LINE = 300  # longer lines are prose
SHORTEST_STORY = 100  # characters; a notice before them credits a picture, and the text goes on behind it
LONGEST_LINK = 60  # characters of a headline
_LINK = re.compile(r"\s*[▶▷►▸☞]")
_LIST_LINE = re.compile(r"\s*(?:[-·ㆍ•▶▷☞*]|\d{1,2}[.)]|\[[^\]\n]{1,12}\])\s?\S")
_PROSE_END = re.compile(r"(?:다|요|죠|까)[.?!]?[\"'”’)\]]{0,3}\s*$")
_STOP_END = re.compile(r"[.?!][\"'”’)\]]{0,3}\s*$")


class FurnitureEntry(BaseModel):
    """One `[[line]]` of the data file.

    `closing` lines end the article, `heading` ones open a list of other articles, `lone` ones stand by themselves: two
    of them, one below the other, are a list that belongs to the article. `needs`: one of these
    words is in every such line (their absence is cheaper to see than the pattern to try).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    pattern: str
    closing: bool = False
    heading: bool = False
    lone: bool = False
    needs: tuple[str, ...] = ()
    examples: list[str] = Field(min_length=1)
    counterexamples: list[str] = Field(min_length=1)


class Furniture(BaseModel):
    """The data file: patterns of lines, of what stands before and behind a headline, and of what ends a line's prose."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    mark_before: str
    mark_behind: str
    tail: str
    line: list[FurnitureEntry]


@cache
def packaged() -> Furniture:
    """The packaged data. Raises `ValueError` where the file is none of this kind."""
    return Furniture.model_validate(tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")))


Compiled = tuple[FurnitureEntry, re.Pattern[str]]


@cache
def entries() -> tuple[Compiled, ...]:
    """The packaged line patterns, compiled, in the order of the file."""
    return tuple((entry, re.compile(entry.pattern)) for entry in packaged().line)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def furniture(text: str) -> list[Span]:
    """Spans of headline + body that are furniture, in order: marks of the headline, lines, and the tail of a last line."""
    head = text.find("\n")
    if head < 0:
        return _marks(text)
    lines = list(_lines(text, head + 1))
    links = _closing_links(text, lines)
    return [*_marks(text[:head]), *_furniture_lines(text, lines[: len(lines) - links]), *lines[len(lines) - links :]]


def blanked(text: str) -> str:
    """The text with spaces where its furniture was: every place stays what it is."""
    pieces, end = [], 0
    for span in furniture(text):
        pieces += [text[end : span.start], " " * (span.end - span.start)]
        end = span.end
    return "".join([*pieces, text[end:]])


def _marks(headline: str) -> list[Span]:
    """[속보] before a headline and (종합2보) behind it; never a headline that is nothing else."""
    before = _compiled(packaged().mark_before).match(headline)
    start = before.end() if before else 0
    behind = _compiled(packaged().mark_behind).search(headline, max(start, len(headline) - LONGEST_LINK))
    end = behind.start() if behind else len(headline)
    spans = [Span(0, start), Span(end, len(headline))] if headline[start:end].strip() else []
    return [span for span in spans if span.start < span.end]


def _lines(text: str, start: int) -> Iterator[Span]:
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield Span(start, end)
        start = end + 1


def _closing_links(text: str, lines: Sequence[Span]) -> int:
    """How many of the last lines are links to elsewhere, by their arrows; a sentence behind an arrow is prose."""
    for count, span in enumerate(reversed(lines)):
        line = text[span.start : span.end]
        if line.strip() and (not _LINK.match(line) or _STOP_END.search(line)):
            return count
    return 0  # a body of nothing else is no list of links


def _furniture_lines(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """Lines that are furniture by themselves, or as part of a list behind the article's end."""
    prose = closed = listed = False
    for n, span in enumerate(lines):
        line = text[span.start : span.end]
        entry = _matching(text, lines, n)
        if entry is not None or (closed and _is_list_line(line, listed)):
            yield span
        elif tail := _compiled(packaged().tail).search(line, 0 if prose else SHORTEST_STORY):
            yield Span(span.start + tail.start(), span.end)
            closed = True
        prose = prose or (entry is None and bool(line.strip()))
        closed = closed or (entry is not None and (entry.heading or (entry.closing and prose)))
        listed = listed or (entry is not None and entry.heading)


def _around(text: str, lines: Sequence[Span], n: int) -> list[str]:
    return [text[span.start : span.end] for span in (*lines[max(0, n - 1) : n], *lines[n + 1 : n + 2])]


def _matching(text: str, lines: Sequence[Span], n: int) -> FurnitureEntry | None:
    """The first entry that line `n` matches; a `lone` one counts where no line above or below matches it too."""
    line = text[lines[n].start : lines[n].end].strip()
    if not line or len(line) > LONGEST_LINE:
        return None
    for entry, pattern in _worth_trying(line):
        if pattern.match(line) and not (
            entry.lone and any(pattern.match(other.strip()) for other in _around(text, lines, n))
        ):
            return entry
    return None


def _worth_trying(line: str) -> Iterator[Compiled]:
    """Entries whose words are in the line, and all others where one look says that some of them matches."""
    any_plain, plain, needing = _sorted_entries()
    for words, one in needing:
        for word in words:
            if word in line:
                yield one
                break
    if any_plain.match(line):
        yield from plain


@cache
def _sorted_entries() -> tuple[re.Pattern[str], list[Compiled], list[tuple[tuple[str, ...], Compiled]]]:
    """Those that need no word, as one expression and one by one; and those that do, with their words."""
    plain = [one for one in entries() if not one[0].needs]
    whole = re.compile("|".join(f"(?:{entry.pattern})" for entry, _ in plain))
    return whole, plain, [(one[0].needs, one) for one in entries() if one[0].needs]


def _is_list_line(line: str, listed: bool) -> bool:
    """After the article's end a bulleted line, or a short one that is no sentence, is a link to another article.

    In a list of other articles (`listed`) a headline may end like a sentence, but for the full stop.
    """
    prose = (_STOP_END if listed else _PROSE_END).search(line)
    return bool(_LIST_LINE.match(line)) or (len(line) < LONGEST_LINK and not prose)
