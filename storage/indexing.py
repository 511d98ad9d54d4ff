"""The full-text index follows the articles: called inside the store's transactions."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from storage import fulltext
from storage.tables import VersionRow


def add(session: Session, version: VersionRow) -> None:
    """Index a new version."""
    fulltext.add(session.connection(), fulltext.WORDS, [(_entry(version), _text(version))])


def tell(session: Session, version: VersionRow, telling: bool) -> None:
    """Index a version among those that tell of outages, or no longer."""
    fulltext.drop(session.connection(), fulltext.TELLING, _entry(version), _text(version))
    if telling:
        fulltext.add(session.connection(), fulltext.TELLING, [(_entry(version), _text(version))])


def move(session: Session, version: VersionRow, published: datetime) -> None:
    """Its publication time was mended: entries are in the order of publication."""
    old = fulltext.number(published, version.id or 0)
    if old == _entry(version):
        return
    connection = session.connection()
    for table in (fulltext.WORDS, fulltext.TELLING):
        if fulltext.drop(connection, table, old, _text(version)):
            fulltext.add(connection, table, [(_entry(version), _text(version))])


def remove(session: Session, version: VersionRow) -> None:
    """Take a version out of every index."""
    for table in (fulltext.WORDS, fulltext.TELLING):
        fulltext.drop(session.connection(), table, _entry(version), _text(version))


def _entry(version: VersionRow) -> int:
    return fulltext.number(version.published_at, version.id or 0)


def _text(version: VersionRow) -> str:
    return f"{version.headline}\n{version.body}"
