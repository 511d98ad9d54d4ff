"""`meoktong run`: the whole job, alone on its database, within its time; then what is due is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from meoktong.budget import Budget
from meoktong.complaints import NEEDS_ATTENTION, FailureError
from meoktong.formats import DigestFormat
from meoktong.nightshift import Shift
from meoktong.outputs.logs import logged
from meoktong.settings.load import Loaded
from meoktong.verbs import digests
from meoktong.verbs.opened import opened
from meoktong.verbs.stages import log_level
from storage.database import StoreError
from storage.locks import TakenError, alone

if TYPE_CHECKING:
    from crawler.sources import CrawlSource

Clock = Callable[[], datetime]
RUN = "run"
"""Whose digest a run prints: what is new since the last run."""


class BusyError(FailureError):
    """Another run works on the database: nothing was done, and nothing is wrong."""

    status = NEEDS_ATTENTION


def run(
    db: str,
    sources: Sequence[CrawlSource],
    loaded: Loaded,
    clock: Clock,
    *,
    minutes: float | None,
    log: str,
    verbose: bool,
    alert: bool,
    digest: bool,
) -> int:
    """Do it all; returns the exit status. Raises `FailureError`, and `BusyError` where another run is at it."""
    budget = Budget(minutes)
    with opened(db, create=True) as store, held(db), logged(log) as (complaints, progress):
        shift = Shift(db, store, loaded, complaints, progress, clock)
        status = shift.work(sources, budget, log_level(verbose))
        if alert:
            progress("alert", digests.send_alerts(db, loaded, clock, complaints))
        shift.tidy()
        status = status or complaints.exit_code
        if status in {0, NEEDS_ATTENTION}:
            shift.ping()
    if digest:
        digests.print_digest(db, digests.Asked(RUN), DigestFormat.text, None, loaded, clock())
    return status or complaints.exit_code


@contextmanager
def held(db: str, wait: float = 0) -> Iterator[None]:
    """The database's lock while the context lasts, after at most `wait` seconds. Raises `BusyError`."""
    with ExitStack() as stack:
        try:
            stack.enter_context(alone(db, wait=wait))
        except TakenError as error:
            raise BusyError(str(error)) from None
        except StoreError as error:
            raise FailureError(str(error)) from None
        yield
