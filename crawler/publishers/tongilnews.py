"""통일뉴스, an internet paper on the two Koreas."""

from crawler.publishers.model import Publisher, Source

PUBLISHER = Publisher(
    name="통일뉴스",
    domains=("tongilnews.com",),
    kind="internet",
    sources=(
        Source(
            "rss",
            "https://www.tongilnews.com/rss/allArticle.xml",
            "전체",
            category="all",
            expected_per_day=10,
            as_of="2022",
        ),
        Source(
            "rss",
            "https://www.tongilnews.com/rss/S1N6.xml",
            "정부정당",
            category="politics",
            expected_per_day=2,
            as_of="2022",
        ),
    ),
)
