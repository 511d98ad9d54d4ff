"""Body quality on real pages, which are not ours to ship: they lie in `../shared/pages`, where someone keeps them.

Skipped where they are absent; MEOKTONG_REQUIRE_ALL=1 makes their absence a failure.
"""

import json
import os
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from crawler.page import parse

ROOT = Path(__file__).parents[2]
PAGES = ROOT.parent / "shared" / "pages"
KST = timezone(timedelta(hours=9))
HANKOOK = "https://www.hankookilbo.com"


@pytest.fixture(scope="module")
def pages() -> Path:
    if not PAGES.is_dir():
        if os.environ.get("MEOKTONG_REQUIRE_ALL") == "1":
            pytest.fail("the real pages are required and ../shared/pages is absent")
        pytest.skip("../shared/pages is absent")
    return PAGES


def measured(directory: Path) -> list[dict[str, object]]:
    command = [sys.executable, "-m", "benchmarks.pages", str(directory), "--json"]
    lines = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return [json.loads(line) for line in lines]


def below(results: list[dict[str, object]]) -> list[dict[str, object]]:
    """Pages whose body is wrong by more than 0.03, or worse than trafilatura's."""
    return [one for one in results if one["f1"] is not None and one["f1"] < max(0.97, one["trafilatura_f1"])]  # type: ignore[operator,type-var]


def test_bodies_are_right_and_never_below_trafilatura(pages: Path) -> None:
    results = measured(pages)
    assert len([result for result in results if result["f1"] is not None]) == 5
    assert [one for one in results if str(one["layout"]).startswith(("generic", "refused"))] == []
    assert below(results) == []


def test_no_layout_of_ours_is_below_trafilatura() -> None:
    results = measured(ROOT / "tests" / "crawler" / "pages")
    assert len(results) > 40
    assert below(results) == []


@pytest.mark.parametrize(
    ("name", "path", "published", "modified"),
    [
        ("fundus__HankookIlbo_2025_05_15", "/News/Read/A2025051516330004328", (2025, 5, 15, 20, 0, 52), (20, 57, 36)),
        ("fundus__HankookIlbo_2026_01_29", "/news/article/A2026012914320005196", (2026, 1, 29, 18, 40), (18, 49)),
        ("fundus__HankookIlbo_2026_07_12", "/news/article/A2026071220290000630", (2026, 7, 12, 22, 9), (22, 23)),
    ],
)
def test_times_of_hankook_ilbo(
    pages: Path, name: str, path: str, published: tuple[int, ...], modified: tuple[int, ...]
) -> None:
    article = parse((pages / f"{name}.html").read_bytes(), HANKOOK + path)
    assert article.publisher == "한국일보"
    assert article.published_at == datetime(*published, tzinfo=KST)  # type: ignore[misc,arg-type]
    assert article.modified_at == datetime(*published[:3], *modified, tzinfo=KST)  # type: ignore[misc,arg-type]
    assert article.published_raw
    assert article.modified_raw


def test_the_page_without_an_expected_file(pages: Path) -> None:
    page = (pages / "fundus__MBN_2025_05_28.html").read_bytes()
    article = parse(page, "https://www.mk.co.kr/news/realestate/11329112")
    paragraphs = article.body.split("\n")
    assert (article.publisher, article.published_at) == ("매일경제", datetime(2025, 5, 28, 18, 21, 46, tzinfo=KST))
    assert len(paragraphs) == 10
    assert all(paragraph.endswith("다.") for paragraph in paragraphs)
    assert "사진" not in article.body
