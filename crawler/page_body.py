"""The article's element -> its paragraphs. lxml finds the element; BeautifulSoup, on that element alone, reads it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy

from bs4 import BeautifulSoup, Tag
from lxml import etree, html
from lxml.html import HtmlElement

from crawler.page_patterns import patterns
from crawler.page_select import is_script, script_values, select_elements
from crawler.publishers.model import Layout
from storage.clean import clean_text

# What is never text of an article, in any outlet's pages.
FURNITURE = (
    "script, style, noscript, template, iframe, object, figure, figcaption, button, form, svg, video, audio, select,"
    " input, textarea, nav, aside, [hidden], .blind, .is_blind, .sr-only"
)
_BLOCKS = re.compile(
    "^(?:address|article|aside|blockquote|br|caption|dd|div|dl|dt|fieldset|figure|footer|form|h[1-6]|header|hr|iframe|li"
    "|main|nav|ol|p|pre|section|table|td|th|tr|ul)$"
)
# Control characters cannot occur in cleaned text, so they can mark line breaks and the two ends of a link.
_BREAK, _LINK = "\x1e", "\x1f"
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))


def read_body(tree: HtmlElement, layout: Layout) -> str:
    """The article's paragraphs joined by newlines, as `layout` finds them; "" where it finds none."""
    for selector in layout.body:
        for element in _elements(tree, selector):
            if body := body_of(element, layout.remove):
                return body
    return ""


def body_of(element: HtmlElement, remove: Iterable[str] = ()) -> str:
    """The paragraphs of one element without what `remove` selects, page furniture and lines of links only."""
    article = deepcopy(element)
    for unwanted in select_elements(article, ", ".join((FURNITURE, *remove))):
        if unwanted is not article:
            # Emptied, not dropped: the words before and after a figure must not run together.
            unwanted.clear(keep_tail=True)
    soup = BeautifulSoup(clean_text(html.tostring(article, encoding="unicode", with_tail=False)), "lxml")
    _mark(soup)
    return tidy("\n".join(line for line in _lines(soup.get_text()) if not patterns().is_furniture(line)))


def tidy(text: str) -> str:
    """Lines with single spaces and no invisible characters, empty ones left out, cleaned as all text is."""
    lines = (" ".join(line.split()) for line in clean_text(text).translate(_INVISIBLE).split("\n"))
    return "\n".join(line for line in lines if line)


def _elements(tree: HtmlElement, selector: str) -> Iterator[HtmlElement]:
    if not is_script(selector):
        yield from select_elements(tree, selector)
        return
    for fragment in script_values(tree, selector):
        if "<" not in fragment:  # a reference to another script's data
            continue
        try:
            yield html.fragment_fromstring(clean_text(fragment), create_parent="div")
        except (etree.LxmlError, ValueError):
            continue


def _mark(soup: BeautifulSoup) -> None:
    # Marks go inside the element: a mark beside it would cost a search through all its siblings.
    for mark, elements in ((_BREAK, soup.find_all(_BLOCKS)), (_LINK, soup.find_all("a"))):
        for element in elements:
            if isinstance(element, Tag):
                element.insert(0, mark)
                element.append(mark)


def _lines(text: str) -> Iterator[str]:
    inside_link = False
    for line in text.split(_BREAK):
        parts = line.split(_LINK)
        outside = parts[1::2] if inside_link else parts[::2]
        inside_link ^= len(parts) % 2 == 0
        if any(character.isalnum() for part in outside for character in part):
            yield " ".join("".join(parts).split())
