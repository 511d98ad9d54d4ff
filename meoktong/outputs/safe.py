"""Words of others are hostile text: what a terminal, a mail program or a browser would obey is made visible or left out."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

# What a terminal obeys instead of showing: controls, and marks that reverse the direction of what follows.
_OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_URL = "!#$%&'()*+,/:;=?@[]~"


def visible(text: str) -> str:
    """The text with every character that a terminal would obey replaced, one for one: offsets stay."""
    return _OBEYED.sub("\ufffd", text)


def line(text: str) -> str:
    """The text on one line, visible."""
    return " ".join(visible(text).split())


def link(url: str) -> str:
    """A web address that can stand in a page or a mail, percent-encoded where it must be; "" for any other scheme."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return ""
    return quote(line(url), safe=_URL)
