"""The small language of a layout's selectors: CSS with `::attr(name)`, or `script:KEY` for a value inside a script."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache

from lxml import etree
from lxml.html import HtmlElement
from parsel.csstranslator import HTMLTranslator

_SCRIPT = "script:"


def select_texts(tree: HtmlElement, selectors: Iterable[str]) -> Iterator[str]:
    """The texts that the selectors find, in order of the selectors, whitespace collapsed, empty ones left out."""
    for selector in selectors:
        found = script_values(tree, selector) if is_script(selector) else map(_text_of, _xpath(selector)(tree))
        for text in found:
            if line := " ".join(text.split()):
                yield line


def select_elements(tree: HtmlElement, selector: str) -> list[HtmlElement]:
    """The elements that a CSS selector finds, in document order."""
    return [found for found in _xpath(selector)(tree) if isinstance(found, HtmlElement)]


def is_script(selector: str) -> bool:
    """Whether a selector names a value inside a script instead of an element."""
    return selector.startswith(_SCRIPT)


def script_values(tree: HtmlElement, selector: str) -> Iterator[str]:
    """The string values of the JSON key that `script:KEY` names, wherever a script of the page holds it."""
    marker = json.dumps(selector.removeprefix(_SCRIPT)) + ":"
    decoder = json.JSONDecoder(strict=False)
    for script in tree.iter("script"):
        for part in (script.text or "").split(marker)[1:]:
            try:
                value, _ = decoder.raw_decode(part.lstrip())
            except (ValueError, RecursionError):
                continue
            if isinstance(value, str) and value:
                yield value


@cache
def _xpath(selector: str) -> etree.XPath:
    return etree.XPath(HTMLTranslator().css_to_xpath(selector))


def _text_of(found: HtmlElement | str) -> str:
    return found if isinstance(found, str) else str(found.text_content())
