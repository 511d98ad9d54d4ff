"""Finding and reading the configuration: `meoktong.toml`, and the environment over it."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_settings import EnvSettingsSource, SettingsError

from meoktong.complaints import UsageError
from meoktong.settings.model import Settings, declared

FILE = "meoktong.toml"
VARIABLE = "MEOKTONG_CONFIG"
_LARGEST = 1_000_000  # bytes; a configuration is short
_OTHERS = {VARIABLE, "MEOKTONG_DEBUG", "MEOKTONG_TAGGER", "MEOKTONG_REQUIRE_ALL"}
_PASSWORD = re.compile(r"://[^/@:\s]*:[^/@\s]+@")


@dataclass(frozen=True, slots=True)
class Loaded:
    """The effective settings, and where each came from.

    `file` is the file that was read, None where there was none. `strange` are environment variables that look as if
    they were meant for us and are not known, each with a suggestion or "".
    """

    settings: Settings
    file: Path | None
    told_by_file: Mapping[str, Any]
    told_by_environment: Mapping[str, Any]
    strange: Mapping[str, str]

    @property
    def folder(self) -> Path:
        """What relative paths of the configuration start from."""
        return self.file.parent if self.file else Path()

    @property
    def database(self) -> str:
        """The database's path or address; a relative path in the file starts at the file's folder."""
        where = self.settings.database
        if "://" in where or not self.file or "database" in self.told_by_environment:
            return where
        return str(self.folder / where)


def load(path: str | Path | None = None) -> Loaded:
    """Read the configuration: the file named, else the one `MEOKTONG_CONFIG` names, else `meoktong.toml` here.

    Raises `UsageError`, one line that names the file, for a file that cannot be read, a key that is not known (with
    the nearest one that is), or a value that cannot be.
    """
    file = _file(path)
    told = _read(file) if file else {}
    name = str(file) if file else "the environment"
    _refuse_unknown(told, declared(), name)
    if isinstance(told.get("database"), str) and _PASSWORD.search(told["database"]):
        raise UsageError(f"{name}: database: a password is not written here; use MEOKTONG_DATABASE or ~/.pgpass")
    environment = _environment()
    try:
        settings = Settings(**told)
    except ValidationError as error:
        raise UsageError(_told(error, name)) from None
    return Loaded(settings, file, told, environment, _strange(settings))


def _environment() -> dict[str, Any]:
    try:
        told = EnvSettingsSource(Settings)()
    except SettingsError as error:
        raise UsageError(f'the environment: {error} (a list inside a table is JSON: ["a", "b"])') from None
    _refuse_unknown(told, declared(), "the environment")
    return told


def _file(path: str | Path | None) -> Path | None:
    named = path or os.environ.get(VARIABLE)
    if named:
        return Path(named)
    return Path(FILE) if Path(FILE).exists() else None


def _read(file: Path) -> dict[str, Any]:
    try:
        with file.open("rb") as stream:
            raw = stream.read(_LARGEST + 1)
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror or error}") from None
    if len(raw) > _LARGEST:
        raise UsageError(f"{file}: too long for a configuration")
    try:
        return tomllib.loads(raw.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        reason = "not UTF-8 text" if isinstance(error, UnicodeDecodeError) else str(error) or "nested too deeply"
        raise UsageError(f"{file}: {reason}") from None


def _refuse_unknown(told: Mapping[str, Any], known: Mapping[str, Any], name: str, above: str = "") -> None:
    for key, value in told.items():
        below = known.get(key, known.get("*", key))
        if below == key and key not in known:
            near = get_close_matches(key, known, n=1)
            elsewhere = [path for path in _paths(declared()) if path.split(".")[-1] == key]
            hint = (
                f"; did you mean {above}{near[0]}?" if near else f"; did you mean {elsewhere[0]}?" if elsewhere else ""
            )
            raise UsageError(f"{name}: unknown key {above}{key}{hint}")
        if isinstance(below, dict) and isinstance(value, dict):
            _refuse_unknown(value, below, name, f"{above}{key}.")


def _paths(known: Mapping[str, Any], above: str = "") -> list[str]:
    found: list[str] = []
    for key, below in known.items():
        found += _paths(below, f"{above}{key}.") if isinstance(below, dict) else [f"{above}{key}"]
    return found


def _told(error: ValidationError, name: str) -> str:
    """The first fault on one line. The value itself is not repeated: it may be a secret in the wrong place."""
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    reason = str(first["msg"]).removeprefix("Value error, ")
    return f"{name}: {place}: {reason[:1].lower()}{reason[1:]}"


def _strange(settings: Settings) -> dict[str, str]:
    """Variables with our prefix that set nothing: a misspelled one would be ignored in silence."""
    references = re.findall(r"env:(\w+)", settings.model_dump_json())
    roots = {f"MEOKTONG_{name.upper()}" for name in Settings.model_fields}
    found = {}
    for name in os.environ:
        if name.startswith("MEOKTONG_") and name not in _OTHERS and name not in references:
            root = name.split("__", 1)[0]
            if root not in roots or (root == name and root[9:].lower() in {"run", "mail", "subscriptions"}):
                near = get_close_matches(root, roots, n=1)
                found[name] = near[0] if near else ""
    return found
