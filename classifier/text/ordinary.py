"""Full-width forms, as older Korean pages set them, and odd white space read as the ordinary ones, each in its place."""

from __future__ import annotations

import re

from storage.records import Evidence

_ODD = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000\uff01-\uff5e]")
_WIDER = 0xFEE0  # code points between a full-width form and the ordinary one


def ordinary(text: str) -> str:
    """`text` with 24 for ２４, KT for ＫＴ and a space for any but a newline; as long as before, so that a span of the one is one of the other."""
    return _ODD.sub(lambda odd: " " if odd[0].isspace() else chr(ord(odd[0]) - _WIDER), text)


def requoted(span: Evidence, text: str) -> Evidence:
    """A span that was found in ordinary text, with its words as `text` has them."""
    return Evidence(span.start, span.end, text[span.start : span.end])
