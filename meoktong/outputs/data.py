"""A digest as one JSON object, with the field names of the annotation guide."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from meoktong.digest import Digest, Entry

PARTS = ("open", "restored", "unclear", "older", "doubtful", "recalled")


def render(digest: Digest) -> str:
    """The digest as indented JSON that ends in a newline."""
    whole = {
        "since": digest.period.since.isoformat(),
        "until": digest.period.until.isoformat(),
        **{part: [_entry(entry) for entry in getattr(digest, part)] for part in PARTS},
        "watched": asdict(digest.watched),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _entry(entry: Entry) -> dict[str, Any]:
    event = {name: value for name, value in asdict(entry.event).items() if name != "members"}
    links = [{"publisher": publisher, "url": url} for publisher, url in entry.links]
    quote = asdict(entry.quote) if entry.quote else None
    return {"id": entry.id, **event, "articles": entry.articles, "links": links, "quote": quote}
