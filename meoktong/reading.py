"""Articles go to the extractor one by one: a text that breaks it costs only itself."""

from __future__ import annotations

from classifier.extract import extract
from meoktong.complaints import Complaints
from storage.records import Article, Extraction


def extraction_of(article: Article, where: str, complaints: Complaints) -> Extraction | None:
    """What an article says of outages; None, and a complaint that names `where`, if it cannot be read."""
    try:
        return extract(article)
    except Exception as error:
        complaints.add(where, f"could not be read: {type(error).__name__}: {error}")
        return None
