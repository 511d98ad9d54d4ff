"""한국경제, a business daily."""

from crawler.publishers.model import Layout, Publisher, Source

PUBLISHER = Publisher(
    name="한국경제",
    domains=("hankyung.com",),
    kind="business",
    sources=(
        Source(
            "rss", "https://www.hankyung.com/feed/all-news", "전체", category="all", expected_per_day=300, as_of="2026"
        ),
        Source(
            "rss",
            "https://www.hankyung.com/feed/economy",
            "경제",
            category="economy",
            expected_per_day=60,
            as_of="2026",
        ),
        Source("rss", "https://www.hankyung.com/feed/it", "IT", category="it", expected_per_day=40, as_of="2025"),
        Source(
            "rss",
            "https://www.hankyung.com/feed/finance",
            "증권",
            category="economy",
            expected_per_day=60,
            as_of="2026",
        ),
    ),
    layouts=(
        Layout(
            name="hankyung-2025",
            body=("#articletxt", "div.article-body"),
            headline=("h1.headline",),
            remove=(".article-figure", ".ad-area", ".related-news", ".sub-title"),
            evidence=(
                "div.article-body#articletxt[itemprop='articleBody'] in public code that reads originals of "
                "Naver news (undated), #articletxt in five other public crawlers to 2026"
            ),
        ),
    ),
)
