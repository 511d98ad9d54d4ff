"""연합뉴스, a news agency."""

from crawler.publishers.model import Layout, Publisher, Source

PUBLISHER = Publisher(
    name="연합뉴스",
    domains=("yna.co.kr",),
    kind="wire",
    sources=(
        Source("rss", "https://www.yna.co.kr/rss/news.xml", "전체", category="all", expected_per_day=400, as_of="2026"),
        Source(
            "rss",
            "https://www.yna.co.kr/rss/economy.xml",
            "경제",
            category="economy",
            expected_per_day=80,
            as_of="2026",
        ),
        Source(
            "rss",
            "https://www.yna.co.kr/rss/society.xml",
            "사회",
            category="society",
            expected_per_day=120,
            as_of="2026",
        ),
        Source(
            "rss", "https://www.yna.co.kr/rss/industry.xml", "산업", category="it", expected_per_day=60, as_of="2026"
        ),
    ),
    layouts=(
        Layout(
            name="yna-2026",
            body=(".story-news.article", "article.story-news"),
            headline=("h1.tit01",),
            published=(".update-time::attr(data-published-time)", ".update-time .txt-time01"),
            remove=(
                ".photo-group",
                ".graphic-group",
                ".image-zone01",
                ".txt-copyright",
                ".aside-box",
                ".writer-zone01",
                ".related-zone",
            ),
            evidence=(
                'public code of January 2026 ("extends BaseNewsParser") that describes a page of 2026-01-06; '
                'article.story-news in a public table of body elements of March 2026 ("SITE_SELECTORS")'
            ),
        ),
    ),
)
