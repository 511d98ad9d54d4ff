"""How long extraction takes, as a multiple of bare Mecab tokenization of the same articles, in one run.

    python -m benchmarks.extraction [--corpus FOLDER] [--rounds N] [--worst]

Rows: `pos` (KoNLPy's own, the measure), `tokenize` (morphemes with their places), `read` (all candidates: what comes
before the models) and `extract_all` (everything, in a batch). Every round runs all of them one after the other; a ratio
is that of one round, and its median over the rounds is told, so that a noisy machine does not matter.

`--worst` instead reads hostile texts of fifty, a hundred and two hundred thousand characters without end of sentence,
and prints seconds and how they grow.
"""

from __future__ import annotations

import argparse
import time
from collections import deque
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from classifier.extract import extract_all
from classifier.learning.corpus import load_corpus, published, text_of
from classifier.reading import read
from classifier.text.tagger import DEFAULT_TAGGER, build_tagger
from classifier.text.tokens import tokenize
from storage.records import Article

Job = Callable[[], Iterable[object]]
HOSTILE = (
    "1234567890",
    "a",
    "…",
    "가나다라",
    "접속장애",
    "하고, ",
    "멈췄고 ",
    "24일 ",
    "(끝)\n",
    "김하늘 기자\n가나다. ",
    "\n",
)


def jobs(articles: list[Article]) -> dict[str, Job]:
    """What is measured, by name; the first is the measure."""
    pos = build_tagger(DEFAULT_TAGGER).pos
    return {
        "pos": lambda: (pos(article.text) for article in articles),
        "tokenize": lambda: (tokenize(article.text) for article in articles),
        "read": lambda: (read(article.text, article.published_at) for article in articles),
        "extract_all": lambda: extract_all(articles),
    }


def seconds(job: Job) -> float:
    """Processor time for all results, none of which is kept."""
    start = time.process_time()
    deque(job(), maxlen=0)
    return time.process_time() - start


def speed(articles: list[Article], rounds: int) -> None:
    """The table: best seconds, median ratio, and its range."""
    known = jobs(articles)
    for job in known.values():  # dictionaries, rules and models are loaded by the first
        seconds(job)
    times = [{name: seconds(job) for name, job in known.items()} for _ in range(rounds)]
    print(f"{len(articles)} articles, {sum(len(a.text) for a in articles):,} characters, {rounds} rounds")
    print(f"{'':12}{'best':>9}{'x pos':>8}{'from':>8}{'to':>8}")
    for name in known:
        ratios = [row[name] / row["pos"] for row in times]
        best = min(row[name] for row in times)
        print(f"{name:12}{best:>7.2f} s{median(ratios):>8.2f}{min(ratios):>8.2f}{max(ratios):>8.2f}")


def worst() -> None:
    """Seconds of `read` for texts that repeat one piece: they double with the text, they do not square."""
    at = datetime(2026, 1, 1, tzinfo=UTC)
    read("오늘", at)
    for piece in HOSTILE:
        texts = ["제목\n" + (piece * (size // len(piece) + 1))[:size] for size in (50_000, 100_000, 200_000)]
        took = [seconds(lambda text=text: [read(text, at)]) for text in texts]
        told = "  ".join(f"{s:6.2f} s" for s in took)
        print(f"{piece!r:24} {told}   x{took[1] / took[0]:.2f} x{took[2] / took[1]:.2f}")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--corpus", type=Path)
    arguments.add_argument("--rounds", type=int, default=7)
    arguments.add_argument("--worst", action="store_true")
    told = arguments.parse_args()
    if told.worst:
        worst()
        return
    rows = load_corpus(told.corpus, own=True)
    articles = [Article(row["id"], "", *text_of(row).split("\n", 1), published(row)) for row in rows]
    speed(articles, told.rounds)


if __name__ == "__main__":
    main()
