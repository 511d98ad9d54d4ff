"""프레시안, an internet paper."""

from crawler.publishers.model import Publisher, Source

PUBLISHER = Publisher(
    name="프레시안",
    domains=("pressian.com",),
    kind="internet",
    sources=(
        Source(
            "rss",
            "https://www.pressian.com/api/v3/site/rss/news",
            "전체",
            category="all",
            expected_per_day=60,
            as_of="2022",
        ),
        Source(
            "rss",
            "https://www.pressian.com/api/v3/site/rss/section/66",
            "정치",
            category="politics",
            expected_per_day=12,
            as_of="2022",
        ),
        Source(
            "rss",
            "https://www.pressian.com/api/v3/site/rss/section/67",
            "경제",
            category="economy",
            expected_per_day=12,
            as_of="2022",
        ),
        Source(
            "rss",
            "https://www.pressian.com/api/v3/site/rss/section/68",
            "사회",
            category="society",
            expected_per_day=12,
            as_of="2022",
        ),
    ),
)
