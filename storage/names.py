"""How names of systems and operators are compared where nobody knows better: spaces and case aside."""

from __future__ import annotations

import unicodedata


def plain(name: str) -> str:
    """The name without spaces, case folded.

    >>> plain("GOV Pay")
    'govpay'
    """
    return "".join(unicodedata.normalize("NFC", name).casefold().split())
