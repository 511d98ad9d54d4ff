"""The database of a verb, opened so that whatever is wrong with it is one plain line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from meoktong.complaints import FailureError
from storage.store import Store, StoreError


@contextmanager
def opened(where: str, *, create: bool = False) -> Iterator[Store]:
    """A store by path or URL; `create` makes a new one where there is none. Raises `FailureError`."""
    try:
        with Store(where, create=create) as store:
            yield store
    except StoreError as error:
        raise FailureError(str(error)) from None
