"""The digest of a period, printed."""

from __future__ import annotations

import sys
from datetime import datetime

from meoktong import pipeline
from meoktong.complaints import FailureError
from meoktong.digest import Digest
from meoktong.formats import DigestFormat
from meoktong.outputs.tongue import Language
from meoktong.verbs.opened import opened
from meoktong.verbs.periods import period
from meoktong.verbs.rows import RowError


def print_digest(db: str, since: str, until: str, shape: DigestFormat, now: datetime) -> None:
    """Print what the stored articles of a period tell. Raises `FailureError` for a period that is none."""
    try:
        wanted = period(since, until, now)
    except RowError as error:
        raise FailureError(str(error)) from None
    with opened(db) as store:
        show(pipeline.report(store, wanted), shape)


def show(digest: Digest, shape: DigestFormat, language: Language = "ko") -> None:
    """Print a digest."""
    sys.stdout.buffer.write(rendered(digest, shape, language).encode("utf-8", "backslashreplace"))


def rendered(digest: Digest, shape: DigestFormat, language: Language) -> str:
    """A digest in a form; what a form needs is imported only for it."""
    if shape is DigestFormat.json:
        from meoktong.outputs import data

        return data.render(digest)
    if shape is DigestFormat.markdown:
        from meoktong.outputs import markdown

        return markdown.render(digest, language)
    if shape is DigestFormat.html:
        from meoktong.outputs import html

        return html.render(digest, language)
    if shape is DigestFormat.atom:
        from meoktong.outputs import atom

        return atom.render(digest, language)
    from meoktong.outputs import text

    return text.render(digest, language)
