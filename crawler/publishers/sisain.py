"""시사인, a weekly."""

from crawler.publishers.model import Publisher, Source

PUBLISHER = Publisher(
    name="시사인",
    domains=("sisain.co.kr",),
    kind="weekly",
    sources=(
        Source(
            "rss",
            "https://www.sisain.co.kr/rss/allArticle.xml",
            "전체",
            category="all",
            expected_per_day=10,
            as_of="2022",
        ),
        Source(
            "rss",
            "https://www.sisain.co.kr/rss/S1N6.xml",
            "정치",
            category="politics",
            expected_per_day=2,
            as_of="2022",
        ),
        Source(
            "rss", "https://www.sisain.co.kr/rss/S1N7.xml", "경제", category="economy", expected_per_day=2, as_of="2022"
        ),
        Source(
            "rss", "https://www.sisain.co.kr/rss/S1N8.xml", "사회", category="society", expected_per_day=2, as_of="2022"
        ),
    ),
)
