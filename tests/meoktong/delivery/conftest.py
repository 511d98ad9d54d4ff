"""Real servers on loopback: mail servers, good and bad, and a receiver of webhooks."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

LOOPBACK = "127.0.0.1"


class Mailbox:
    """Keeps what comes. `refuses` are recipients that it does not know, `later` answers 451 so many times first."""

    def __init__(self, refuses: tuple[str, ...] = (), later: int = 0) -> None:
        self.refuses = refuses
        self.later = later
        self.messages: list[EmailMessage] = []
        self.envelopes: list[Envelope] = []

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refuses:
            return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.later:
            self.later -= 1
            return "451 4.3.0 try again later"
        assert isinstance(envelope.content, bytes)
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        self.envelopes.append(envelope)
        return "250 OK"


class OnAnyPort(Controller):
    """Takes a free port, and tells which."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def free_port() -> int:
    with socket.socket() as one:
        one.bind((LOOPBACK, 0))
        return int(one.getsockname()[1])


@pytest.fixture
def smtp_server() -> Iterator[Callable[..., int]]:
    """Start a mail server with a handler and aiosmtpd's options; returns its port."""
    running: list[Controller] = []

    def start(handler: Any, **options: Any) -> int:
        controller = OnAnyPort(handler, hostname=LOOPBACK, port=0, **options)
        controller.start()
        running.append(controller)
        return int(controller.port)

    yield start
    for controller in running:
        controller.stop()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ssl.SSLContext]:
    """A certificate for localhost that nobody trusts but who is told to, and a server's context with it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("tls")
    pem, secret = folder / "cert.pem", folder / "key.pem"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    secret.write_bytes(key.private_bytes(*form))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, secret)
    return pem, context


def authenticator(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    """Lets in who knows the password."""
    return AuthResult(success=isinstance(data, LoginPassword) and data.password == b"hunter2", handled=False)


class Rude:
    """A server that speaks the given answers, one to each line that comes, and then does `last`: hang up or stall."""

    def __init__(self, *answers: bytes, last: str) -> None:
        self._socket = socket.create_server((LOOPBACK, 0))
        self.port = int(self._socket.getsockname()[1])
        self.connections = 0
        self._answers = answers
        self._last = last
        self._over = threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                peer, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            with peer:
                try:
                    self._speak(peer)
                except OSError:
                    continue

    def _speak(self, peer: socket.socket) -> None:
        lines = peer.makefile("rb")
        peer.sendall(self._answers[0])
        for answer in self._answers[1:]:
            lines.readline()
            peer.sendall(answer)
        if self._last == "stall":
            self._over.wait(30)
        elif self._last == "drip":
            while not self._over.wait(0.2):
                peer.sendall(b"2")

    def close(self) -> None:
        self._over.set()
        self._socket.close()


@pytest.fixture
def rude() -> Iterator[Callable[..., Rude]]:
    running: list[Rude] = []

    def start(*answers: bytes, last: str) -> Rude:
        running.append(Rude(*answers, last=last))
        return running[-1]

    yield start
    for one in running:
        one.close()


class Receiver(ThreadingHTTPServer):
    """Keeps what is posted; `fails` times it answers 500 first."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__((LOOPBACK, 0), _Handler)
        self.posted: list[dict[str, Any]] = []
        self.asked: list[str] = []
        self.fails = 0


class _Handler(BaseHTTPRequestHandler):
    server: Receiver
    timeout = 10

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.server.fails:
            self.server.fails -= 1
            self.send_error(500)
            return
        self.server.posted.append(json.loads(body))
        self._answer()

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self._answer()

    def _answer(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Keeps the log silent."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver()
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()
