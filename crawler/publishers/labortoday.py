"""매일노동뉴스, a paper on labour."""

from crawler.publishers.model import Publisher, Source

PUBLISHER = Publisher(
    name="매일노동뉴스",
    domains=("labortoday.co.kr",),
    kind="daily",
    sources=(
        Source(
            "rss",
            "https://www.labortoday.co.kr/rss/allArticle.xml",
            "전체",
            category="all",
            expected_per_day=40,
            as_of="2022",
        ),
    ),
)
