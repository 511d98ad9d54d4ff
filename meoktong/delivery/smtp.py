"""Mail to a server: one connection, one message, every recipient's own answer."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from threading import Timer
from typing import Any

from meoktong.delivery.outcome import DeliveryError
from meoktong.settings.model import Mail

_WHOLE = 4  # so many timeouts may the whole conversation last: a server that drips never stalls us
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def send(message: EmailMessage, recipients: Sequence[str], settings: Mail, password: str) -> dict[str, DeliveryError]:
    """Hand a mail to the server; returns those recipients that it refused, and why.

    Raises `DeliveryError` where nobody gets it: `again` for a server that is not there, stalls, hangs up or says 4xx.
    """
    if password and settings.security == "none" and settings.host not in _LOOPBACK:
        raise DeliveryError("a password is sent over TLS only: set mail.security", again=False)
    try:
        with _connected(settings) as server:
            if settings.user or password:
                server.login(settings.user, password)
            refused = server.send_message(message, from_addr=settings.sender, to_addrs=list(recipients))
    except smtplib.SMTPRecipientsRefused as error:
        refused = error.recipients
        if not refused:
            raise DeliveryError("nobody was accepted", again=True) from None
    except smtplib.SMTPAuthenticationError as error:
        raise DeliveryError(
            f"the server refused the login ({error.smtp_code})", again=400 <= error.smtp_code < 500
        ) from None
    except smtplib.SMTPResponseException as error:
        again = not 500 <= error.smtp_code < 600
        raise DeliveryError(f"the server said {error.smtp_code} {_said(error.smtp_error)}", again=again) from None
    except smtplib.SMTPServerDisconnected:
        raise DeliveryError("the server hung up or did not answer in time", again=True) from None
    except smtplib.SMTPException as error:
        raise DeliveryError(f"the server cannot do this: {error}", again=False) from None
    except ssl.SSLCertVerificationError as error:
        raise DeliveryError(f"the server's certificate is not trusted: {error.verify_message}", again=False) from None
    except (OSError, UnicodeError) as error:
        reason = (
            "did not answer in time" if isinstance(error, TimeoutError) else getattr(error, "strerror", None) or error
        )
        raise DeliveryError(f"{settings.host}:{settings.where}: {reason}", again=isinstance(error, OSError)) from None
    return {
        address: DeliveryError(f"the server said {code} {_said(reason)}", again=not 500 <= code < 600)
        for address, (code, reason) in refused.items()
    }


@contextmanager
def _connected(settings: Mail) -> Iterator[smtplib.SMTP]:
    context = ssl.create_default_context()
    where, timeout = (settings.host, settings.where), settings.timeout
    tls = settings.security == "tls"
    with _OverTLS(*where, timeout=timeout, context=context) if tls else _Bounded(*where, timeout=timeout) as server:
        if settings.security == "starttls":
            server.starttls(context=context)
        yield server


class _Bounded(smtplib.SMTP):
    """A conversation that is over after a while, whatever the server does; the timeout itself is that of one answer."""

    _watch: Timer | None = None

    def connect(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        self._watch = Timer(_WHOLE * self.timeout, self._hang_up)
        self._watch.daemon = True
        self._watch.start()
        return super().connect(*args, **kwargs)

    def close(self) -> None:
        super().close()
        if self._watch is not None:
            self._watch.cancel()

    def _hang_up(self) -> None:
        if self.sock is not None:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)


class _OverTLS(_Bounded, smtplib.SMTP_SSL):
    pass


def _said(reason: bytes | str) -> str:
    return reason.decode("utf-8", "replace") if isinstance(reason, bytes) else reason
