"""Every address of the newsroom and its answer, made once per edition; `server` only carries them over the wire."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from meoktong.demo.content import Edition, Outlet, outlets
from meoktong.demo.listings import listing, robots
from meoktong.demo.pages import article_page, list_page


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer. `location` is where a moved page went, "" otherwise."""

    status: int
    content_type: str = "text/plain; charset=utf-8"
    body: bytes = b""
    location: str = ""


def answers(edition: Edition = 2) -> dict[str, Answer]:
    """Address -> answer for all outlets. What is not in here does not exist."""
    return {url: answer for outlet in outlets(edition) for url, answer in _answers_of(outlet).items()}


def index(edition: Edition = 2) -> Answer:
    """The plain page that a browser on this machine opens first: every story, under the server's own address."""
    sections = "".join(_index_of(outlet) for outlet in outlets(edition))
    page = f"<!DOCTYPE html><html lang='ko'><meta charset='utf-8'><title>작은 뉴스룸</title>{sections}"
    return Answer(200, "text/html; charset=utf-8", page.encode())


def _answers_of(outlet: Outlet) -> dict[str, Answer]:
    html = f"text/html; charset={outlet.charset}"
    found = {outlet.url(story): Answer(200, html, article_page(outlet, story)) for story in outlet.stories}
    found |= {
        outlet.absolute(story.old_path): Answer(301, location=outlet.url(story))
        for story in outlet.stories
        if story.old_path
    }
    found[outlet.absolute("/")] = Answer(200, html, list_page(outlet))
    found[outlet.absolute("/robots.txt")] = Answer(200, body=robots(outlet))
    found[outlet.absolute(outlet.listing)] = Answer(200, *listing(outlet))
    return found


def _index_of(outlet: Outlet) -> str:
    links = (
        f"<li><a href='/{escape(outlet.url(story).removeprefix('http://'))}'>{escape(story.headline)}</a></li>"
        for story in outlet.stories
    )
    return f"<h2>{escape(outlet.name)}</h2><ul>{''.join(links)}</ul>"
