"""The newsroom's outlets as the crawler knows publishers.

새벽경제 has no layout on purpose: its pages take the way of an outlet that nobody has described yet.
"""

from __future__ import annotations

from crawler.publishers.model import Layout, Publisher, Source

_WRITTEN = "the newsroom's own template"

HANGANGILBO = Publisher(
    name="한강일보",
    domains=("hangangilbo.example",),
    sources=(Source("rss", "http://www.hangangilbo.example/rss/all.xml", "전체"),),
    layouts=(
        Layout(
            name="hangangilbo",
            body=("div.col-main[itemprop='articleBody']",),
            headline=("h1.title",),
            published=("meta[property='article:published_time']::attr(content)",),
            modified=("dl.wrt-text dt:contains('수정') + dd",),
            remove=(".sub-tit-ll", ".editor-img-box", ".end-ad-container", ".writer", ".btn-area"),
            evidence=_WRITTEN,
        ),
    ),
)

SAEBYEOK = Publisher(
    name="새벽경제",
    domains=("saebyeokbiz.example",),
    sources=(Source("news_sitemap", "http://www.saebyeokbiz.example/sitemap/latest-articles.xml", "전체"),),
)

NURI = Publisher(
    name="누리방송",
    domains=("nuribs.example",),
    sources=(Source("atom", "http://news.nuribs.example/feed/atom.xml", "전체"),),
    layouts=(
        Layout(
            name="nuri",
            body=("div.article_txt",),
            headline=("div.article_title h1",),
            published=("p.title_foot span.date",),
            modified=("p.title_foot span.date2",),
            remove=(".articlePhotoC", ".article_relation", ".copyright"),
            evidence=_WRITTEN,
        ),
    ),
)

PUBLISHERS = (HANGANGILBO, SAEBYEOK, NURI)
