"""Mail over real connections: what arrives, what a server may do wrong, and that nothing secret is ever said."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from meoktong.delivery import smtp
from meoktong.delivery.message import mail
from meoktong.delivery.outcome import DeliveryError
from meoktong.outputs.story import told
from meoktong.settings.model import Mail
from tests.meoktong.delivery.conftest import LOOPBACK, Mailbox, Rude, authenticator, free_port
from tests.meoktong.stories import hostile, plain

NOW = datetime(2023, 11, 25, 0, 1, tzinfo=UTC)
DESK = ["desk@example.org", "night@example.org"]


def settings(port: int, **values: Any) -> Mail:
    told = {"host": LOOPBACK, "port": port, "security": "none", "sender": "meoktong@example.org", "timeout": 5}
    return Mail.model_validate({**told, **values})


def letter(to: list[str], mail_settings: Mail, digest: Any = None, issue: str = "1") -> EmailMessage:
    return mail(told(digest or plain()), "desk", to, mail_settings, issue, NOW)


def sent(port: int, to: list[str] = DESK, password: str = "", **values: Any) -> dict[str, DeliveryError]:
    wanted = settings(port, **values)
    return smtp.send(letter(to, wanted), to, wanted, password)


def test_one_mail_for_the_whole_list_with_text_and_html_and_the_headers_of_a_list(
    smtp_server: Callable[..., int],
) -> None:
    box = Mailbox()
    assert sent(smtp_server(box), unsubscribe="https://example.org/u?x=1", reply_to="desk@example.org") == {}
    (message,), (envelope,) = box.messages, box.envelopes
    assert envelope.rcpt_tos == DESK
    assert message["To"] == ", ".join(DESK)
    assert message["From"] == "먹통 <meoktong@example.org>"
    assert message["Subject"] == "[먹통] 새 장애 1건 (진행 중 1건), 복구된 장애 1건 · 정부24, 모바일 신분증"
    assert message["List-Unsubscribe"] == "<https://example.org/u?x=1>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["List-Id"] == "<desk.meoktong.example.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    text, html = message.iter_parts()
    assert [text.get_content_type(), html.get_content_type()] == ["text/plain", "text/html"]
    assert "원인: 접속 폭주(과부하) → 작업 실수 (누리방송, 새벽경제)" in text.get_content()
    assert "word-break:keep-all" in html.get_content()


def test_the_same_issue_has_the_same_message_id_and_another_has_another() -> None:
    one, again, other = (letter(DESK, settings(1), issue=issue)["Message-ID"] for issue in "112")
    assert one == again != other
    assert one.endswith("@example.org>")


def test_every_line_keeps_to_the_length_that_mail_allows(smtp_server: Callable[..., int]) -> None:
    box = Mailbox()
    wanted = settings(smtp_server(box))
    smtp.send(letter(DESK, wanted, hostile()), DESK, wanted, "")
    content = box.envelopes[0].content
    assert isinstance(content, bytes)
    assert max(map(len, content.split(b"\r\n"))) <= 998


def test_hostile_headlines_add_no_header_and_no_recipient(smtp_server: Callable[..., int]) -> None:
    box = Mailbox()
    wanted = settings(smtp_server(box))
    smtp.send(letter(DESK, wanted, hostile()), DESK, wanted, "")
    (message,) = box.messages
    assert box.envelopes[0].rcpt_tos == DESK
    assert "Bcc" not in message
    assert set(message.keys()) == set(letter(DESK, wanted).keys())
    assert "\n" not in message["Subject"]


def test_starttls_and_login(
    smtp_server: Callable[..., int], certificate: tuple[Path, ssl.SSLContext], monkeypatch: pytest.MonkeyPatch
) -> None:
    box = Mailbox()
    port = smtp_server(
        box, tls_context=certificate[1], require_starttls=True, authenticator=authenticator, auth_required=True
    )
    secure = {"host": "localhost", "security": "starttls", "user": "meoktong"}
    with pytest.raises(DeliveryError, match="certificate is not trusted"):
        sent(port, password="hunter2", **secure)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    assert sent(port, password="hunter2", **secure) == {}
    with pytest.raises(DeliveryError, match=r"refused the login \(535\)") as caught:
        sent(port, password="wrong-one", **secure)
    assert "wrong-one" not in str(caught.value)
    assert len(box.messages) == 1


def test_tls_from_the_first_byte(
    smtp_server: Callable[..., int], certificate: tuple[Path, ssl.SSLContext], monkeypatch: pytest.MonkeyPatch
) -> None:
    box = Mailbox()
    port = smtp_server(box, ssl_context=certificate[1])
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    assert sent(port, host="localhost", security="tls") == {}
    assert len(box.messages) == 1


def test_a_server_without_starttls_gets_nothing(smtp_server: Callable[..., int]) -> None:
    box = Mailbox()
    with pytest.raises(DeliveryError, match="STARTTLS") as caught:
        sent(smtp_server(box), security="starttls")
    assert not caught.value.again
    assert box.messages == []


def test_a_password_never_travels_in_the_open() -> None:
    with pytest.raises(DeliveryError, match="over TLS only") as caught:
        sent(25, host="mail.example.org", password="hunter2", user="u")
    assert "hunter2" not in str(caught.value)


def test_a_recipient_who_is_refused_keeps_the_mail_from_nobody_else(smtp_server: Callable[..., int]) -> None:
    box = Mailbox(refuses=("night@example.org",))
    refused = sent(smtp_server(box))
    assert {name: (str(error), error.again) for name, error in refused.items()} == {
        "night@example.org": ("the server said 550 5.1.1 no such user", False)
    }
    assert box.envelopes[0].rcpt_tos == ["desk@example.org"]


def test_everybody_refused_is_told_of_everybody(smtp_server: Callable[..., int]) -> None:
    assert set(sent(smtp_server(Mailbox(refuses=tuple(DESK))))) == set(DESK)


def test_a_server_that_is_busy_may_be_asked_again(smtp_server: Callable[..., int]) -> None:
    with pytest.raises(DeliveryError, match="451") as caught:
        sent(smtp_server(Mailbox(later=1)))
    assert caught.value.again


def test_nobody_there() -> None:
    with pytest.raises(DeliveryError, match="refused") as caught:
        sent(free_port())
    assert caught.value.again


GREETING = (b"220 hello\r\n", b"250 hello\r\n")
UP_TO_DATA = (*GREETING, b"250 ok\r\n", b"250 ok\r\n", b"354 go on\r\n")


@pytest.mark.parametrize(
    ("answers", "last"),
    [
        ((b"",), "stall"),
        (GREETING, "stall"),
        ((b"220 hello\r\n",), "hang up"),
        (UP_TO_DATA, "hang up"),
        (UP_TO_DATA, "stall"),
        ((b"",), "drip"),
    ],
    ids=["silent", "stalls", "hangs up", "drops mid-message", "stalls mid-message", "drips"],
)
def test_a_server_that_stalls_or_hangs_up_ends_in_bounded_time(
    rude: Callable[..., Rude], answers: tuple[bytes, ...], last: str
) -> None:
    server = rude(*answers, last=last)
    with pytest.raises(DeliveryError) as caught:
        sent(server.port, to=["desk@example.org"], timeout=0.5)
    assert caught.value.again
    assert server.connections == 1


def test_nonsense_from_a_server_is_one_line(rude: Callable[..., Rude]) -> None:
    with pytest.raises(DeliveryError) as caught:
        sent(rude(b"999 \xff\xfe\x1b[31m\r\n", last="hang up").port, timeout=1)
    assert "\n" not in str(caught.value)
