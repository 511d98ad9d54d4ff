"""When two names are one service: a key without spacing, marks and empty endings; a left-out owner is forgiven.

Used wherever names from different sentences or articles meet: candidates, frames, merging.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

_BRACKETS = re.compile(r"\([^()]{0,40}\)")
_MARKS = re.compile(r"[\W_]+")
SHORTEST_TAIL = 3  # characters a name must have to be known without its owner


class NameForms(BaseModel):
    """The packaged `names.toml`: empty endings, names that anyone's service may have, forms of one noun, and how long forms are written."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    endings: tuple[str, ...]
    common: frozenset[str]
    synonyms: dict[str, str]
    written: dict[str, str]


@cache
def name_forms() -> NameForms:
    """The packaged forms, read once per process. Raises `pydantic.ValidationError` for a misspelt key."""
    path = Path(__file__).with_suffix(".toml")
    return NameForms.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))


@lru_cache(maxsize=20_000)
def system_key(name: str) -> str:
    """`name` reduced to what must agree: NFKC, case folded, no spaces, marks, brackets, or endings such as 서비스.

    >>> system_key("새올 행정 시스템"), system_key("신한은행 쏠(SOL)")
    ('새올행정', '신한은행쏠')
    """
    text = _MARKS.sub("", _BRACKETS.sub("", unicodedata.normalize("NFKC", name).casefold()))
    forms = name_forms()
    for form, noun in forms.synonyms.items():
        text = text.replace(form, noun)
    return _without_endings(text, forms.endings)


def same_service(key: str, other: str) -> bool:
    """Whether two keys name one service: equal, or one is the other with its owner left out (KT 올레tv, 올레tv)."""
    if key == other:
        return True
    short, long = sorted((key, other), key=len)
    return len(short) >= SHORTEST_TAIL and long.endswith(short) and not is_common(short)


def is_common(key: str) -> bool:
    """Whether a key (인터넷뱅킹, 홈페이지) may belong to anyone, so that it names a service only with its owner."""
    return key in name_forms().common


def _without_endings(text: str, endings: tuple[str, ...]) -> str:
    while text.endswith(endings):
        ending = next((word for word in endings if text.endswith(word) and len(text) > len(word) + 1), None)
        if ending is None:
            return text
        text = text[: -len(ending)]
    return text
