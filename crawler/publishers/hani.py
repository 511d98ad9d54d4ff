"""한겨레, a daily."""

from crawler.publishers.model import Publisher, Source

PUBLISHER = Publisher(
    name="한겨레",
    domains=("hani.co.kr",),
    sources=(
        Source("rss", "https://www.hani.co.kr/rss/", "전체", as_of="2022"),
        Source("rss", "https://www.hani.co.kr/rss/politics/", "정치", as_of="2022"),
        Source("rss", "https://www.hani.co.kr/rss/economy/", "경제", as_of="2022"),
        Source("rss", "https://www.hani.co.kr/rss/society/", "사회", as_of="2022"),
        Source("rss", "https://www.hani.co.kr/rss/science/", "과학", as_of="2022"),
    ),
)
