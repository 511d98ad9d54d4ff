"""JSON Lines in and out: read line by line, a bad line is a complaint, written so that any text survives."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple

from meoktong.complaints import Complaints

Row = dict[str, Any]
STDIN = "-"


class Line(NamedTuple):
    """One line that is not blank. `row` is None where it was no JSON object and has been complained about."""

    where: str
    row: Row | None


def read_lines(source: str, complaints: Complaints) -> Iterator[Line]:
    """Lines of a file, or of standard input for `-`, one at a time.

    A missing or unreadable file is a complaint like a bad line; then nothing is yielded.
    """
    name = "standard input" if source == STDIN else source
    try:
        with _opened(source) as stream:
            for number, raw in enumerate(stream, 1):
                text = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
                if text.strip():
                    yield _line(f"{name}:{number}", text, complaints)
    except OSError as error:
        complaints.add(name, error.strerror or str(error))


@contextmanager
def _opened(source: str) -> Iterator[IO[bytes]]:
    if source == STDIN:
        yield sys.stdin.buffer
        return
    with Path(source).open("rb") as stream:
        yield stream


def _line(where: str, raw: bytes, complaints: Complaints) -> Line:
    try:
        row = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError:
        complaints.add(where, "not UTF-8 text")
    except json.JSONDecodeError as error:
        complaints.add(where, f"not JSON: {error.msg} at column {error.colno}")
    except (ValueError, RecursionError):
        complaints.add(where, "not JSON that can be read: too deep, or a number too long")
    else:
        if isinstance(row, dict):
            return Line(where, row)
        complaints.add(where, f"expected a JSON object, found {type(row).__name__}")
    return Line(where, None)


def write_line(value: object) -> None:
    """Print one JSON value on a line of its own. Lone surrogates come out as JSON escapes, never as an error."""
    text = json.dumps(value, ensure_ascii=False)
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")
