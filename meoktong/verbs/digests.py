"""The digest of a period, printed."""

from __future__ import annotations

import sys
from datetime import datetime

from meoktong import pipeline
from meoktong.complaints import FailureError
from meoktong.digest import Digest
from meoktong.formats import DigestFormat
from meoktong.outputs import data, text
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


def show(digest: Digest, shape: DigestFormat) -> None:
    """Print a digest."""
    renderer = data.render if shape is DigestFormat.json else text.render
    sys.stdout.buffer.write(renderer(digest).encode("utf-8", "backslashreplace"))
