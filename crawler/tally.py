"""What each source gave in one crawl, counted while it runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from crawler.sources import CrawlSource
from storage.records import SourceCount

MOST_REASONS = 20  # different ones kept per source


class Tally:
    """Counts per source; every request ends in exactly one of `parsed`, `failed`, `refused`, or goes on `waiting`."""

    def __init__(self, sources: Iterable[CrawlSource]) -> None:
        self.sources = {source.name: source for source in sources}
        self._counts: dict[str, Counter[str]] = {name: Counter() for name in self.sources}
        self._reasons: dict[str, Counter[str]] = {name: Counter() for name in self.sources}
        self._missing: dict[str, Counter[tuple[str, str]]] = {name: Counter() for name in self.sources}
        self._read: dict[str, Counter[str]] = {name: Counter() for name in self.sources}
        self._listed: set[str] = set()
        self._unchanged: set[str] = set()
        self._put_off: set[str] = set()
        self.broken: list[str] = []
        self.stopped = ""

    def add(self, source: str, what: str, number: int = 1, reason: str = "") -> None:
        """Count `found`, `new`, `known`, `waiting`, `fetched`, `parsed`, `saved`, `failed` or `refused`, with its reason."""
        self._counts[source][what] += number
        if reason:
            reasons = self._reasons[source]
            reasons[reason if reason in reasons or len(reasons) < MOST_REASONS else "other reasons"] += number

    def read(self, source: str, outlet: str, missing: Iterable[str]) -> None:
        """A page of an outlet that has layouts was read; these fields its layout did not find."""
        self._read[source][outlet] += 1
        self._missing[source].update((outlet, name) for name in missing)

    def listed(self, source: str, *, unchanged: bool = False) -> None:
        """The source itself answered as it should; `unchanged`: that nothing is new since we last asked."""
        self._listed.add(source)
        if unchanged:
            self._unchanged.add(source)

    def put_off(self, source: str) -> None:
        """The source itself was not asked this time: its site wants a pause, or the time was up."""
        self._put_off.add(source)

    def count(self, source: str, what: str) -> int:
        """One count of one source so far."""
        return self._counts[source][what]

    def total(self, what: str) -> int:
        """A count over all sources."""
        return sum(counts[what] for counts in self._counts.values())

    def counts(self) -> list[SourceCount]:
        """One record per source, in their order."""
        return [self._record(name) for name in self.sources]

    def answered(self, source: str) -> bool:
        """Whether the source's own listing could be read."""
        return source in self._listed

    def unchanged(self, source: str) -> bool:
        """Whether the source said that nothing is new."""
        return source in self._unchanged

    def was_put_off(self, source: str) -> bool:
        """Whether the source was not asked at all."""
        return source in self._put_off

    def lost_fields(self, source: str, share: float, least: int) -> list[tuple[str, str, int, int]]:
        """(outlet, field, pages without it, pages read) where at least so many pages were read and that share lacks it."""
        return [
            (outlet, name, lost, self._read[source][outlet])
            for (outlet, name), lost in sorted(self._missing[source].items())
            if self._read[source][outlet] >= least and lost >= share * self._read[source][outlet]
        ]

    def _record(self, name: str) -> SourceCount:
        counts, source = self._counts[name], self.sources[name]
        return SourceCount(
            source=name,
            publisher=source.publisher,
            found=counts["found"],
            known=counts["known"],
            fetched=counts["fetched"],
            parsed=counts["parsed"],
            saved=counts["saved"],
            failed=counts["failed"],
            refused=counts["refused"],
            reasons=dict(self._reasons[name]),
            new=counts["new"],
            waiting=counts["waiting"],
            missing={" ".join(what): number for what, number in self._missing[name].items()},
            expected_per_day=source.expected_per_day,
        )
