"""A digest as a mail: text and HTML side by side, with the headers that mail programs and mailing tools look for."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from email.header import Header
from email.headerregistry import Address, HeaderRegistry, UniqueUnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from typing import Any

from meoktong.outputs import html, text
from meoktong.outputs.safe import line
from meoktong.outputs.story import Story
from meoktong.settings.model import Mail


class _Subject(UniqueUnstructuredHeader):
    """A subject whose every character arrives: the library's own folding drops spaces between words that it encodes."""

    name: str

    def fold(self, *, policy: Policy[Any]) -> str:
        """Encode as a whole (RFC 2047)."""
        coded = Header(str(self), "utf-8", maxlinelen=75, header_name=self.name).encode(linesep=policy.linesep)
        return f"{self.name}: {coded}{policy.linesep}"


def _headers() -> HeaderRegistry:
    registry = HeaderRegistry()
    registry.map_to_type("subject", _Subject)  # type: ignore[arg-type]  # the registry adds the base class itself
    return registry


_POLICY = SMTP.clone(max_line_length=78, header_factory=_headers())


def mail(
    story: Story, name: str, recipients: Sequence[str], settings: Mail, issue: str, when: datetime
) -> EmailMessage:
    """One mail to all recipients of the subscription `name`.

    `issue` names what is told: the same issue has the same Message-ID, so that a mail that came twice after a lost
    answer is shown once. Headers cannot be injected: the library refuses a line break, and words of others have none.
    """
    message = EmailMessage(policy=_POLICY)
    domain = settings.sender.rpartition("@")[2]
    message["From"] = _address(settings.sender, settings.sender_name)
    message["To"] = tuple(map(_address, recipients))
    if settings.reply_to:
        message["Reply-To"] = _address(settings.reply_to)
    message["Subject"] = line(story.subject)
    message["Date"] = when
    message["Message-ID"] = f"<{hashlib.sha256(f'{name}/{issue}'.encode()).hexdigest()[:32]}.meoktong@{domain}>"
    message["List-Id"] = f"<{name}.meoktong.{domain}>"
    if settings.unsubscribe:
        message["List-Unsubscribe"] = f"<{settings.unsubscribe}>"
        if settings.unsubscribe.startswith("https:"):
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = story.language
    message.set_content(text.written(story), cte="base64")
    message.add_alternative(html.written(story), subtype="html", cte="base64")
    return message


def _address(address: str, name: str = "") -> Address:
    return Address(display_name=name, addr_spec=address)
