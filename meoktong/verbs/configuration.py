"""Verbs about the configuration: write a commented one, show what is in force."""

from __future__ import annotations

import sys
from importlib.resources import files
from pathlib import Path

from meoktong.complaints import Complaints, FailureError
from meoktong.formats import Format
from meoktong.outputs.rows import print_rows
from meoktong.settings import shown
from meoktong.settings.load import FILE, Loaded


def write_example(folder: Path) -> None:
    """Write a commented configuration into a folder. Raises `FailureError` where there is one already."""
    path = folder / FILE
    content = (files("meoktong.settings") / "example.toml").read_bytes()
    try:
        with path.open("xb") as stream:
            stream.write(content)
    except FileExistsError:
        raise FailureError(f"{path}: already there; nothing was changed") from None
    except OSError as error:
        raise FailureError(f"{path}: {error.strerror or error}") from None
    sys.stdout.write(f"Wrote {path}. Next: read it, then `meoktong doctor`.\n")


def print_settings(loaded: Loaded, shape: Format, complaints: Complaints) -> None:
    """Every setting that is in force; a variable that looks like one and is none is complained about."""
    print_rows(shown.rows(loaded), ("key", "value", "from"), shape)
    for name, near in loaded.strange.items():
        complaints.add(name, f"sets nothing{f'; did you mean {near}?' if near else ''}")


def print_sectors(shape: Format) -> None:
    """The sectors that a subscription can name."""
    from meoktong.sectors import NAMES

    names: dict[str, list[str]] = {}
    for name, told in NAMES.items():
        names.setdefault(told, []).append(name)
    print_rows(({"sector": told, "also": also} for told, also in names.items()), ("sector", "also"), shape)
