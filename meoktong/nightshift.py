"""One run that needs nobody: alone on its database, within its time, telling what is due, tidying up, and reporting back.

What it cannot finish is left in the database for the next one.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import Request, urlopen

from meoktong import pipeline
from meoktong.budget import Budget
from meoktong.complaints import Complaints, FailureError
from meoktong.outputs.progress import Progress
from meoktong.settings.load import Loaded
from meoktong.settings.secrets import secret
from storage.database import StoreError, database_url
from storage.store import Store

if TYPE_CHECKING:
    from crawler.sources import CrawlSource

_PING_TIMEOUT = 10  # seconds
_FREE = 1.1  # of a database's size must be free where it is written anew


@dataclass(frozen=True, slots=True)
class Shift:
    """What one run works with. `clock` tells the time whenever something is written."""

    db: str
    store: Store
    loaded: Loaded
    complaints: Complaints
    progress: Progress
    clock: Callable[[], datetime]

    def work(self, sources: Sequence[CrawlSource], budget: Budget, overrides: dict[str, str]) -> int:
        """Crawl, extract and merge; returns the crawl's exit status. A crawl that fails keeps nothing waiting."""
        report = pipeline.crawl(
            self.db,
            sources,
            self.complaints,
            self.progress,
            self.clock(),
            overrides=overrides,
            contact=self.loaded.settings.contact,
            max_minutes=budget.for_crawl,
        )
        pipeline.extract(self.store, self.complaints, self.progress, budget)
        self.progress("merge", sum(pipeline.merge(self.store, self.clock())[:3]))
        return report.exit_status

    def tidy(self) -> None:
        """Forget raw pages that are old enough, and give space back where that is due."""
        wanted, now = self.loaded.settings.run, self.clock()
        if wanted.keep_pages_days:
            self.progress("forget", self.store.upkeep.forget_pages(now - timedelta(days=wanted.keep_pages_days)))
        last = self.store.upkeep.last("vacuum")
        if last is None:
            self.store.upkeep.note("vacuum", now)  # a new database has nothing to give back
        elif wanted.vacuum_days and now - last >= timedelta(days=wanted.vacuum_days):
            self._vacuum(now)

    def _vacuum(self, now: datetime) -> None:
        try:
            if not self._room():
                raise StoreError("not vacuumed: the disk has no room for a second copy")
            self.store.upkeep.vacuum(now)
        except StoreError as error:
            self.complaints.add("database", str(error))

    def _room(self) -> bool:
        url = database_url(self.db)
        if not url.drivername.startswith("sqlite") or not url.database or not Path(url.database).is_file():
            return True
        path = Path(url.database).absolute()
        return shutil.disk_usage(path.parent).free > _FREE * path.stat().st_size

    def ping(self) -> None:
        """Call the address that watches over us; a failure is a complaint that does not tell the address."""
        reference = self.loaded.settings.run.ping
        if reference is None:
            return
        try:
            call(secret(reference, self.loaded.folder))
        except FailureError as error:
            self.complaints.add("ping", str(error))


def call(address: str) -> None:
    """Ask for a web address and look at the answer's status only. Raises `FailureError`, which does not tell it."""
    if not address.startswith(("http://", "https://")):
        raise FailureError("the address is no http:// or https:// one")
    try:
        with urlopen(Request(address, headers={"User-Agent": "meoktong"}), timeout=_PING_TIMEOUT):  # noqa: S310
            return
    except (URLError, OSError, ValueError) as error:
        reason = getattr(error, "code", None) or type(getattr(error, "reason", None) or error).__name__
        raise FailureError(f"did not answer as it should ({reason})") from None
