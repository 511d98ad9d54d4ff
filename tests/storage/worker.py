"""A process that fills a database and says each step, to be killed at any of them: `worker.py DATABASE`."""

from __future__ import annotations

import sys

from storage.records import RawPage
from storage.store import Store
from tests.storage.stories import BODY, NOW, article, event, extraction, mention

ARTICLES = 20


def say(step: str) -> None:
    sys.stdout.write(f"{step}\n")
    sys.stdout.flush()


def fill(store: Store) -> None:
    """Save every article in two versions, read each, and merge them by pairs."""
    for n in range(ARTICLES):
        for body in (f"{BODY} 첫 글", f"{BODY} 고친 글"):
            say(f"save {n}")
            page = RawPage(article(n).url, body.encode() * 200)
            store.save_article(article(n, body), page, address=f"https://short.example/{n}")
    for found in store.pending_articles("v1"):
        say(f"extract {found.id}")
        store.save_extraction(found.id, found.article.body_sha256, extraction(mention(), mention(cause="fire")))
    members = [(one.article_id, one.index) for one in store.mentions()]
    for size in (1, 2):
        say(f"merge {size}")
        store.save_events([event(*members[n : n + size]) for n in range(0, len(members), size)], now=NOW)


if __name__ == "__main__":
    say("open")
    with Store(sys.argv[1]) as opened:
        fill(opened)
