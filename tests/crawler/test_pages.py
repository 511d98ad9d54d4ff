"""One test over every fixture directory: page and metadata in, the expected article or refusal out.

A fixture is `pages/<outlet>/<case>/` with `page.html`, `meta.json` and `expected.json`. The expected files change only
on demand: MEOKTONG_UPDATE_GOLDEN=1 writes them, and the difference is for a person to read.
"""

import json
import os
from datetime import datetime
from pathlib import Path

import pytest

from crawler.forms import article_to_dict
from crawler.page import GENERIC, NotAnArticle, parse
from crawler.publishers.registry import load

PAGES = Path(__file__).parent / "pages"
FIXTURES = sorted(path.parent for path in PAGES.glob("*/*/page.html"))


def _outcome(fixture: Path) -> dict[str, object]:
    meta = json.loads((fixture / "meta.json").read_text(encoding="utf-8"))
    now = datetime.fromisoformat(meta["now"]) if "now" in meta else None
    try:
        page = (fixture / "page.html").read_bytes()
        article = parse(page, meta["url"], content_type=meta["content_type"], now=now)
    except NotAnArticle as refusal:
        return {"refused": refusal.reason}
    return {"article": article_to_dict(article)}


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_page_gives_what_is_expected_of_it(fixture: Path) -> None:
    outcome = _outcome(fixture)
    golden = fixture / "expected.json"
    if os.environ.get("MEOKTONG_UPDATE_GOLDEN") == "1":
        golden.write_text(json.dumps(outcome, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    assert outcome == json.loads(golden.read_text(encoding="utf-8"))


def test_every_layout_has_a_fixture() -> None:
    expected = [json.loads((fixture / "expected.json").read_text(encoding="utf-8")) for fixture in FIXTURES]
    read_by = {outcome["article"]["layout"] for outcome in expected if "article" in outcome}
    declared = {layout.name for publisher in load() for layout in publisher.layouts}
    assert read_by - {GENERIC} == declared


@pytest.mark.parametrize(
    "fixture", [path for path in FIXTURES if path.name.startswith("refused")], ids=lambda p: p.name
)
def test_a_fixture_named_refused_is_refused(fixture: Path) -> None:
    assert "refused" in _outcome(fixture)
