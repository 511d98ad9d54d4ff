"""Digests, printed or sent: the next one of a name, or a period of the past retold."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from meoktong.complaints import Complaints, FailureError, UsageError
from meoktong.digest import Digest
from meoktong.formats import DigestFormat
from meoktong.knowledge import told_in
from meoktong.outputs.tongue import Language
from meoktong.settings.load import Loaded
from meoktong.verbs.opened import opened
from meoktong.verbs.periods import period
from meoktong.verbs.rows import RowError, moment
from storage.store import Store

if TYPE_CHECKING:
    from meoktong.issues import Office

PRINTED = "stdout"
USUAL = "default"
"""Whose digest it is where nobody is named."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What `meoktong digest` was asked for; empty values ask for nothing."""

    name: str = ""
    since: str = ""
    until: str = ""
    as_of: str = ""
    always: bool = False
    peek: bool = False


def print_digest(
    db: str, asked: Asked, shape: DigestFormat, language: Language | None, loaded: Loaded, now: datetime
) -> None:
    """Print a digest. Raises `FailureError` for a time that is none."""
    tongue = language or _language(asked.name, loaded)
    try:
        as_of = moment(asked.as_of, "--as-of") if asked.as_of else None
        wanted = period(asked.since, asked.until, now) if asked.since or asked.until else None
    except RowError as error:
        raise FailureError(str(error)) from None
    if as_of is not None and (as_of > now or (wanted is not None and as_of <= wanted.since)):
        raise FailureError("--as-of lies between --since and now")
    with opened(db) as store:
        if wanted is not None:
            from meoktong.subscriptions import for_whom

            show(for_whom(told_in(store, wanted, as_of), asked.name, loaded.settings), shape, tongue)
        else:
            _print_next(store, asked, as_of, shape, tongue, loaded, now)


def _print_next(
    store: Store,
    asked: Asked,
    as_of: datetime | None,
    shape: DigestFormat,
    tongue: Language,
    loaded: Loaded,
    now: datetime,
) -> None:
    """Print the next digest of a name and enter it in the ledger.

    A past moment's is only printed again, and a subscription's is told when it is sent.
    """
    from meoktong.issues import next_digest

    name = asked.name or USUAL
    digest = next_digest(store, name, loaded.settings, as_of or now)
    if digest.quiet and not asked.always:
        _hint(store, name)
        return
    show(digest, shape, tongue)
    sys.stdout.flush()
    if as_of is None and not asked.peek and name not in loaded.settings.subscriptions:
        last = store.ledger.last(name, before=now)
        issue = store.ledger.issue(name, last.as_of if last else None, now, [PRINTED], now=now)
        store.ledger.note(issue.id, PRINTED, "delivered", now=now)


def _hint(store: Store, name: str) -> None:
    """A person at a terminal is told why there is nothing; cron is not."""
    last = store.ledger.last(name)
    if sys.stderr.isatty():
        since = f" since {last.as_of:%Y-%m-%d %H:%M} UTC" if last else ""
        sys.stderr.write(f"nothing new{since}; --always prints the digest all the same, --since DAY any period\n")


def _language(name: str, loaded: Loaded) -> Language:
    subscription = loaded.settings.subscriptions.get(name)
    return (subscription.language if subscription else None) or loaded.settings.language


@contextmanager
def _office(store: Store, loaded: Loaded, clock: Callable[[], datetime], complaints: Complaints) -> Iterator[Office]:
    """An office whose failures become complaints at the end."""
    from meoktong.delivery.courier import Courier
    from meoktong.issues import Office

    courier = Courier(loaded.settings, loaded.folder, store.ledger, clock)
    yield Office(store, loaded.settings, courier)
    for name, reason in courier.failed.items():
        complaints.add(name, f"not delivered: {reason}")


def send_digests(
    db: str, name: str, loaded: Loaded, clock: Callable[[], datetime], complaints: Complaints, *, always: bool = False
) -> None:
    """Send the next digest of one subscription, or of all. Raises `UsageError` for a name that is none."""
    names = _names(name, loaded)
    with opened(db) as store, _office(store, loaded, clock, complaints) as office:
        for one in names:
            office.send_digest(one, clock(), even_if_empty=always)


def send_alerts(db: str, loaded: Loaded, clock: Callable[[], datetime], complaints: Complaints) -> int:
    """Send what is due to be told at once, to all subscriptions; returns how many outages were told."""
    with opened(db) as store, _office(store, loaded, clock, complaints) as office:
        return sum(office.send_alerts(name, clock()) for name in loaded.settings.subscriptions)


def _names(name: str, loaded: Loaded) -> list[str]:
    known = list(loaded.settings.subscriptions)
    if not known:
        raise UsageError("no subscription is configured: [subscriptions.NAME] in meoktong.toml")
    if name and name not in known:
        raise UsageError(f"no subscription is called {name!r}; there are {', '.join(known)}")
    return [name] if name else known


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
