"""Figures in the docs, between two markers that a reader does not see: written by `meoktong evaluate --write-docs`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from classifier.evaluation import tables
from classifier.evaluation.picture import draw
from classifier.evaluation.report import Report

DOCS = Path(__file__).parents[2] / "docs"
PICTURE = "reliability.svg"
MARKED = re.compile(r"(<!-- figures: ([a-z]{1,20}) -->\n).*?(<!-- end of figures -->)", re.DOTALL)


class DocumentsError(ValueError):
    """A folder without a marked page, or a marker that names no block; the message is one line."""


def _fenced(text: str) -> str:
    return f"```\n{text}\n```\n"


def _figures(report: Report) -> str:
    return _fenced(f"{tables.about(report.about)}\n\n{tables.figures(report.scores, report.intervals)}")


def _differences(report: Report) -> str:
    return _fenced(tables.differences(report.differences))


def _reliability(report: Report) -> str:
    return f"![Reliability of confidence]({PICTURE})\n\n{_fenced(tables.reliability(report.reliability))}"


BLOCKS: Mapping[str, Callable[[Report], str]] = {
    "figures": _figures,
    "differences": _differences,
    "reliability": _reliability,
}


def write(report: Report, folder: Path = DOCS) -> list[Path]:
    """Fill every marked block of a folder's pages and draw the picture. Returns what was written."""
    pages = [page for page in sorted(folder.glob("*.md")) if MARKED.search(page.read_text(encoding="utf-8"))]
    if not pages:
        raise DocumentsError(f"{folder.name}: no page with a marked block, nothing to write")
    filled = {page: fill(page.read_text(encoding="utf-8"), report, page.name) for page in pages}
    picture = folder / PICTURE
    for path, text in {**filled, picture: draw(report.reliability)}.items():
        path.write_text(text, encoding="utf-8")
    return [*filled, picture]


def fill(text: str, report: Report, name: str) -> str:
    """One page with every marked block made new. Raises `DocumentsError` for a block that nobody knows."""

    def block(found: re.Match[str]) -> str:
        if found[2] not in BLOCKS:
            raise DocumentsError(f"{name}: no block is called {found[2]!r}; there are {', '.join(BLOCKS)}")
        return f"{found[1]}{BLOCKS[found[2]](report)}{found[3]}"

    return MARKED.sub(block, text)
