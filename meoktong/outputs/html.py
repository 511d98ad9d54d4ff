"""A digest as one HTML page without anything to load: for a mail program, plain or modern, a phone, or a browser.

Every word of others is escaped by the template engine; an address is linked only where it leads into the web.
"""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined, Template

from meoktong.digest import Digest
from meoktong.outputs.safe import link
from meoktong.outputs.story import Story, told
from meoktong.outputs.tongue import TONGUES, Language


def render(digest: Digest, language: Language = "ko", *, alert: bool = False) -> str:
    """The digest as an HTML page."""
    return written(told(digest, language, alert=alert))


def written(story: Story) -> str:
    """A story as an HTML page."""
    return _template().render(story=_shown(story))


@cache
def _template() -> Template:
    engine = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return engine.from_string((files("meoktong.outputs") / "templates" / "digest.html").read_text(encoding="utf-8"))


def _shown(story: Story) -> dict[str, Any]:
    whole = asdict(story)
    statuses = TONGUES[story.language].statuses
    for section in whole["sections"]:
        section["entries"] = section.pop("items")  # a dict's own method has that name
        for item in section["entries"]:
            item["open"] = item["state"] in {statuses["ongoing"], statuses["partial"]}
            item["links"] = [(publisher, link(url)) for publisher, url in item["links"]]
    return whole
