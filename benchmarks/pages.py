"""Reads saved pages with our parser, trafilatura, readability-lxml and fundus, in one run: body quality and time.

    python -m benchmarks.pages DIRECTORY [--json] [--peers PYTHON]

`--peers` names a Python that has readability-lxml and fundus (`benchmarks.peers` says how to make it): they need other
versions of lxml than we do. Without it we are compared with trafilatura alone.

DIRECTORY holds either our fixtures (`*/*/page.html` with `meta.json`, `expected.json`) or pages as fundus and goose
save them for their tests (`fundus__NAME_YYYY_MM_DD.html` with `fundus__NAME.expected.json`, `python-goose__*.html`
with the `.json` beside it). Quality is the F1 of the longest common subsequence over words against the expected body.
Time is the best of several readings; the ratio is trafilatura's time over ours.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import trafilatura

from crawler.page import NotAnArticle, parse

ROUNDS = 5
PEERS = ("readability", "fundus")
ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Case:
    """One saved page and the body it should give (None: not known)."""

    name: str
    page: bytes
    url: str
    content_type: str
    expected: str | None
    path: Path = Path()


@dataclass(frozen=True)
class Score:
    """What a peer made of one page; None where it did not read it, or nobody knows what is right."""

    f1: float | None = None
    ms: float | None = None


@dataclass(frozen=True)
class Result:
    """What the readers made of one page."""

    name: str
    layout: str
    f1: float | None
    trafilatura_f1: float | None
    ms: float
    trafilatura_ms: float
    peers: dict[str, Score]

    @property
    def ratio(self) -> float:
        """How many times as long trafilatura takes."""
        return self.trafilatura_ms / self.ms


def word_f1(found: str, expected: str) -> float:
    ours, theirs = found.split(), expected.split()
    row = [0] * (len(theirs) + 1)
    for word in ours:
        diagonal = 0
        for column, other in enumerate(theirs, 1):
            above = row[column]
            row[column] = diagonal + 1 if word == other else max(above, row[column - 1])
            diagonal = above
    return 2 * row[-1] / (len(ours) + len(theirs)) if ours and theirs else 0.0


def cases(directory: Path) -> Iterator[Case]:
    yield from _fixtures(directory)
    yield from _fundus(directory)
    yield from _goose(directory)


def _fixtures(directory: Path) -> Iterator[Case]:
    for page in sorted(directory.glob("*/*/page.html")):
        meta, expected = _json(page.with_name("meta.json")), _json(page.with_name("expected.json"))
        if "article" in expected:
            name = f"{page.parent.parent.name}/{page.parent.name}"
            yield Case(name, page.read_bytes(), meta["url"], meta["content_type"], expected["article"]["body"], page)


def _fundus(directory: Path) -> Iterator[Case]:
    meta = directory / "fundus__meta.json"
    urls = (
        {f"fundus__{name.removesuffix('.gz')}": about["url"] for name, about in _json(meta).items()}
        if meta.exists()
        else {}
    )
    for pages in directory.glob("fundus__*.expected.json"):
        versions = iter(_json(pages).values())
        for page in sorted(directory.glob(f"{pages.name.split('.')[0]}_*.html")):
            expected = _fundus_body(next(versions)) if page.name in urls else None
            url = urls.get(page.name) or _own_address(page)
            yield Case(page.stem.removeprefix("fundus__"), page.read_bytes(), url, "", expected, page)


def _fundus_body(version: dict[str, Any]) -> str:
    sections = version["body"]["sections"]
    return "\n".join(line for section in sections for line in (*section["headline"], *section["paragraphs"]))


def _goose(directory: Path) -> Iterator[Case]:
    for page in sorted(directory.glob("python-goose__*.html")):
        about = _json(page.with_suffix(".json"))
        # goose joins paragraphs without a space: part them again where a sentence ends and a word begins.
        expected = re.sub(r"(다\.|[.]”)(?=[가-힣“㈜\d])", r"\1\n", about["expected"]["cleaned_text"])
        yield Case(page.stem.removeprefix("python-goose__"), page.read_bytes(), about["url"], "", expected, page)


def _own_address(page: Path) -> str:
    match = re.search(r'<link rel="canonical" href="([^"]+)"', page.read_text(encoding="utf-8"))
    return match[1] if match else "https://unknown.example/article"


def _json(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def measure(case: Case, peers: dict[str, Score]) -> Result:
    text = case.page.decode("utf-8", "replace")
    try:
        article = parse(case.page, case.url, content_type=case.content_type)
        body, layout = article.body, article.layout
    except NotAnArticle as refusal:
        body, layout = "", f"refused: {refusal.reason}"
    other = trafilatura.extract(text, include_comments=False) or ""
    expected = case.expected
    return Result(
        case.name,
        layout,
        word_f1(body, expected) if expected else None,
        word_f1(other, expected) if expected else None,
        _best_ms(lambda: parse(case.page, case.url, content_type=case.content_type)),
        _best_ms(lambda: trafilatura.extract(case.page.decode("utf-8", "replace"), include_comments=False)),
        peers,
    )


def ask_peers(python: str, found: list[Case]) -> dict[str, dict[str, Score]]:
    """Page -> peer -> its score, from a process of the peers' own Python."""
    asked = "".join(json.dumps({"name": c.name, "path": str(c.path.resolve()), "url": c.url}) + "\n" for c in found)
    command = [python, "-m", "benchmarks.peers"]
    done = subprocess.run(command, input=asked, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    expected = {case.name: case.expected for case in found}
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    return {
        answer["name"]: {peer: _score(answer[peer], expected[answer["name"]]) for peer in PEERS if peer in answer}
        for answer in answers
    }


def _score(told: dict[str, Any], expected: str | None) -> Score:
    if "error" in told:
        return Score()
    return Score(word_f1(told["text"], expected) if expected else None, told["ms"])


def _best_ms(read: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        with suppress(NotAnArticle):
            read()
        times.append(time.perf_counter() - started)
    return 1000 * min(times)


def main() -> None:
    arguments = argparse.ArgumentParser(description="Body quality and time against peers.")
    arguments.add_argument("directory", type=Path)
    arguments.add_argument("--json", action="store_true", help="one JSON line per page instead of a table")
    arguments.add_argument("--peers", metavar="PYTHON", default="", help="a Python with readability-lxml and fundus")
    options = arguments.parse_args()
    found = list(cases(options.directory))
    peers = ask_peers(options.peers, found) if options.peers else {}
    results = [measure(case, peers.get(case.name, {})) for case in found]
    if options.json:
        for result in results:
            print(json.dumps(asdict(result), ensure_ascii=False))
    else:
        _print_table(results)


def _print_table(results: list[Result]) -> None:
    columns = ("F1", "traf.", "read.", "fundus", "ms", "traf.", "read.", "fundus")
    print(f"{'page':36} {'layout':24}" + "".join(f" {name:>7}" for name in columns))
    for result in results:
        print(f"{result.name[:36]:36} {result.layout[:24]:24}" + "".join(f" {cell:>7}" for cell in _cells(result)))
    known = [result for result in results if not result.layout.startswith(("generic", "refused"))]
    ours, theirs = sum(result.ms for result in known), sum(result.trafilatura_ms for result in known)
    if ours:
        print(
            f"\nknown layouts: {len(known)} pages, {ours:.0f} ms, trafilatura {theirs:.0f} ms: {theirs / ours:.1f} times as long"
        )


def _cells(result: Result) -> list[str]:
    peers = [result.peers.get(peer, Score()) for peer in PEERS]
    quality = [result.f1, result.trafilatura_f1, *(peer.f1 for peer in peers)]
    times = [result.ms, result.trafilatura_ms, *(peer.ms for peer in peers)]
    return [
        *("-" if value is None else f"{value:.4f}" for value in quality),
        *("-" if value is None else f"{value:.1f}" for value in times),
    ]


if __name__ == "__main__":
    main()
