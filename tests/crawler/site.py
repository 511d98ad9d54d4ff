"""A small site on loopback for crawls of tests: it answers what a test says and remembers what it was asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from time import monotonic
from types import TracebackType
from typing import Self

BODY = (
    "가온은행은 24일 오전 9시부터 모바일뱅킹 접속이 되지 않았다고 밝혔다. 원인은 서버 과부하였고 두 시간 만에 복구됐다."
)


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    path: str
    headers: Mapping[str, str]
    at: float


@dataclass
class Answer:
    """What is sent back. `hold` is waited for, at most `wait` seconds, before anything is sent, `drip` seconds between single bytes."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    hold: Event | None = None
    wait: float = 20
    drip: float = 0


Reply = Answer | Callable[[Asked], Answer]


class Site:
    """Serves `answers` by path; what is not in there is 404."""

    def __init__(self) -> None:
        self.answers: dict[str, Reply] = {}
        self.asked: list[Asked] = []
        self.under_way = 0
        self.busiest = 0
        self.lock = Lock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.site = self

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self._server.server_port}{path}"

    def paths(self) -> list[str]:
        """What was asked for, robots.txt left out."""
        return [one.path for one in self.asked if one.path != "/robots.txt"]

    def feed(self, path: str, pages: Mapping[str, str], etag: str = "") -> None:
        """An RSS feed of pages and their times; it answers 304 to whoever shows its ETag."""
        items = "".join(
            f"<item><title>{page}</title><link>{self.url(page)}</link><pubDate>{told}</pubDate></item>"
            for page, told in pages.items()
        )
        xml = f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{items}</channel></rss>'
        headers = {"Content-Type": "application/rss+xml", **({"ETag": etag} if etag else {})}

        def reply(asked: Asked) -> Answer:
            if etag and asked.headers.get("If-None-Match") == etag:
                return Answer(status=304)
            return Answer(xml.encode(), headers=headers)

        self.answers[path] = reply

    def article(self, path: str, body: str = BODY, modified: str = "", **more: object) -> None:
        """An article page with metadata only: no layout is needed to read it."""
        changed = f'<meta property="article:modified_time" content="{modified}">' if modified else ""
        html = (
            f"<html><head><title>은행 앱 멈춰 {path}</title><meta property='og:type' content='article'>"
            f"<meta property='article:published_time' content='2023-11-24T11:00:00+09:00'>{changed}</head>"
            f"<body><article><h1>은행 앱 멈춰 {path}</h1><p>{body}</p><p>{body}</p></article></body></html>"
        )
        self.answers[path] = Answer(html.encode(), headers={"Content-Type": "text/html; charset=utf-8"}, **more)  # type: ignore[arg-type]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    site: Site

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that was killed hangs up: that is what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        site = self.server.site
        with site.lock:
            site.under_way += 1
            site.busiest = max(site.busiest, site.under_way)
        try:
            self._answer(site)
        finally:
            with site.lock:
                site.under_way -= 1

    def _answer(self, site: Site) -> None:
        asked = Asked(self.path, dict(self.headers), monotonic())
        site.asked.append(asked)
        reply = site.answers.get(self.path) or site.answers.get(self.path.split("?")[0], Answer(status=404))
        answer = reply if isinstance(reply, Answer) else reply(asked)
        if answer.hold is not None:
            answer.hold.wait(answer.wait)
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if answer.drip:
            for byte in answer.body:
                self.wfile.write(bytes([byte]))
                Event().wait(answer.drip)
        else:
            self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:
        """Keeps the access log silent."""
