"""Text as it is read: ordinary characters for full-width forms, rare marks, white space and HTML's names, and where each stood."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import NamedTuple

from storage.records import Evidence

_ALIKE = {"‧": "·", "・": "·", "•": "·", "･": "·", "∙": "·", "⋅": "·", "ᆞ": "·", "‥": "…", "⋯": "…", "`": "'", "〝": '"', "〞": '"', "«": '"', "»": '"'}  # fmt: skip
_SPACES = "\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"  # any white space but a newline and the ordinary one
_SINGLE = f"{_SPACES}\uff01-\uff5e{''.join(_ALIKE)}"
_ODD = re.compile(rf"[ {_SPACES}]{{2,}}|[{_SINGLE}]|&#?[0-9a-zA-Z]{{2,8}};")
_SUSPECT = re.compile(f"[{_SINGLE}&]")  # one of these, or two spaces, stands in any text that is not ordinary
_WIDER = 0xFEE0  # code points between a full-width form and the ordinary one


class Ordinary(NamedTuple):
    """A text as it is read; `places[n]` is where its character n begins in the text as it was written, the last where that ends."""

    text: str
    places: Sequence[int]

    def written(self, span: Evidence, text: str) -> Evidence:
        """A span of the ordinary text as a span of `text`, which is the one that was written."""
        start, end = self.places[span.start], self.places[span.end]
        return Evidence(start, end, text[start:end])


def ordinary(text: str) -> Ordinary:
    """`text` with 24 for ２４, one space for any run of white space in a line, one mark for those that look alike, a quotation mark for &quot;."""
    same = Ordinary(text, range(len(text) + 1))
    if "  " not in text and not _SUSPECT.search(text):
        return same
    pieces: list[str] = []
    places: list[int] = []
    at = 0
    for odd in _ODD.finditer(text):
        plain = _plain(odd[0])
        if len(plain) == 1:
            pieces += (text[at : odd.start()], plain)
            places += range(at, odd.start() + 1)
            at = odd.end()
    return Ordinary("".join((*pieces, text[at:])), [*places, *range(at, len(text) + 1)]) if pieces else same


def _plain(odd: str) -> str:
    """One character for another, for white space or for HTML's name of one; what is no name stays."""
    plain = html.unescape(odd)
    if plain.isspace():
        return " "
    if "\uff01" <= plain <= "\uff5e":
        return chr(ord(plain) - _WIDER)
    return _ALIKE.get(plain, plain)
