"""The newsroom on loopback: a forward proxy that answers for its own `.example` hosts and for nobody else.

As a proxy it keeps the articles' addresses the same whatever port it got. A browser may open its own address instead.
"""

from __future__ import annotations

import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from crawler.publishers.model import Source
from meoktong.demo.answers import Answer, answers, index
from meoktong.demo.content import Edition
from meoktong.demo.publishers import PUBLISHERS

LOOPBACK = "127.0.0.1"
_SLOWEST_CLIENT = 10
"""Seconds. A client that sends nothing for so long is dropped."""


class Newsroom:
    """Serves one edition while the context is open; always bound to 127.0.0.1.

    `port` 0 takes a free one. `edition` 1 is the first crawl's world, 2 the final one with updated stories.
    """

    def __init__(self, *, edition: Edition = 2, port: int = 0) -> None:
        self._server = _Server(edition, port)

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def proxy(self) -> str:
        """The address to use as HTTP proxy, `http://127.0.0.1:PORT`; opened in a browser it lists the stories.

        For Scrapy set it as `http_proxy` in the environment: a request's own `proxy` is not passed on to robots.txt.
        """
        return f"http://{LOOPBACK}:{self._server.server_port}"

    @property
    def asked(self) -> tuple[str, ...]:
        """The outlets' addresses that were asked for so far, in order: shows what a crawler did and left alone."""
        return tuple(self._server.asked)

    def sources(self) -> list[Source]:
        """The declared sources of all outlets."""
        return [source for publisher in PUBLISHERS for source in publisher.sources]


class _Server(ThreadingHTTPServer):
    def __init__(self, edition: Edition, port: int) -> None:
        super().__init__((LOOPBACK, port), _Handler)
        self.answers = answers(edition)
        self.hosts = {urlsplit(url).netloc for url in self.answers}
        self.index = index(edition)
        self.asked: list[str] = []

    def answer(self, target: str, host: str) -> Answer:
        """The answer to a request target, absolute (as to a proxy) or a path at the host that the header names."""
        try:
            parts = urlsplit(target if "://" in target else f"http://{host}{target}")
            netloc, path = (parts.hostname or "").lower(), parts.path or "/"
        except ValueError:
            return Answer(400)
        if parts.scheme != "http" or not netloc:
            return Answer(400)
        if netloc in {LOOPBACK, "localhost"}:
            return self._for_browser(path.removeprefix("/"))
        return self._for_outlet(netloc, path) if netloc in self.hosts else Answer(502)

    def _for_browser(self, path: str) -> Answer:
        host, _, rest = path.partition("/")
        if not host:
            return self.index
        return self._for_outlet(host, f"/{rest}") if host in self.hosts else Answer(404)

    def _for_outlet(self, host: str, path: str) -> Answer:
        url = f"http://{host}{path}"
        self.asked.append(url)
        return self.answers.get(url, Answer(404))

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no error of the newsroom's; anything else is reported as the library does."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = _SLOWEST_CLIENT

    def do_GET(self) -> None:
        self._send(with_body=True)

    def do_HEAD(self) -> None:
        self._send(with_body=False)

    def log_message(self, format: str, *args: object) -> None:
        """Keeps the access log silent."""

    def _send(self, *, with_body: bool) -> None:
        answer = self.server.answer(self.path, self.headers.get("Host", ""))
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        if answer.location:
            self.send_header("Location", answer.location)
        self.end_headers()
        if with_body:
            self.wfile.write(answer.body)
