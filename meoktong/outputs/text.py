"""A digest as plain text, aligned for a fixed-width screen: what a journalist reads and sends on."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len

from meoktong.digest import Digest
from meoktong.outputs.story import Item, Section, Story, told
from meoktong.outputs.tongue import TONGUES, Language

WIDTH = 88  # screen cells; a Hangul syllable takes two
INDENT = " " * 4


def render(digest: Digest, language: Language = "ko", *, alert: bool = False) -> str:
    """The digest as text that ends in a newline."""
    return written(told(digest, language, alert=alert))


def written(story: Story) -> str:
    """A story as text that ends in a newline."""
    lines = [story.title, "=" * WIDTH, *_wrapped("", story.lead)]
    numbers = iter(range(1, 1 + sum(len(section.items) for section in story.sections)))
    for section in story.sections:
        lines += _section(section, story, numbers)
    lines += ["", "-" * WIDTH]
    for sentence in (*story.foot, *filter(None, [story.sender])):
        lines += _wrapped("", sentence)
    return "\n".join(lines) + "\n"


def _section(section: Section, story: Story, numbers: Iterator[int]) -> Iterator[str]:
    yield ""
    count = TONGUES[story.language].say("count", part=section.title, number=len(section.items))
    yield f"■ {count if section.brief else section.title}"
    for item in section.items:
        if section.brief:
            yield from _wrapped("  - ", item.brief)
        else:
            yield ""
            yield from _item(item, story, next(numbers))
    if section.more:
        yield f"{INDENT}{section.more}"


def _item(item: Item, story: Story, number: int) -> Iterator[str]:
    width = 2 + max(cell_len(label) for label, _ in (*item.fields, (story.links, "")))
    yield from _wrapped(f"{number:>2}. ", f"{item.name} [{item.state}]")
    last = ""
    for label, value in item.fields:
        yield from _wrapped(INDENT + _padded("" if label == last else label, width), value)
        last = label
    for n, (publisher, url) in enumerate(item.links):
        yield f"{INDENT}{_padded('' if n else story.links, width)}{publisher} {url}"
    if item.more:
        yield f"{INDENT}{' ' * width}{item.more}"


def _padded(text: str, width: int) -> str:
    return text + " " * max(0, width - cell_len(text))


def _wrapped(prefix: str, text: str) -> Iterator[str]:
    """Lines of at most `WIDTH` cells, broken at spaces, the later ones indented to the width of `prefix`."""
    line, margin = prefix, " " * cell_len(prefix)
    for word in text.split():
        gap = "" if line in {prefix, margin} else " "
        if gap and cell_len(line) + 1 + cell_len(word) > WIDTH:
            yield line
            line, gap = margin, ""
        line += gap + word
    yield line
