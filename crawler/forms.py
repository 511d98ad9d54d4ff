"""An article as the plain dictionary that `meoktong parse` prints."""

from datetime import datetime

from storage.records import Article


def article_to_dict(article: Article) -> dict[str, str | None]:
    """The fields of one parsed page; times in ISO 8601 with offset, None where the page names none.

    `title` repeats `headline`, so that the line can be fed to `meoktong extract` as it is.
    """
    return {
        "url": article.url,
        "publisher": article.publisher,
        "headline": article.headline,
        "title": article.headline,
        "body": article.body,
        "published_at": article.published_at.isoformat(),
        "published_raw": article.published_raw,
        "modified_at": _iso(article.modified_at),
        "modified_raw": article.modified_raw,
        "body_sha256": article.body_sha256,
        "layout": article.layout,
    }


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
