"""The expected truth agrees with the stories, and the stories are fit to be printed."""

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from classifier.extract import extract
from meoktong.demo import content
from meoktong.demo.content import DATA, Story, outlets
from storage.records import Article

TRUTH: dict[str, Any] = tomllib.loads((DATA / "expected.toml").read_text(encoding="utf-8"))
STORIES = {story.id: story for outlet in outlets() for story in outlet.stories}
SHORTEST, LONGEST = 200, 900
"""Characters of a text: fewer is a notice, more is a feature."""


def test_truth_names_existing_stories() -> None:
    told = set(TRUTH["report"]) | set(TRUTH["reference"])
    in_events = {story for event in TRUTH["event"] for story in event["stories"]}
    assert told <= set(STORIES)
    assert in_events == told
    assert not set(TRUTH["report"]) & set(TRUTH["reference"])


def test_most_stories_tell_of_no_outage() -> None:
    assert len(STORIES) > 40
    assert len(TRUTH["report"]) < len(STORIES) / 2


@pytest.mark.parametrize("event", TRUTH["event"], ids=lambda event: event["systems"][0])
def test_the_minute_of_an_onset_stands_in_a_story(event: dict[str, Any]) -> None:
    hour, _, minute = event["started_at"].partition("T")[2].partition(":")
    if not minute:
        return
    clock = re.compile(rf"{(int(hour) - 1) % 12 + 1}시 ?(?:{int(minute)}분|{'반' if minute == '30' else '정각'})")
    assert any(clock.search(STORIES[story].body) for story in event["stories"])


def test_wire_copies_share_their_text() -> None:
    for copies in TRUTH["wire_copies"]:
        first, second = (set(re.findall(r"\w+", STORIES[story].body)) for story in copies)
        assert len(first & second) / len(first | second) > 0.7


def test_ids_and_numbers_are_unique() -> None:
    stories = [story for outlet in outlets() for story in outlet.stories]
    assert len(STORIES) == len(stories)
    for outlet in outlets():
        assert max(Counter(outlet.url(story) for story in outlet.stories).values()) == 1


def test_related_stories_exist_in_the_same_outlet() -> None:
    for outlet in outlets():
        ids = {story.id for story in outlet.stories}
        assert all(related in ids - {story.id} for story in outlet.stories for related in story.related)


@pytest.mark.parametrize(
    "story", [story for story in STORIES.values() if not story.premium], ids=lambda story: story.id
)
def test_a_story_is_news_prose(story: Story) -> None:
    assert 3 <= len(story.paragraphs) <= 7
    assert SHORTEST <= len(story.body) <= LONGEST
    assert bool(story.reporter) != bool(story.agency)
    assert story.published_at.utcoffset() == content.outlets()[0].stories[0].published_at.utcoffset()


def test_a_typo_in_the_data_names_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "DATA", tmp_path)
    source = (DATA / "hangangilbo.toml").read_text(encoding="utf-8")
    (tmp_path / "hangangilbo.toml").write_text(source.replace("reporter =", "repoter =", 1), encoding="utf-8")
    content.outlets.cache_clear()
    with pytest.raises(ValueError, match=r"hangangilbo\.toml[\s\S]*repoter"):
        content.outlets()
    content.outlets.cache_clear()


def test_stories_are_read_as_the_truth_says() -> None:
    """Also the drill, the anniversary and the illness. What robots are kept from, nobody reads."""
    wanted = dict.fromkeys(STORIES, "none") | dict.fromkeys(TRUTH["reference"], "reference")
    wanted |= dict.fromkeys(TRUTH["report"], "report")
    read = {
        story.id: extract(Article("", "", story.headline, story.body, story.published_at)).relevance.label
        for story in STORIES.values()
        if not story.premium
    }
    assert not {story: label for story, label in read.items() if label != wanted[story]}


def test_nothing_began_where_nobody_reported_anything() -> None:
    """이날 오전 9시 창구가 열린 뒤로 접속이 늦어진다는 신고는 들어오지 않았다."""
    story = STORIES["saebyeok-saeol-recovery"]
    mentions = extract(Article("", "", story.headline, story.body, story.published_at)).mentions
    assert [mention.started_at for mention in mentions] == ["2023-11-17"]
