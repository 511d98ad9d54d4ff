"""A digest as a short plain message for a chat: what every service shows alike, and nothing that it would obey."""

from __future__ import annotations

from collections.abc import Iterator

from meoktong.digest import Digest
from meoktong.outputs.safe import link
from meoktong.outputs.story import Item, Story, told
from meoktong.outputs.tongue import TONGUES, Language

MOST = 15  # outages; a chat is no place for more
# <!channel>, <@user>, @everyone and [text](address) of others call people or hide where a link leads.
_OBEYED = str.maketrans({"<": "‹", ">": "›", "@": "＠", "[": "［", "]": "］", "`": "ʼ"})


def render(digest: Digest, language: Language = "ko", *, alert: bool = False) -> str:
    """The digest as a message without its subject, which the service shows as the title."""
    return written(told(digest, language, alert=alert))


def written(story: Story) -> str:
    """A story as a message."""
    return "\n".join(_lines(story)) + "\n"


def _lines(story: Story) -> Iterator[str]:
    left = MOST
    for section in story.sections:
        if section.brief or not left:
            continue
        yield f"■ {section.title}"
        for item in section.items[:left]:
            yield from _item(item)
        left -= min(left, len(section.items))
    total = sum(len(section.items) for section in story.sections if not section.brief)
    if total > MOST:
        yield TONGUES[story.language].say("more", number=total - MOST)
    yield from (sentence.translate(_OBEYED) for sentence in story.foot)


def _item(item: Item) -> Iterator[str]:
    yield f"• {item.name} ({item.state})".translate(_OBEYED)
    for label, value in item.fields:
        yield f"  {label}: {value}".translate(_OBEYED)
    first = next((link(url) for _, url in item.links if link(url)), "")
    if first:
        yield f"  {first}"
