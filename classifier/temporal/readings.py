"""What an expression of time says: the value that a reader gives, before intervals and days with clock times are joined."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from classifier.temporal.discourse import Discourse
from classifier.temporal.lengths import Said
from storage.records import Grain, TimexType


class Reading(NamedTuple):
    """What an expression says. `value` is empty for a signal (a zone) and for a length that cannot be counted."""

    value: str
    grain: Grain
    type: TimexType
    seconds: float | None = None


Reader = Callable[[Said, Discourse], Reading | None]
SIGNAL = Reading("", "day", "date")
