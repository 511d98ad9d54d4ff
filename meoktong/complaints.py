"""What was wrong with the input: one plain line each on standard error, counted for the exit status."""

from __future__ import annotations

import sys
from collections.abc import Callable

DONE, FAILED, WRONG_USAGE, NEEDS_ATTENTION = 0, 1, 2, 3


class FailureError(Exception):
    """The work cannot go on; the message is one plain line for a person."""

    status = FAILED


class UsageError(FailureError):
    """What was asked for, or configured, cannot be; the message is one plain line for a person."""

    status = WRONG_USAGE


def _to_standard_error(line: str) -> None:
    sys.stderr.write(line + "\n")


class Complaints:
    """Collects complaints about single inputs while the rest is processed."""

    def __init__(self, write: Callable[[str], object] = _to_standard_error) -> None:
        self._write = write
        self.count = 0

    def add(self, where: str, reason: str) -> None:
        """Tell at once: `where` names file and line (or address), `reason` is one line."""
        self.count += 1
        self._write(f"{where}: {' '.join(reason.split())}")

    @property
    def exit_code(self) -> int:
        """0 where nothing was wrong, 3 where something needs attention."""
        return NEEDS_ATTENTION if self.count else DONE
