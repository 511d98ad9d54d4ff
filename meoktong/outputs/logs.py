"""The log of a run for collectors: one JSON object a line on standard error, progress and complaints included."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from meoktong.complaints import Complaints
from meoktong.outputs.progress import Progress, shown

LOGGER = "meoktong"


class JsonLines(logging.Formatter):
    """A record as one JSON object: `time`, `level`, `message`, and what was given as `fields`."""

    def format(self, record: logging.LogRecord) -> str:
        """The record on one line."""
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        return json.dumps(told, ensure_ascii=False)


@contextmanager
def logged(kind: str) -> Iterator[tuple[Complaints, Progress]]:
    """Where a run complains and tells how far it is: for a person ("text"), or as JSON lines ("json")."""
    if kind != "json":
        with shown() as progress:
            yield Complaints(), progress
        return
    log = logging.getLogger(LOGGER)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    kept = log.handlers, log.propagate, log.level
    log.handlers, log.propagate = [handler], False
    log.setLevel(logging.INFO)
    done: dict[str, int] = {}
    try:
        yield Complaints(_complained(log)), done.__setitem__
    finally:
        for stage, number in done.items():
            log.info("%s: %s", stage, number, extra={"fields": {"stage": stage, "done": number}})
        log.handlers, log.propagate, log.level = kept


def _complained(log: logging.Logger) -> Callable[[str], None]:
    def write(line: str) -> None:
        where, _, reason = line.partition(": ")
        log.warning(line, extra={"fields": {"where": where, "reason": reason}})

    return write
