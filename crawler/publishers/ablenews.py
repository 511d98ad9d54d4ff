"""에이블뉴스, a paper on disability."""

from crawler.publishers.model import Publisher, Source

PUBLISHER = Publisher(
    name="에이블뉴스",
    domains=("ablenews.co.kr",),
    kind="internet",
    sources=(
        Source(
            "rss",
            "http://www.ablenews.co.kr/ablerss/RssNews.aspx",
            "전체",
            category="all",
            expected_per_day=30,
            as_of="2022",
        ),
        Source(
            "rss",
            "http://www.ablenews.co.kr/ablerss/RssNews.aspx?CategoryCode=0000",
            "정보세상",
            category="it",
            expected_per_day=6,
            as_of="2022",
        ),
        Source(
            "rss",
            "http://www.ablenews.co.kr/ablerss/RssNews.aspx?CategoryCode=0015",
            "노동/경제",
            category="economy",
            expected_per_day=6,
            as_of="2022",
        ),
        Source(
            "rss",
            "http://www.ablenews.co.kr/ablerss/RssNews.aspx?CategoryCode=0042",
            "정치/정책",
            category="politics",
            expected_per_day=6,
            as_of="2022",
        ),
    ),
)
