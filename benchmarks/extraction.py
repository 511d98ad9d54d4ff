"""How long extraction takes, as a multiple of bare Mecab tokenization of the same articles, in one run.

    python -m benchmarks.extraction [--corpus FOLDER] [--rounds N] [--worst]

Rows: `pos` (KoNLPy's own, the measure), `tokenize` (morphemes with their places), `read` (all candidates: what comes
before the models) and `extract_all` (everything, in a batch). Every round runs all of them one after the other; a ratio
is that of one round, and its median over the rounds is told, so that a noisy machine does not matter.

`--worst` instead reads hostile texts of fifty, a hundred and two hundred thousand characters without end of sentence,
and prints seconds and how they grow; then extracts texts of three, six and twelve thousand characters, all that is read
of an article, in which every sentence tells of an outage.
"""

from __future__ import annotations

import argparse
import time
from collections import deque
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from itertools import count
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
DAYS = "{year}년 {month}월 {day}일"
OUTAGES = (
    DAYS + " 네이버 뉴스와 카페, 블로그, 쇼핑, 지도, 메일이 먹통이 됐다.\n",
    DAYS
    + " 오전 {hour}시부터 {hour}시간 동안 가람{name}은행 앱과 노을{name}카드 결제가 정전으로 먹통이 됐다가 오후 {hour}시 복구됐다.\n",
    DAYS + " 모바일 앱 '가람{name}톡'과 '노을{name}페이'가 멈췄다.\n",
    "16일 오전 9시 네이버 뉴스와 카페가 먹통이 됐다.\n",
    "가람{name}은행 앱과 노을{name}카드 앱이 멈췄다. 가람{name}은행 앱은 오전 {hour}시, 노을{name}카드 앱은 자정에 복구됐다.\n",
    "네이버가 {month}분 동안 먹통이 됐다가 {hour}시간 만에 복구됐다.\n",
    "카카오톡이 16일 오전 {hour}시 {day}분에 복구됐다.\n",
    "네이버가 서버 과부하와 정전, 화재, 해킹, 케이블 절단, 디도스 공격으로 멈췄다.\n",
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


def outages(sentence: str, size: int) -> Article:
    """An article that tells of one outage after the other."""
    told = ""
    for n in count():
        if len(told) >= size:
            break
        name = chr(ord("가") + n * 37 % 11_000)
        told += sentence.format(year=2003 + n % 20, month=1 + n % 12, day=1 + n % 28, hour=1 + n % 11, name=name)
    return Article("", "", "잇단 먹통", told, datetime(2026, 1, 1, tzinfo=UTC))


def worst() -> None:
    """Seconds of `read` for texts that repeat one piece: they double with the text, they do not square. Then of `extract_all` for texts
    that are all outages.
    """
    at = datetime(2026, 1, 1, tzinfo=UTC)
    read("오늘", at)
    for piece in HOSTILE:
        texts = ["제목\n" + (piece * (size // len(piece) + 1))[:size] for size in (50_000, 100_000, 200_000)]
        took = [seconds(lambda text=text: [read(text, at)]) for text in texts]
        told = "  ".join(f"{s:6.2f} s" for s in took)
        print(f"{piece!r:24} {told}   x{took[1] / took[0]:.2f} x{took[2] / took[1]:.2f}")
    for sentence in OUTAGES:
        articles = [outages(sentence, size) for size in (3_000, 6_000, 12_000)]
        took = [seconds(lambda article=article: extract_all([article])) for article in articles]
        print(f"{'  '.join(f'{s:6.2f} s' for s in took)}   {sentence.strip()}")


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
