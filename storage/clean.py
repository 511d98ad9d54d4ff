"""One place where text from outside becomes safe for everything behind it: taggers, databases and people.

MeCab stops at a NUL, PostgreSQL refuses it, lone surrogates crash both, and Hangul in decomposed form, or with a character
of no width inside a word, is unknown to every dictionary.
"""

import re
import unicodedata

# Controls but newline and tab, lone surrogates, the code points that Unicode reserves as no characters, and those without
# width that pages leave inside words (soft hyphen, zero-width space, word joiner, byte order mark; the joiners of emoji stay).
_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b\u2060\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
_NEWLINE = re.compile("\r\n?|\u2028|\u2029")


def clean_text(text: str) -> str:
    """The text in NFC with newlines as `\\n`, without controls (tab and newline stay), lone surrogates and zero widths.

    Ordinary text comes back unchanged, character for character; cleaning twice changes nothing more.
    """
    return unicodedata.normalize("NFC", _UNSAFE.sub("", _NEWLINE.sub("\n", text)))
