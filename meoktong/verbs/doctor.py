"""`meoktong doctor`: one line a check, and for each that is not well, what to do."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal, NamedTuple

from meoktong.complaints import DONE, FAILED, NEEDS_ATTENTION
from meoktong.formats import Format
from meoktong.outputs.rows import print_rows
from meoktong.settings.load import Loaded
from meoktong.settings.secrets import fault
from storage.database import database_url
from storage.records import Article
from storage.store import Store, StoreError

LOW = 1_000_000_000  # bytes; a database that has less room than this soon stands still
STALE = timedelta(days=2)


class Finding(NamedTuple):
    """One check: `advice` says what to do where `state` is not ok."""

    check: str
    state: Literal["ok", "attention", "failed"]
    found: str
    advice: str = ""


def examine(db: str, loaded: Loaded, shape: Format, now: datetime) -> int:
    """Print every check; returns 0, 3 where something asks for attention, 1 where something does not work."""
    findings = [finding for check in CHECKS for finding in _safely(check, db, loaded, now)]
    print_rows((finding._asdict() for finding in findings), Finding._fields, shape)
    states = {finding.state for finding in findings}
    return FAILED if "failed" in states else NEEDS_ATTENTION if "attention" in states else DONE


def _safely(check: Check, db: str, loaded: Loaded, now: datetime) -> Iterator[Finding]:
    try:
        yield from check(db, loaded, now)
    except Exception as error:
        name = getattr(check, "__name__", "check").strip("_")
        yield Finding(name, "failed", f"{type(error).__name__}: {error}", "install again: make clean && make test")


def _tagger(db: str, loaded: Loaded, now: datetime) -> Iterator[Finding]:
    from classifier.text.tagger import tagger_name
    from classifier.text.tokens import tokenize

    found = " ".join(token.surface for token in tokenize("정부24 접속 장애"))
    ok = "장애" in found
    advice = "" if ok else "the models were trained with Mecab: unset MEOKTONG_TAGGER"
    yield Finding("tagger", "ok" if ok else "failed", f"{tagger_name()}: {found}", advice)


def _models(db: str, loaded: Loaded, now: datetime) -> Iterator[Finding]:
    from classifier.extract import extract
    from classifier.version import extractor_version

    body = (
        "정부24가 24일 오후 1시 57분부터 2시간 동안 접속 장애를 겪었다. 행정안전부는 서버 과부하가 원인이라고 밝혔다."
    )
    read = extract(Article("https://doctor.example/", "", "정부24 접속 장애", body, now))
    well = bool(read.mentions)
    advice = "" if well else "the models find no outage where there is one: meoktong train"
    yield Finding("models", "ok" if well else "failed", f"extractor {extractor_version()}", advice)


def _configuration(db: str, loaded: Loaded, now: datetime) -> Iterator[Finding]:
    if loaded.file is None:
        yield Finding("configuration", "attention", "no meoktong.toml: defaults only", "meoktong init")
    else:
        yield Finding("configuration", "ok", str(loaded.file))
    if not loaded.settings.contact:
        advice = "set contact in meoktong.toml: webmasters block crawlers that nobody answers for"
        yield Finding("contact", "attention", "no address where a webmaster reaches you", advice)
    for name, near in loaded.strange.items():
        yield Finding(
            "environment", "attention", f"{name} sets nothing", f"did you mean {near}?" if near else "unset it"
        )


def _secrets(db: str, loaded: Loaded, now: datetime) -> Iterator[Finding]:
    settings = loaded.settings
    named = [settings.run.ping, settings.mail.password if settings.mail else None]
    named += [address for one in settings.subscriptions.values() for address in one.notify]
    for reference in dict.fromkeys(filter(None, named)):
        wrong = fault(reference, loaded.folder)
        yield Finding(
            "secret", "failed" if wrong else "ok", wrong or reference, "set it, or take it out" if wrong else ""
        )


def _delivery(db: str, loaded: Loaded, now: datetime) -> Iterator[Finding]:
    settings = loaded.settings
    for name, one in settings.subscriptions.items():
        if not one.mail and not one.notify:
            yield Finding(
                "subscription", "attention", f"{name} goes nowhere", "give it mail or notify in meoktong.toml"
            )
    if any(one.mail for one in settings.subscriptions.values()) and settings.mail is None:
        yield Finding("mail", "failed", "subscriptions by mail, and no mail server", "fill in [mail] in meoktong.toml")
    if any(one.notify for one in settings.subscriptions.values()):
        try:
            import importlib.util

            found = importlib.util.find_spec("apprise") is not None
        except ImportError:
            found = False
        advice = "" if found else 'pip install "meoktong[notify]"'
        yield Finding("notify", "ok" if found else "failed", "Apprise" if found else "Apprise is missing", advice)


def _database(db: str, loaded: Loaded, now: datetime) -> Iterator[Finding]:
    try:
        with Store(db, create=False) as store:
            wrong = store.upkeep.fault()
            yield (
                Finding("database", "failed", wrong, "restore a backup")
                if wrong
                else Finding("database", "ok", _shown(db))
            )
            yield from _crawls(store, now)
            yield from _deliveries(store)
    except StoreError as error:
        missing = "no such database" in str(error)
        advice = "meoktong run makes one" if missing else "see docs/configuration.md"
        yield Finding("database", "attention" if missing else "failed", str(error), advice)


def _shown(db: str) -> str:
    from storage.database import HEAD

    return f"{database_url(db).render_as_string(hide_password=True)}, schema {HEAD}"


def _crawls(store: Store, now: datetime) -> Iterator[Finding]:
    watch = store.crawls.watched(now - timedelta(days=14), now)
    if watch.last is None:
        yield Finding(
            "runs", "attention", "no crawl has ended in two weeks", "is cron or the timer set up? docs/service.md"
        )
        return
    late = now - watch.last > STALE
    advice = "is cron or the timer still running? docs/service.md" if late else ""
    yield Finding(
        "runs", "attention" if late else "ok", f"the last crawl began {watch.last:%Y-%m-%d %H:%M} UTC", advice
    )
    below = [f"{one.counts.source}: {one.counts.attention}" for one in watch.below]
    if below:
        told = "; ".join(below[:5]) + (f"; and {len(below) - 5} more" if len(below) > 5 else "")
        yield Finding("sources", "attention", told, "meoktong sources; mute what is known: meoktong sources mute")
    else:
        yield Finding("sources", "ok", f"{len(watch.sources)} visited in two weeks")


def _deliveries(store: Store) -> Iterator[Finding]:
    for issue in store.ledger.unfinished():
        where = ", ".join(issue.pending)
        advice = "meoktong digest --send tries again and says why"
        yield Finding("delivery", "attention", f"{issue.name}: {issue.kind} waits for {where}", advice)


def _files(db: str, loaded: Loaded, now: datetime) -> Iterator[Finding]:
    url = database_url(db)
    if not url.drivername.startswith("sqlite") or not url.database:
        return
    path = Path(url.database).absolute()
    if not os.access(path.parent, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        yield Finding(
            "permissions", "failed", f"{path} cannot be written", f"chown it to whoever runs meoktong: {path.parent}"
        )
    elif path.exists() and os.name == "posix" and path.stat().st_mode & stat.S_IWOTH:
        yield Finding("permissions", "attention", f"anybody may write {path}", f"chmod o-w {path}")
    else:
        yield Finding("permissions", "ok", f"{path.parent} can be written")
    free = shutil.disk_usage(path.parent).free
    low = free < LOW
    yield Finding(
        "disk",
        "attention" if low else "ok",
        f"{free / 1e9:.1f} GB free",
        "make room, or set run.keep_pages_days" if low else "",
    )


Check = Callable[[str, Loaded, datetime], Iterator[Finding]]
CHECKS: tuple[Check, ...] = (_configuration, _secrets, _delivery, _tagger, _models, _files, _database)
