"""Digests and alerts that are for somebody: composed from the ledger's moments, delivered, and remembered.

A digest of a name begins where the last one ended. It is entered in the ledger before it is sent and composed from its
two moments whenever it is sent, so a rerun resends nothing, and one that failed is taken up as it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from meoktong.delivery.courier import Courier, targets
from meoktong.knowledge import learnt
from meoktong.outputs.story import told
from meoktong.settings.model import Settings, Subscription
from meoktong.subscriptions import for_whom, wanted
from meoktong.telling.records import Digest
from storage.history import final
from storage.records import Issue
from storage.store import Store

GIVEN_UP = timedelta(days=7)  # what could not be delivered for so long is no news any more
FRESH = timedelta(days=2)  # an alert is about an outage that was first told in this time


def next_digest(store: Store, name: str, settings: Settings, as_of: datetime) -> Digest:
    """What the next digest of a name tells, with its subscription's filter where it has one; nothing is entered."""
    last = store.ledger.last(name, before=as_of)
    return digest_between(store, name, settings, last.as_of if last else None, as_of)


def digest_between(store: Store, name: str, settings: Settings, since: datetime | None, as_of: datetime) -> Digest:
    """The digest of a name between two moments of the record."""
    return for_whom(learnt(store, since, as_of, name), name, settings)


@dataclass(frozen=True, slots=True)
class Office:
    """Makes and sends the issues of the configured subscriptions."""

    store: Store
    settings: Settings
    courier: Courier

    def resume(self, name: str, now: datetime) -> None:
        """Send again what has not arrived; what is older than a week is given up, and said so.

        A target that was taken out of the subscription gets nothing more.
        """
        places = targets(self.settings.subscriptions[name])
        for issue in self.store.ledger.unfinished(name):
            late = now - issue.made_at > GIVEN_UP
            for target in issue.pending:
                if late and target in places:
                    self.courier.failed[f"{name}: {target}"] = "could not be delivered for a week: given up"
                if late or target not in places:
                    self.store.ledger.note(
                        issue.id, target, "given_up", now=now, reason="too late" if late else "taken out"
                    )
        for issue in self.store.ledger.unfinished(name):
            self._send(issue, self._composed(issue))

    def send_digest(self, name: str, now: datetime, *, even_if_empty: bool = False) -> bool:
        """Make and send the next digest of a subscription; returns whether there was one."""
        subscription = self.settings.subscriptions[name]
        self.resume(name, now)
        last = self.store.ledger.last(name, before=now)
        since = last.as_of if last else None
        digest = digest_between(self.store, name, self.settings, since, now)
        if digest.quiet and not (even_if_empty or subscription.even_if_empty):
            return False
        self._send(self.store.ledger.issue(name, since, now, targets(subscription), now=now), digest)
        return True

    def send_alerts(self, name: str, now: datetime) -> int:
        """Alert a subscription to every new outage that it watches, each once; returns how many there were."""
        subscription = self.settings.subscriptions[name]
        self.resume(name, now)
        sent = 0
        for digest in self._alerts(name, subscription, now):
            (entry,) = digest.new
            places = targets(subscription)
            issue = self.store.ledger.issue(name, None, now, places, now=now, kind="alert", event_id=entry.id)
            self._send(issue, digest)
            sent += 1
        return sent

    def _alerts(self, name: str, subscription: Subscription, now: datetime) -> Iterator[Digest]:
        asked = subscription.alert
        if asked is None:
            return
        with self.store.reading() as session:  # an outage that became part of another was told as well
            known = {final(session, event) for event in self.store.ledger.alerted(name)}
        fits = wanted(asked)
        digest = learnt(self.store, None, now, name)
        for entry in digest.new:
            fresh = entry.first_told is not None and entry.first_told >= now - FRESH
            sure = entry.event.confidence >= asked.minimum_confidence
            if fresh and sure and fits(entry) and entry.id not in known:
                yield _alone(digest, entry.id)

    def _composed(self, issue: Issue) -> Digest:
        """What an issue of the ledger tells, composed again from its moments."""
        if issue.kind == "alert":
            return _alone(learnt(self.store, None, issue.as_of, issue.name), issue.event_id)
        return digest_between(self.store, issue.name, self.settings, issue.since, issue.as_of)

    def _send(self, issue: Issue, digest: Digest) -> None:
        subscription = self.settings.subscriptions.get(issue.name, Subscription.model_validate({}))
        language = subscription.language or self.settings.language
        self.courier.deliver(issue, told(digest, language, alert=issue.kind == "alert", sent=True))


def _alone(digest: Digest, event_id: str) -> Digest:
    """The digest of one outage."""
    return digest.only(lambda entry: entry.kind == "new" and entry.id == event_id)
