"""Who stands behind a value: an official word beats hearsay. The words are data, in `attribution.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from storage.records import ArticleMention

OFFICIAL, PLAIN, HEARSAY = 1, 0, -1
AROUND = 150  # characters of the sentence that are looked at, before and behind the words


class Attribution(BaseModel):
    """The packaged `attribution.toml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    official: tuple[str, ...]
    hearsay: tuple[str, ...]


@cache
def attribution() -> Attribution:
    """The packaged words, read once per process. Raises `pydantic.ValidationError` for a misspelt key."""
    text = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    return Attribution.model_validate(tomllib.loads(text))


def standing(told: ArticleMention, field: str) -> int:
    """`OFFICIAL`, `PLAIN` or `HEARSAY`: how the sentence speaks that shows a mention's `field`.

    `PLAIN` where no words show it.
    """
    spans = told.mention.evidence.get(field, ())
    if not spans or not told.text:
        return PLAIN
    sentence = _sentence(told.text, spans[0].start, spans[0].end)
    if any(word in sentence for word in attribution().hearsay):
        return HEARSAY
    return OFFICIAL if any(word in sentence for word in attribution().official) else PLAIN


def _sentence(text: str, start: int, end: int) -> str:
    before, behind = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    head = max(before.rfind(mark) for mark in (". ", "\n", ".”"))
    tails = [at for mark in (". ", "\n", ".”") if (at := behind.find(mark)) >= 0]
    return before[head + 1 :] + text[start:end] + behind[: min(tails, default=AROUND) + 1]
