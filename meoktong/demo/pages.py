"""Stories -> pages, each outlet with the page structure of a real house: one template and a few pieces of markup."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from html import escape
from string import Template

from meoktong.demo.content import DATA, Outlet, Story

_POPULAR = 5
_SUMMARY = 90

Pieces = dict[str, str]


def article_page(outlet: Outlet, story: Story) -> bytes:
    """The HTML page of a story, in the outlet's own structure and encoding."""
    template = Template((DATA / f"{outlet.key}.html").read_text(encoding="utf-8"))
    page = template.substitute(_shared(outlet, story) | _PIECES[outlet.key](outlet, story))
    return page.encode(outlet.charset, "xmlcharrefreplace")


def list_page(outlet: Outlet) -> bytes:
    """The outlet's home page: its name and links to its stories."""
    links = _links(outlet, outlet.stories)
    page = f"<!DOCTYPE html><html lang='ko'><title>{escape(outlet.name)}</title><h1>{escape(outlet.name)}</h1>{links}"
    return page.encode(outlet.charset, "xmlcharrefreplace")


def summary(story: Story) -> str:
    """The first words of a story, as feeds and metadata quote them."""
    return story.paragraphs[0][:_SUMMARY]


def _shared(outlet: Outlet, story: Story) -> Pieces:
    related = [other for other in outlet.stories if other.id in story.related]
    popular = [other for other in outlet.stories if other.id != story.id][:_POPULAR]
    return {
        "headline": escape(story.headline),
        "summary": escape(summary(story)),
        "section": escape(story.section),
        "number": str(story.number),
        "url": escape(outlet.url(story)),
        "json_ld": _json_ld(outlet, story),
        "related": _links(outlet, related),
        "popular": _links(outlet, popular),
    }


def _hangangilbo(outlet: Outlet, story: Story) -> Pieces:
    stamp = "%Y.%m.%d %H:%M"
    modified = f"<dt>수정</dt>\n<dd>{story.modified_at:{stamp}}</dd>" if story.modified_at else ""
    paragraphs = [f'<p class="editor-p">{escape(text)}</p>' for text in story.paragraphs]
    paragraphs.insert(1, '<div class="end-ad-container ad-first" data-ad="articleDivide"><p>광고 닫기</p></div>')
    return {
        "published_meta": f"{story.published_at:%Y-%m-%dT%H:%M:%S.000%z}",
        "published_print": f"{story.published_at:{stamp}}",
        "modified_print": modified,
        "subtitle": _around('<h2 class="sub-tit-ll">', "<br>".join(map(escape, story.subtitle)), "</h2>"),
        "figure": _around(
            '<div class="editor-img-box"><div class="img-box"><img src="/img/1.jpg" alt=""></div>'
            '<div class="caption"><p>',
            escape(story.caption),
            "</p></div></div>",
        ),
        "paragraphs": "\n".join(paragraphs),
        "byline": f'<div class="writer"><span class="name">{_reporter(outlet, story)}</span></div>',
    }


def _saebyeok(outlet: Outlet, story: Story) -> Pieces:
    paragraphs = (f'<p refId="{number}">{escape(text)}</p>' for number, text in enumerate(story.paragraphs, 2))
    return {
        "published_meta": story.published_at.isoformat(),
        "published_print": f"{story.published_at:%Y-%m-%d %H:%M:%S}",
        "figure": _around(
            '<div refId="1" class="thumb_area img"><figure><div class="thumb"><img loading="lazy" src="/img/1.jpg">'
            '</div><figcaption><span class="thum_figure_txt">',
            escape(story.caption),
            "</span></figcaption></figure></div>",
        ),
        "paragraphs": "".join(paragraphs),
        "byline": f'<dl class="author"><dt class="name">{_reporter(outlet, story)}</dt></dl>',
    }


def _nuri(outlet: Outlet, story: Story) -> Pieces:
    stamp = "%Y-%m-%d %H:%M:%S"
    return {
        "published_print": f"{story.published_at:{stamp}}",
        "modified_print": f"{story.updated_at:{stamp}}",
        "figure": _around(
            "<div class='articlePhotoC'><img src='/img/1.jpg' width='500'><p class='articlePhotoTxt'>",
            escape(story.caption),
            "</p></div>",
        ),
        # Nothing but line breaks between paragraphs: the text hangs in bare nodes, as on pages of the 2010s.
        "paragraphs": " <br><br> ".join(map(escape, story.paragraphs)),
        "byline": _reporter(outlet, story),
    }


_PIECES: dict[str, Callable[[Outlet, Story], Pieces]] = {
    "hangangilbo": _hangangilbo,
    "saebyeok": _saebyeok,
    "nuri": _nuri,
}


def _around(before: str, text: str, after: str) -> str:
    return f"{before}{text}{after}" if text else ""


def _reporter(outlet: Outlet, story: Story) -> str:
    if story.agency:
        return escape(story.agency)
    return f"{escape(story.reporter)} 기자 desk@{outlet.host.split('.', 1)[1]}"


def _links(outlet: Outlet, stories: Iterable[Story]) -> str:
    items = (f'<li><a href="{escape(outlet.url(story))}">{escape(story.headline)}</a></li>' for story in stories)
    return f"<ul>{''.join(items)}</ul>"


def _json_ld(outlet: Outlet, story: Story) -> str:
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.headline,
        "datePublished": story.published_at.isoformat(),
        "dateModified": story.updated_at.isoformat(),
        "author": [{"@type": "Person", "name": story.reporter or story.agency}],
        "publisher": {"@type": "Organization", "name": outlet.name},
        "mainEntityOfPage": outlet.url(story),
    }
    # "</script>" inside a string would end the element.
    return json.dumps(data, ensure_ascii=False, indent=1).replace("<", "\\u003c")
