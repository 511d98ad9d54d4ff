"""The newsroom over the wire: as a proxy, as a plain server, and against callers who mean no good."""

import socket
from collections.abc import Iterator
from html import unescape
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import OpenerDirector, ProxyHandler, Request, build_opener
from urllib.robotparser import RobotFileParser

import pytest

from meoktong.demo.content import outlets
from meoktong.demo.server import Newsroom

HANGANGILBO, SAEBYEOK, NURI = outlets()


@pytest.fixture(scope="module")
def room() -> Iterator[Newsroom]:
    with Newsroom() as room:
        yield room


@pytest.fixture
def opener(room: Newsroom) -> OpenerDirector:
    return build_opener(ProxyHandler({"http": room.proxy}))


def raw(room: Newsroom, request: bytes) -> bytes:
    """The first line of the answer to bytes sent as they are."""
    with socket.create_connection(("127.0.0.1", urlsplit(room.proxy).port or 0), timeout=5) as connection:
        connection.sendall(request)
        return connection.makefile("rb").readline().strip()


def status_of(opener: OpenerDirector, url: str) -> int:
    try:
        with opener.open(url) as answer:
            return int(answer.status)
    except HTTPError as error:
        with error:
            return error.code


def test_proxy_answers_under_the_outlets_own_addresses(opener: OpenerDirector) -> None:
    url = NURI.url(NURI.stories[0])
    with opener.open(url) as answer:
        assert answer.url == url
        assert answer.headers["Content-Type"] == "text/html; charset=euc-kr"
        assert NURI.stories[0].headline in answer.read().decode("euc-kr")


def test_plain_request_with_host_header(room: Newsroom) -> None:
    request = Request(f"{room.proxy}/robots.txt", headers={"Host": HANGANGILBO.host})  # noqa: S310  our own
    with build_opener(ProxyHandler({})).open(request) as answer:
        assert b"Disallow: /Premium/" in answer.read()


def test_browser_finds_every_story_from_the_index(room: Newsroom) -> None:
    browser = build_opener(ProxyHandler({}))
    with browser.open(f"{room.proxy}/") as answer:
        page = unescape(answer.read().decode())
    story = SAEBYEOK.stories[0]
    path = SAEBYEOK.url(story).removeprefix("http:/")
    assert f"href='{path}'" in page
    assert all(story.headline in page for outlet in outlets() for story in outlet.stories)
    with browser.open(room.proxy + path) as answer:
        assert story.paragraphs[0] in answer.read().decode()


def test_moved_story_is_redirected(opener: OpenerDirector) -> None:
    story = next(story for story in SAEBYEOK.stories if story.old_path)
    with opener.open(SAEBYEOK.absolute(story.old_path)) as answer:
        assert answer.url == SAEBYEOK.url(story)


def test_robots_forbid_the_premium_story_only(opener: OpenerDirector) -> None:
    with opener.open(HANGANGILBO.absolute("/robots.txt")) as answer:
        robots = RobotFileParser()
        robots.parse(answer.read().decode().splitlines())
    forbidden = [story.id for story in HANGANGILBO.stories if not robots.can_fetch("*", HANGANGILBO.url(story))]
    assert forbidden == ["hangang-premium"]
    assert status_of(opener, HANGANGILBO.url(next(story for story in HANGANGILBO.stories if story.premium))) == 200


def test_gone_and_foreign_addresses(opener: OpenerDirector) -> None:
    assert status_of(opener, NURI.absolute(NURI.gone[0])) == 404
    assert status_of(opener, "http://www.elsewhere.example/") == 502


def test_room_remembers_what_was_asked() -> None:
    with Newsroom(edition=1) as room:
        build_opener(ProxyHandler({"http": room.proxy})).open(NURI.absolute("/robots.txt")).close()
        assert room.asked == (NURI.absolute("/robots.txt"),)
        assert [source.kind for source in room.sources()] == ["rss", "news_sitemap", "atom"]


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"GET /no/host HTTP/1.0\r\n\r\n", b"400"),
        (b"GET http://[::1 HTTP/1.0\r\n\r\n", b"400"),
        (b"GET ftp://www.hangangilbo.example/ HTTP/1.0\r\n\r\n", b"400"),
        (b"GET http:///etc/passwd HTTP/1.0\r\n\r\n", b"400"),
        (b"GET /../../etc/passwd HTTP/1.0\r\nHost: www.hangangilbo.example\r\n\r\n", b"404"),
        (b"GET /etc/passwd HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n", b"404"),
        (b"GET http://www.hangangilbo.example:99999999/x HTTP/1.0\r\n\r\n", b"404"),
        (b"GET /\xff\xfe\x00 HTTP/1.0\r\nHost: news.nuribs.example\r\n\r\n", b"404"),
        (b"CONNECT www.hangangilbo.example:443 HTTP/1.1\r\n\r\n", b"501"),
        (b"POST http://www.hangangilbo.example/ HTTP/1.0\r\n\r\n", b"501"),
        (b"GET " + b"a" * 70_000 + b" HTTP/1.0\r\n\r\n", b"414"),
    ],
)
def test_hostile_requests_get_a_plain_refusal(
    room: Newsroom, request_bytes: bytes, status: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    assert raw(room, request_bytes).split()[1] == status
    assert capfd.readouterr() == ("", "")


def test_head_has_no_body(room: Newsroom) -> None:
    assert raw(room, b"HEAD http://news.nuribs.example/ HTTP/1.0\r\n\r\n").endswith(b"200 OK")
