"""A digest as one JSON object, with the field names of the annotation guide."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from meoktong.digest import Digest, Entry
from meoktong.telling.records import Change
from storage.records import MergedEvent

_FIELDS = {"duration": ("duration_minutes", "duration_qualifier")}


def render(digest: Digest) -> str:
    """The digest as indented JSON that ends in a newline."""
    whole = {
        "name": digest.name,
        "since": digest.period.since.isoformat(),
        "until": digest.period.until.isoformat(),
        "as_of": digest.as_of.isoformat(),
        **{part: [_entry(entry) for entry in entries] for part, entries in digest.parts()},
        "watched": asdict(digest.watched),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _entry(entry: Entry) -> dict[str, Any]:
    event = {name: value for name, value in asdict(entry.event).items() if name != "members"}
    links = [{"publisher": publisher, "url": url} for publisher, url in entry.links]
    return {
        "id": entry.id,
        **event,
        "changes": [_change(entry, change) for change in entry.changes],
        "moved_to": entry.moved_to or None,
        "age": {**asdict(entry.age), "minutes": round(entry.age.minutes)} if entry.age else None,
        "articles": entry.articles,
        "outlets": list(entry.outlets),
        "links": links,
        "quote": asdict(entry.quote) if entry.quote else None,
        "reviewed": entry.reviewed,
        "confirmed": asdict(entry.confirmed) if entry.confirmed else None,
        "earlier": asdict(entry.earlier) if entry.earlier else None,
        "updated_at": entry.updated_at.isoformat() if entry.updated_at else None,
    }


def _change(entry: Entry, change: Change) -> dict[str, Any]:
    old, new = _value(entry.before, change), _value(entry.event, change)
    return {"property": change.property, "old": old, "new": new, "by": list(change.by)}


def _value(event: MergedEvent | None, change: Change) -> Any:
    if event is None or change.property in {"withdrawn", "rejected"}:
        return None
    values = [getattr(event, name) for name in _FIELDS.get(change.property, (change.property,))]
    return values if len(values) > 1 else values[0]
