"""One place where text from outside becomes safe for everything behind it: taggers, databases and people.

MeCab stops at a NUL, PostgreSQL refuses it, lone surrogates crash both, and Hangul in decomposed form is unknown to
every dictionary.
"""

import re
import unicodedata

# Controls but newline and tab, lone surrogates, and the code points that Unicode reserves as no characters.
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_NEWLINE = re.compile("\r\n?|\u2028|\u2029")


def clean_text(text: str) -> str:
    """The text in NFC with newlines as `\\n`, without control characters (tab and newline stay) and lone surrogates.

    Ordinary text comes back unchanged, character for character; cleaning twice changes nothing more.
    """
    return unicodedata.normalize("NFC", _UNSAFE.sub("", _NEWLINE.sub("\n", text)))
