"""One test over all declarations: a new publisher adds a file and nothing else."""

from datetime import date
from urllib.parse import urlsplit

import pytest

from crawler.page_decode import tree_of
from crawler.page_select import is_script, select_elements, select_texts
from crawler.publishers.model import Layout, Publisher, Source
from crawler.publishers.registry import Registry, load

PUBLISHERS = list(load())
LAYOUTS = [layout for publisher in PUBLISHERS for layout in publisher.layouts]


@pytest.mark.parametrize("publisher", PUBLISHERS, ids=lambda publisher: publisher.name)
def test_a_declaration_is_whole(publisher: Publisher) -> None:
    assert publisher.name.strip()
    assert publisher.domains
    assert publisher.sources or publisher.layouts
    for domain in publisher.domains:
        assert load().for_url(f"https://www.{domain}/a/1") is publisher
    for source in publisher.sources:
        assert urlsplit(source.url).scheme in {"http", "https"}
        assert source.as_of or source.checked
        assert source.backfill or "{" in source.url or source.expected_per_day, source


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_layout_has_evidence_and_selectors_that_compile(layout: Layout) -> None:
    tree = tree_of("<p>nothing of any layout</p>")
    assert layout.evidence
    assert layout.body
    assert list(select_texts(tree, (*layout.headline, *layout.published, *layout.modified))) == []
    for selector in (*layout.body, *layout.remove):
        assert is_script(selector) or select_elements(tree, selector) == []


def test_names_are_unique() -> None:
    assert len({publisher.name for publisher in PUBLISHERS}) == len(PUBLISHERS)
    assert len({layout.name for layout in LAYOUTS}) == len(LAYOUTS)
    sections = [(publisher.name, source.section) for publisher in PUBLISHERS for source in publisher.sources]
    assert len(set(sections)) == len(sections)
    urls = [source.url for publisher in PUBLISHERS for source in publisher.sources]
    assert len(set(urls)) == len(urls)


@pytest.mark.parametrize("publisher", PUBLISHERS, ids=lambda publisher: publisher.name)
def test_layouts_stand_oldest_first(publisher: Publisher) -> None:
    last_days = [layout.valid_until or date.max for layout in publisher.layouts]
    assert last_days == sorted(last_days)


OLD = Layout(name="old", body=("p",), valid_until=date(2020, 12, 31))
NEW = Layout(name="new", body=("p",))


@pytest.mark.parametrize(
    ("day", "order"),
    [(date(2020, 12, 31), (OLD, NEW)), (date(2021, 1, 1), (NEW, OLD)), (None, (NEW, OLD))],
)
def test_the_layout_in_use_on_that_day_is_tried_first(day: date | None, order: tuple[Layout, ...]) -> None:
    assert Publisher("가", ("a.example",), layouts=(OLD, NEW)).layouts_for(day) == order


PAPER = Publisher("신문", ("paper.example",), sources=(Source("rss", "https://paper.example/rss"),))
MAGAZINE = Publisher("잡지", ("paper.example/weekly",))
LOCAL = Publisher("동네", ("127.0.0.1:8123/dongne",))
REGISTRY = Registry(()).with_(PAPER, MAGAZINE, LOCAL)


@pytest.mark.parametrize(
    ("url", "publisher"),
    [
        ("https://paper.example/a/1", PAPER),
        ("http://NEWS.Paper.example:8080/a/1", PAPER),
        ("https://paper.example/weekly/3", MAGAZINE),
        ("https://paper.example/weeklyish/3", PAPER),
        ("https://notpaper.example/a/1", None),
        ("https://paper.example.evil.example/a/1", None),
        ("http://127.0.0.1:8123/dongne/1.html", LOCAL),
        ("http://127.0.0.1:8124/dongne/1.html", None),
        ("", None),
        ("http://[broken", None),
    ],
)
def test_a_url_belongs_to_the_most_exact_domain(url: str, publisher: Publisher | None) -> None:
    assert REGISTRY.for_url(url) is publisher


def test_an_extra_publisher_replaces_its_namesake() -> None:
    moved = Publisher("신문", ("moved.example",))
    registry = REGISTRY.with_(moved)
    assert registry.for_url("https://moved.example/1") is moved
    assert registry.for_url("https://paper.example/1") is None
    assert registry.named("신문") is moved
    assert registry.named("없는 신문") is None
    assert REGISTRY.named("신문") is PAPER
