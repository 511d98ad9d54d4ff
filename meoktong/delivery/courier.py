"""Carries an issue to those targets that still wait for it, and notes in the ledger what became of each.

Transient failures are tried again with growing pauses; what still fails stays pending, and the next run takes it up.
Only a recipient whom the mail server refuses for good is given up.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, wait_exponential_jitter

from meoktong.complaints import FailureError
from meoktong.delivery import notify, smtp
from meoktong.delivery.message import mail
from meoktong.delivery.outcome import DeliveryError
from meoktong.outputs import chat
from meoktong.outputs.story import Story
from meoktong.settings.model import Settings, Subscription
from meoktong.settings.secrets import secret
from storage.ledger import Ledger
from storage.records import DeliveryStatus, Issue

log = logging.getLogger(__name__)
MAIL, NOTIFY = "mail:", "notify:"
ATTEMPTS = 3
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Courier:
    """Delivers for one configuration. `folder` is what secrets' paths start from, `pause` the first wait in seconds."""

    settings: Settings
    folder: Path
    ledger: Ledger
    clock: Callable[[], datetime]
    pause: float = 2.0
    failed: dict[str, str] = field(default_factory=dict)

    def deliver(self, issue: Issue, story: Story) -> None:
        """Bring a story to every pending target; failures are collected in `failed`, by `subscription: target`."""
        recipients = [target.removeprefix(MAIL) for target in issue.pending if target.startswith(MAIL)]
        if recipients:
            self._mail(issue, story, recipients)
        for target in issue.pending:
            if target.startswith(NOTIFY):
                self._notify(issue, story, target)

    def _mail(self, issue: Issue, story: Story, recipients: Sequence[str]) -> None:
        try:
            refused = self._again(partial(self._send_mail, issue, story, recipients))
        except (DeliveryError, FailureError) as error:
            refused = dict.fromkeys(recipients, DeliveryError(str(error), again=True))
        for address in recipients:
            self._note(issue, MAIL + address, refused.get(address))

    def _send_mail(self, issue: Issue, story: Story, recipients: Sequence[str]) -> Mapping[str, DeliveryError]:
        settings = self.settings.mail
        if settings is None:
            raise FailureError("no mail server is configured: [mail]")
        password = secret(settings.password, self.folder) if settings.password else ""
        name = f"{issue.kind}-{issue.event_id or issue.as_of.isoformat()}"
        message = mail(story, issue.name, recipients, settings, name, issue.made_at)
        return smtp.send(message, recipients, settings, password)

    def _notify(self, issue: Issue, story: Story, target: str) -> None:
        try:
            address = secret(target.removeprefix(NOTIFY), self.folder)
            self._again(partial(notify.send, story.subject, chat.written(story), address))
        except (DeliveryError, FailureError) as error:
            self._note(issue, target, DeliveryError(str(error), again=True))
        else:
            self._note(issue, target, None)

    def _again(self, send: Callable[[], _T]) -> _T:
        retrying = Retrying(
            stop=stop_after_attempt(ATTEMPTS),
            wait=wait_exponential_jitter(multiplier=self.pause, max=30 * self.pause, jitter=self.pause),
            retry=retry_if_exception(lambda error: isinstance(error, DeliveryError) and error.again),
            before_sleep=_tell,
            reraise=True,
        )
        return retrying(send)

    def _note(self, issue: Issue, target: str, error: DeliveryError | None) -> None:
        status: DeliveryStatus = "delivered" if error is None else "pending" if error.again else "refused"
        self.ledger.note(issue.id, target, status, now=self.clock(), reason=str(error or ""))
        if error is not None:
            self.failed[f"{issue.name}: {target}"] = str(error)
        log.info("digest %s of %s for %s: %s", issue.id, issue.name, target, error or "delivered")


def _tell(state: RetryCallState) -> None:
    log.info("delivery failed, trying again: %s", state.outcome.exception() if state.outcome else "")


def targets(subscription: Subscription) -> list[str]:
    """Where a subscription's digests go, by names that hold no secret."""
    return [*(MAIL + address for address in subscription.mail), *(NOTIFY + name for name in subscription.notify)]
