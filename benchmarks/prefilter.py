"""How fast the first stage is, and how much it lets stop: `python -m benchmarks.prefilter [ARTICLES.jsonl[.gz]] [LABELS.jsonl]`.

Without a file it reads the packaged corpus (outages mostly, so that little stops). The ratio compares with `str.count` of
one word over the same texts in the same run, which is about the speed of memory. Best of five, one core.

With labels (`url`, `label`), articles that are labelled E, A or M and would be lost are counted and named.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from classifier.relevance.prefilter import may_tell_of_outage

CORPUS = Path(__file__).parent.parent / "classifier" / "corpus"
Text = tuple[str, str]


def read_rows(path: Path | None) -> list[dict[str, Any]]:
    files = [path] if path else sorted(CORPUS.glob("*.jsonl"))
    raw = [gzip.decompress(f.read_bytes()) if f.suffix == ".gz" else f.read_bytes() for f in files]
    return [json.loads(line) for content in raw for line in content.decode().splitlines() if line.strip()]


def seconds(work: Callable[[str, str], object], texts: Sequence[Text]) -> float:
    """Best of five over all texts."""
    best = float("inf")
    for _ in range(5):
        start = time.perf_counter()
        for title, body in texts:
            work(title, body)
        best = min(best, time.perf_counter() - start)
    return best


def counted(title: str, body: str) -> int:
    return f"{title}\n{body}".count("먹통")


def lost(rows: Sequence[dict[str, Any]], labels: Path) -> list[str]:
    told = {row["url"] for row in map(json.loads, labels.read_text("utf-8").splitlines()) if row["label"] in "EAM"}
    return [r["url"] for r in rows if r.get("url") in told and not may_tell_of_outage(r["title"], r["body"])]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("articles", nargs="?", type=Path)
    arguments.add_argument("labels", nargs="?", type=Path)
    told = arguments.parse_args()
    rows = read_rows(told.articles)
    texts = [(row["title"], row["body"]) for row in rows]
    ours, memory = seconds(may_tell_of_outage, texts), seconds(counted, texts)
    stopped = sum(not may_tell_of_outage(title, body) for title, body in texts)
    characters = sum(len(title) + len(body) for title, body in texts)
    print(f"articles        {len(texts):>12,}  of {characters / len(texts):,.0f} characters")
    print(f"articles/s      {len(texts) / ours:>12,.0f}")
    print(f"characters/s    {characters / ours:>12,.0f}")
    print(f"str.count       {characters / memory:>12,.0f}  characters/s, {ours / memory:.1f} times as fast")
    print(f"stopped         {stopped:>12,}  {stopped / len(texts):.1%}")
    if told.labels:
        missing = lost(rows, told.labels)
        print(f"lost            {len(missing):>12,}  {' '.join(missing)}")


if __name__ == "__main__":
    main()
