"""Judges a crawl by its own counts: what a person should look at, and the exit status that says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from crawler.tally import Tally
from storage.records import SourceCount

DONE, FAILED, NEEDS_ATTENTION = 0, 1, 3


def judge(tally: Tally, stats: Mapping[str, Any]) -> tuple[list[SourceCount], int]:
    """Counts with `attention` filled in, and the exit status: 0 all well, 1 nothing worked, 3 look at something.

    `stats` are Scrapy's own: exceptions in callbacks are counted there and nowhere else.
    """
    counts = [replace(count, attention=_attention(tally, count)) for count in tally.counts()]
    if tally.broken or (counts and not any(tally.answered(count.source) for count in counts)):
        return counts, FAILED
    troubled = any(count.attention for count in counts) or stats.get("spider_exceptions/count", 0)
    return counts, NEEDS_ATTENTION if troubled else DONE


def _attention(tally: Tally, count: SourceCount) -> str:
    """Why a source needs a person; "" where it does not. A refusal by robots.txt is a rule obeyed, not a fault."""
    if not tally.answered(count.source):
        reason = max(count.reasons, key=lambda name: count.reasons[name], default="no answer")
        return f"could not be read: {reason}"
    if count.found == 0:
        return "lists no article"
    if count.fetched and not count.parsed:
        return "no page could be read as an article"
    if count.failed > max(1, 0.2 * count.found):
        return f"{count.failed} of {count.found} pages failed"
    return ""
