"""How much time a run has left."""

from __future__ import annotations

import time
from collections.abc import Callable

CRAWL = 0.6  # of the whole, so that what was fetched is also read


class Budget:
    """A stretch of time that begins now; without `minutes` it never ends."""

    def __init__(self, minutes: float | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._end = None if minutes is None else clock() + 60 * minutes

    @property
    def over(self) -> bool:
        """Whether it is used up."""
        return self._end is not None and self._clock() >= self._end

    @property
    def for_crawl(self) -> float:
        """The minutes that a crawl may take now; 0 for no end."""
        return 0 if self._end is None else max(0.01, CRAWL * (self._end - self._clock()) / 60)
