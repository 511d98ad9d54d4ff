"""What each source gave in one crawl, counted while it runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from crawler.sources import CrawlSource
from storage.records import SourceCount

MOST_REASONS = 20  # different ones kept per source


class Tally:
    """Counts per source; every request ends in exactly one of `parsed`, `failed`, `refused`."""

    def __init__(self, sources: Iterable[CrawlSource]) -> None:
        self.sources = {source.name: source for source in sources}
        self._counts: dict[str, Counter[str]] = {name: Counter() for name in self.sources}
        self._reasons: dict[str, Counter[str]] = {name: Counter() for name in self.sources}
        self._listed: set[str] = set()
        self.broken: list[str] = []

    def add(self, source: str, what: str, number: int = 1, reason: str = "") -> None:
        """Count `found`, `known`, `fetched`, `parsed`, `saved`, `failed` or `refused`, with the reason of a refusal."""
        self._counts[source][what] += number
        if reason:
            reasons = self._reasons[source]
            reasons[reason if reason in reasons or len(reasons) < MOST_REASONS else "other reasons"] += number

    def listed(self, source: str) -> None:
        """The source itself answered as it should."""
        self._listed.add(source)

    def total(self, what: str) -> int:
        """A count over all sources."""
        return sum(counts[what] for counts in self._counts.values())

    def counts(self) -> list[SourceCount]:
        """One record per source, in their order."""
        return [self._record(name) for name in self.sources]

    def answered(self, source: str) -> bool:
        """Whether the source's own listing could be read."""
        return source in self._listed

    def _record(self, name: str) -> SourceCount:
        counts = self._counts[name]
        return SourceCount(
            source=name,
            publisher=self.sources[name].publisher,
            found=counts["found"],
            known=counts["known"],
            fetched=counts["fetched"],
            parsed=counts["parsed"],
            saved=counts["saved"],
            failed=counts["failed"],
            refused=counts["refused"],
            reasons=dict(self._reasons[name]),
        )
