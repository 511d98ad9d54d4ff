"""The cheap first stage: articles that hold no word of an outage pass by, before anything is tokenized.

Two kinds of words stop an article from passing: those that tell of a failure by themselves (먹통), and those that tell of
one beside something digital (중단 beside 결제). Both are data, beside this module; they are wider than the cues that the
extractor reads, for what passes by is never seen again.
"""

from __future__ import annotations

import html
import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field

BESIDE = 60  # characters between a word and something digital: about a sentence
LONGEST_DIGITAL = 8  # characters of a word for something digital, which may stand across the end of what was read
SPACED_OUT = 0.36  # share of spaces from which a text has lost its words; ordinary Korean has a quarter

# Decomposed or half-width Hangul, full-width letters, characters without width, and HTML's names of any: rare, and they hide a word.
_DISGUISED = re.compile("[\u1100-\u11ff\uff01-\uffdc\u00ad\u200b-\u200f\u2060\ufeff\0&]")
_NO_WIDTH = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\0]")
_SPACE = re.compile(r"\s+")
_LOOK_BEHIND = re.compile(r"(\(\?<[=!][^()]*\))")


class Words(BaseModel):
    """The data file. Entries are expressions that begin with a letter; a space stands for white space or none."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    alone: list[str] = Field(min_length=1)
    beside: list[str] = Field(min_length=1)
    digital: list[str] = Field(min_length=1)


class Stems(NamedTuple):
    """The words, each kind compiled to one expression that reads a text once."""

    alone: re.Pattern[str]
    beside: re.Pattern[str]
    digital: re.Pattern[str]


def words() -> Words:
    """The packaged words. Raises `ValueError` where the file is none of this kind."""
    return Words.model_validate(tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")))


@cache
def stems() -> Stems:
    """The packaged words, compiled once per process."""
    read = words()
    return Stems(*(_compiled(entries) for entries in (read.alone, read.beside, read.digital)))


def _compiled(entries: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(_loosened(entry) for entry in entries))


def _loosened(entry: str) -> str:
    """A space may be missing, but in look-behinds, whose width is fixed."""
    return "".join(
        piece if piece.startswith("(?<") else piece.replace(" ", r"\s?") for piece in _LOOK_BEHIND.split(entry)
    )


def may_tell_of_outage(title: str, body: str) -> bool:
    """Whether an article has to be read; False only where no word of an outage stands in it, in whatever spelling."""
    text = f"{title}\n{body}"
    if _found(text):
        return True
    if _DISGUISED.search(text):
        text = unicodedata.normalize("NFKC", _NO_WIDTH.sub("", html.unescape(text)))
        if _found(text):
            return True
    return text.count(" ") > SPACED_OUT * len(text) and _found(_SPACE.sub("", text))


def _found(text: str) -> bool:
    alone, beside, digital = stems()
    if alone.search(text):
        return True
    read = 0  # up to here nothing digital stands near any word: no place is read twice
    for word in beside.finditer(text):
        start, end = max(read, word.start() - BESIDE), word.end() + BESIDE
        if digital.search(text, start, end):
            return True
        read = max(0, end - LONGEST_DIGITAL)
    return False
