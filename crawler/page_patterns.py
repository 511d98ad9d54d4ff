"""Loads and checks `page_patterns.toml`: how Korean pages print a time, and which lines are page furniture."""

from __future__ import annotations

import re
import tomllib
from functools import cache, cached_property
from pathlib import Path

from pydantic import BaseModel, ConfigDict

MAX_FURNITURE_LINE = 200
"""Characters. Longer lines are never furniture: it is short, and the patterns stay cheap."""


class Stamp(BaseModel):
    """How a page prints a moment, and the words before it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    published: tuple[str, ...]
    modified: tuple[str, ...]
    afternoon: tuple[str, ...]
    pattern: re.Pattern[str]

    @cached_property
    def published_label(self) -> re.Pattern[str]:
        """A publication label with the time that follows it."""
        return self._labelled(self.published)

    @cached_property
    def modified_label(self) -> re.Pattern[str]:
        """A label of the last change with the time that follows it."""
        return self._labelled(self.modified)

    def _labelled(self, words: tuple[str, ...]) -> re.Pattern[str]:
        # The label must begin a word: 재입력, 회원등록 and the like tell of something else.
        return re.compile(
            rf"(?<![가-힣])(?:{'|'.join(words)})(?:일시|일|시간)?[\s:|：ㅣ]{{0,8}}(?P<stamp>{self.pattern.pattern})"
        )


class Furniture(BaseModel):
    """One kind of line that stands in the article's element and is not the article."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


class Patterns(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    stamp: Stamp
    furniture: tuple[Furniture, ...]

    def is_furniture(self, line: str) -> bool:
        """Whether a line of the article's element is page furniture."""
        return len(line) <= MAX_FURNITURE_LINE and any(kind.pattern.fullmatch(line) for kind in self.furniture)


@cache
def patterns() -> Patterns:
    """The shipped patterns. A typo in the file raises pydantic's ValidationError, which names the entry."""
    text = (Path(__file__).parent / "page_patterns.toml").read_text(encoding="utf-8")
    return Patterns.model_validate(tomllib.loads(text))
