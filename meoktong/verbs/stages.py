"""Verbs that work on the database: one stage each, all of them, and the demonstration."""

from __future__ import annotations

from datetime import datetime

from meoktong import pipeline
from meoktong.complaints import Complaints
from meoktong.outputs.progress import shown
from meoktong.verbs.opened import opened
from storage.store import SavedEvents


def extract_stored(db: str, complaints: Complaints) -> int:
    """Read the stored articles that this version has not read; returns how many it read."""
    with opened(db) as store, shown() as progress:
        return pipeline.extract(store, complaints, progress)


def merge_stored(db: str, now: datetime) -> SavedEvents:
    """Make events of everything that is extracted."""
    with opened(db) as store:
        return pipeline.merge(store, now)


def log_level(verbose: bool) -> dict[str, str]:
    """Scrapy's log, in full or not at all: what a person must know is said by the counts of each source."""
    return {"LOG_LEVEL": "INFO" if verbose else "CRITICAL"}
