"""What an article calls a name that the gazetteer has otherwise: one of 2015 tells of 씨트립, not of 트립닷컴.

The gazetteer's name stands wherever the article writes it, and where it writes only short forms of it (카톡); else the form
that it writes most often.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from string import ascii_lowercase

from classifier.systems.terms import Hit, squeeze

SPOKEN = (
    *("에이", "비", "씨", "디", "이", "에프", "지", "에이치", "아이", "제이", "케이", "엘", "엠"),
    *("엔", "오", "피", "큐", "알", "에스", "티", "유", "브이", "더블유", "엑스", "와이", "제트"),
)  # what Korean calls the Latin letters
LETTERS = str.maketrans(dict(zip(ascii_lowercase, SPOKEN, strict=True)))
ABBREVIATION = 4  # Latin letters; so short a form stands for a name (CME) and is none


def as_called(text: str, hits: Sequence[Hit]) -> list[Hit]:
    """The hits, services by the name that `text` calls them by; organisations keep the one by which others know them."""
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for hit in hits:
        if hit.term.kind == "service" and (form := _full(text[hit.start : hit.end], hit.term.name)):
            forms[hit.term.name][form] += 1
    names = {name: called(name, written) for name, written in forms.items()}
    return [
        hit._replace(term=replace(hit.term, name=names[hit.term.name]))
        if hit.term.kind == "service" and hit.term.name in names
        else hit
        for hit in hits
    ]


def called(name: str, written: Mapping[str, int]) -> str:
    """What to call a thing that the gazetteer calls `name`; `written`: how often an article has each form of it, short forms left out.

    >>> called("트립닷컴", {"씨트립": 2}), called("트립닷컴", {"씨트립": 2, "트립닷컴": 1}), called("카카오톡", {})
    ('씨트립', '트립닷컴', '카카오톡')
    """
    return name if name in written else max(written, key=lambda form: written[form], default=name)


def _full(form: str, name: str) -> str | None:
    """A form of a name if it is one in its own right: the name where it holds that (카카오 티 for 카카오T), nothing where it only shortens it (카톡)."""
    written, known = squeeze(form)[0], squeeze(name)[0]
    if known in written or known.translate(LETTERS) in written:
        return name
    return None if shortens(form, name) or (form.isascii() and len(form) <= ABBREVIATION) else form


def shortens(form: str, name: str) -> bool:
    """Whether a form has no character that a name has not: 카톡, 행안부, and not 비씨카드 of BC카드."""
    return not Counter(squeeze(form)[0]) - Counter(squeeze(name)[0])
