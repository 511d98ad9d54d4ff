"""The effective configuration as a person reads it: every key, its value with secrets masked, and where it came from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from meoktong.settings.load import Loaded
from meoktong.settings.secrets import fault

_PASSWORD = re.compile(r"(://[^/@:\s]*:)[^/@\s]+@")
_SECRET = re.compile(r"(?:env|file):")


def rows(loaded: Loaded) -> Iterator[dict[str, Any]]:
    """`key`, `value` and `from` of every setting that is in force."""
    whole = loaded.settings.model_dump()
    whole["database"] = loaded.database
    for key, value in _flat(whole):
        yield {"key": key, "value": _masked(value, loaded), "from": _origin(key, loaded)}


def _flat(tree: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in tree.items():
        if isinstance(value, dict) and value:
            yield from _flat(value, f"{above}{name}.")
        elif not isinstance(value, dict):
            yield f"{above}{name}", value


def _masked(value: Any, loaded: Loaded) -> Any:
    if isinstance(value, tuple):
        return [_masked(one, loaded) for one in value]
    if not isinstance(value, str):
        return value
    if _SECRET.match(value):
        missing = fault(value, loaded.folder)
        return f"{value} ({missing or 'set, not shown'})"
    return _PASSWORD.sub(r"\1***@", value)


def _origin(key: str, loaded: Loaded) -> str:
    for told, origin in ((loaded.told_by_environment, "environment"), (loaded.told_by_file, str(loaded.file))):
        found: Any = told
        for part in key.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
        if found is not None:
            return origin
    return "default"
