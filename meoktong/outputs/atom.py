"""A digest as an Atom feed (RFC 4287): one entry an outage, with the same id for ever; news of it updates its entry."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

from lxml import etree
from lxml.builder import ElementMaker
from lxml.html import builder as page
from lxml.html import tostring

from meoktong.digest import Digest
from meoktong.outputs.safe import link
from meoktong.outputs.story import BRIEF, Item, Story, told
from meoktong.outputs.tongue import Language

NAMESPACE = "http://www.w3.org/2005/Atom"
_E = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})
_OURS = uuid.uuid5(uuid.NAMESPACE_URL, "urn:meoktong:outage")


def render(digest: Digest, language: Language = "ko") -> str:
    """The digest as an Atom document."""
    story = told(digest, language)
    updated = {entry.id: entry.updated_at for _, entries in digest.parts() for entry in entries}
    items = [(section.part, item) for section in story.sections if section.part not in BRIEF for item in section.items]
    moments = [moment for _, item in items if (moment := updated.get(item.id))]
    feed = _E.feed(
        _E.id(identifier(f"feed:{digest.name}")),
        _E.title(story.title.split(":")[0] + (f": {digest.name}" if digest.name else "")),
        _E.updated(_moment(max(moments, default=digest.as_of))),
        _E.author(_E.name("meoktong")),
        _E.generator("meoktong"),
        *(_entry(part, item, updated.get(item.id) or digest.as_of, story) for part, item in items),
    )
    feed.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    return str(etree.tostring(feed, encoding="unicode", pretty_print=True))


def identifier(name: str) -> str:
    """A name of ours as an IRI that stays the same wherever and whenever the feed is made."""
    return uuid.uuid5(_OURS, name).urn


def _moment(when: datetime) -> str:
    return when.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


def _entry(part: str, item: Item, updated: datetime, story: Story) -> etree._Element:
    entry = _E.entry(
        _E.id(identifier(item.id)),
        _E.title(f"[{item.state}] {item.name}"),
        _E.updated(_moment(updated)),
        _E.category(term=part),
        _E.content(_content(item, story), type="html"),
    )
    first = next((link(url) for _, url in item.links if link(url)), "")
    if first:
        entry.append(_E.link(rel="alternate", href=first))
    return entry


def _content(item: Item, story: Story) -> str:
    """The entry's fields as HTML."""
    rows = [page.LI(page.B(label), " ", value) for label, value in item.fields]
    for publisher, url in item.links:
        if link(url):
            rows.append(page.LI(page.B(story.links), " ", page.A(publisher or url, href=link(url))))
    return str(tostring(page.UL(*rows), encoding="unicode"))
