"""한국일보, a daily."""

from datetime import date

from crawler.publishers.model import Layout, Publisher, Source

REMOVE = (
    ".sub-tit-ll", ".editor-img-box", ".module-quote", ".writer", ".btn-area", ".ad", ".end-ad-container",
    ".more-news", ".more-articles", ".edit-subscribe", ".newspaper-subscribe", ".article-bottom-banner",
)  # fmt: skip

PUBLISHER = Publisher(
    name="한국일보",
    domains=("hankookilbo.com",),
    kind="daily",
    sources=(
        Source(
            "news_sitemap",
            "https://www.hankookilbo.com/sitemap/latest-articles",
            "전체",
            category="all",
            expected_per_day=200,
            as_of="2026",
        ),
        Source("sitemap", "https://www.hankookilbo.com/sitemap/daily-articles/{year}", "연도별", as_of="2026"),
    ),
    layouts=(
        Layout(
            name="hankookilbo-2020",
            body=("div.col-main[itemprop='articleBody']",),
            headline=("h1.title",),
            remove=REMOVE,
            valid_until=date(2026, 1, 27),
            evidence="an article page of 2025-05-15; fundus publishers/kr/hankook_ilbo.py names the last day",
        ),
        Layout(
            name="hankookilbo-2026-script",
            body=("script:contentHtml",),
            headline=("meta[name='headline']::attr(content)",),
            published=("script:deployDt",),
            modified=("script:reDeployDt",),
            remove=REMOVE,
            evidence="an article page of 2026-01-29, whose text stands only in a script; replaced by 2026-07",
        ),
        Layout(
            name="hankookilbo-2026",
            body=("#article-view-content", "div.article-view"),
            headline=("meta[name='headline']::attr(content)",),
            remove=REMOVE,
            evidence="an article page of 2026-07-12",
        ),
    ),
)
