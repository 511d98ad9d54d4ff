"""Which part of a long answer is wanted."""

from __future__ import annotations

from typing import NamedTuple


class Page(NamedTuple):
    """Where in a list the answer begins, and how long it is; `limit` None is all."""

    limit: int | None
    offset: int
