"""When two names count as one in the figures: the key of the corpus' scorer, with its aliases as data (`aliases.json`).

Merging and extraction know names by `classifier.systems.names` and the gazetteer. The measure has a key of its own, so
that a change of theirs never moves the yardstick.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

ALIASES = Path(__file__).with_name("aliases.json")
GENERIC = ("서비스", "애플리케이션", "어플리케이션", "앱", "어플", "시스템", "홈페이지", "웹사이트", "사이트", "누리집", "서버", "플랫폼", "기능", "업무", "망")  # fmt: skip
_BRACKETS = re.compile(r"\([^)]{0,200}\)")
_MARKS = re.compile(r"[\s·ㆍ/\-'\"‘’“”,.&+]")


class Aliases(BaseModel):
    """`aliases.json`: `parts` are replaced inside a name, in order; `names` are whole names that mean another."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    parts: dict[str, str]
    names: dict[str, str]


@cache
def aliases() -> Aliases:
    """The packaged aliases, read once per process. Raises `pydantic.ValidationError` for a misspelt key."""
    return Aliases.model_validate(json.loads(ALIASES.read_text(encoding="utf-8")))


@lru_cache(maxsize=20_000)
def scored_key(name: str) -> str:
    """A system's name reduced to what must agree: no spacing, marks or generic endings, aliases made one.

    >>> scored_key("새올 행정 시스템"), scored_key("KB국민은행 앱")
    ('새올', '국민은행')
    """
    text = _MARKS.sub("", _BRACKETS.sub("", unicodedata.normalize("NFKC", name).casefold()))
    for part, target in aliases().parts.items():
        text = text.replace(part, target)
    bare = _without_endings(text)
    names = aliases().names
    return names.get(text) or names.get(bare) or bare or text


def same_operator(one: str, other: str) -> bool:
    """Whether two names are one operator's: one holds the other.

    >>> same_operator("한국조폐공사", "조폐공사"), same_operator("KT", "LG유플러스")
    (True, False)
    """
    ours, theirs = scored_key(one), scored_key(other)
    return ours == theirs or (min(len(ours), len(theirs)) >= 2 and (ours in theirs or theirs in ours))


def _without_endings(text: str) -> str:
    while True:
        ending = next((word for word in GENERIC if text.endswith(word) and len(text) > len(word) + 1), None)
        if ending is None:
            return text
        text = text[: -len(ending)]
