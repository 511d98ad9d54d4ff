"""How long something takes, for tests of how it grows with its input."""

import time
import timeit
from collections.abc import Callable


def cpu_seconds(call: Callable[[], object]) -> float:
    """Seconds of one core, of three runs the fastest: what else the machine does and when garbage is collected is left out."""
    return min(timeit.repeat(call, timer=time.process_time, repeat=3, number=1))


def repeated(piece: str, size: int) -> str:
    """A text of `size` characters that says one thing again and again."""
    return (piece * (size // len(piece) + 1))[:size]
