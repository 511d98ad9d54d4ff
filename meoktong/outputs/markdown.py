"""A digest as Markdown (CommonMark): for chats, wikis and issue trackers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from meoktong.digest import Digest
from meoktong.outputs.safe import link
from meoktong.outputs.story import Item, Story, told
from meoktong.outputs.tongue import Language

# What CommonMark and its dialects would obey inside a line: marks, links, HTML, entities, tables, strikethrough.
_MARKS = re.compile(r"([\\`*_\[\]<>|&]|~(?=\S)|(?<=\S)~)")
_CALLS = str.maketrans({"@": "＠"})  # @everyone calls people in some places, escaped or not


def render(digest: Digest, language: Language = "ko", *, alert: bool = False) -> str:
    """The digest as Markdown that ends in a newline."""
    return written(told(digest, language, alert=alert))


def written(story: Story) -> str:
    """A story as Markdown that ends in a newline."""
    return "\n".join(_lines(story)) + "\n"


def plain(text: str) -> str:
    """Words that say themselves and nothing else: every mark is escaped."""
    return _MARKS.sub(r"\\\1", text.translate(_CALLS))


def _lines(story: Story) -> Iterator[str]:
    yield f"# {plain(story.title)}"
    yield ""
    yield plain(story.lead)
    number = 0
    for section in story.sections:
        yield ""
        yield f"## {plain(section.title)}"
        yield ""
        for item in section.items:
            if section.brief:
                yield f"- {plain(item.brief)}"
            else:
                number += 1
                yield from _item(item, number, story)
        if section.more:
            yield plain(section.more)
    yield ""
    yield "---"
    for sentence in (*story.foot, *filter(None, [story.sender])):
        yield ""
        yield plain(sentence)


def _item(item: Item, number: int, story: Story) -> Iterator[str]:
    yield f"### {number}\\. {plain(item.name)} \\[{plain(item.state)}\\]"
    yield ""
    for label, value in item.fields:
        yield f"- **{plain(label)}** {plain(value)}"
    links = [f"[{plain(publisher) or '?'}](<{link(url)}>)" for publisher, url in item.links if link(url)]
    if links:
        more = f", {plain(item.more)}" if item.more else ""
        yield f"- **{plain(story.links)}** {', '.join(links)}{more}"
    yield ""
