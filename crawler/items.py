"""What a spider yields: one article with its page and the address that waited for it."""

from dataclasses import dataclass

from storage.records import Article, RawPage, Waiting


@dataclass(frozen=True, slots=True)
class Found:
    """An article as it was read, its page, and the address on the frontier that led to it.

    `portal_copy`: the page is a portal's; where the article itself is known, the copy is only another address of it.
    """

    article: Article
    raw: RawPage
    waiting: Waiting
    portal_copy: bool = False
