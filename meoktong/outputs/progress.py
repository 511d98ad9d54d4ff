"""How far the work is, on standard error: a live display on a terminal, one line a stage elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[str, int], None]


@contextmanager
def shown() -> Iterator[Progress]:
    """A callback for (stage, how many so far); the display ends with the context."""
    with _live() if sys.stderr.isatty() else _plain() as progress:
        yield progress


@contextmanager
def _live() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import Progress as Display
    from rich.progress import SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description:<8}"), TextColumn("{task.completed:>6}"))
    with Display(*columns, TimeElapsedColumn(), console=Console(stderr=True)) as display:
        tasks: dict[str, TaskID] = {}

        def tell(stage: str, done: int) -> None:
            if stage not in tasks:
                tasks[stage] = display.add_task(stage, total=None)
            display.update(tasks[stage], completed=done)

        yield tell


@contextmanager
def _plain() -> Iterator[Progress]:
    last: dict[str, int] = {}

    def tell(stage: str, done: int) -> None:
        if stage not in last:
            _finish(last)
        last[stage] = done

    yield tell
    _finish(last)


def _finish(last: dict[str, int]) -> None:
    """Say how the stage that was shown last ended."""
    if last:
        stage, done = list(last.items())[-1]
        sys.stderr.write(f"{stage}: {done}\n")
