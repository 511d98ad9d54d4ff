"""What a spider yields: one article with its page and the source that led to it."""

from dataclasses import dataclass

from storage.records import Article, RawPage


@dataclass(frozen=True, slots=True)
class Found:
    """An article as it was read, where it was found, and the address that led to it."""

    article: Article
    raw: RawPage
    source: str
    address: str
