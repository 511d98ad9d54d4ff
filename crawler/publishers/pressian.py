"""프레시안, an internet paper."""

from crawler.publishers.model import Publisher, Source

PUBLISHER = Publisher(
    name="프레시안",
    domains=("pressian.com",),
    sources=(
        Source("rss", "https://www.pressian.com/api/v3/site/rss/news", "전체", as_of="2022"),
        Source("rss", "https://www.pressian.com/api/v3/site/rss/section/66", "정치", as_of="2022"),
        Source("rss", "https://www.pressian.com/api/v3/site/rss/section/67", "경제", as_of="2022"),
        Source("rss", "https://www.pressian.com/api/v3/site/rss/section/68", "사회", as_of="2022"),
    ),
)
