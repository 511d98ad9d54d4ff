"""여성신문, a weekly."""

from crawler.publishers.model import Publisher, Source

PUBLISHER = Publisher(
    name="여성신문",
    domains=("womennews.co.kr",),
    kind="weekly",
    sources=(
        Source(
            "rss",
            "http://www.womennews.co.kr/rss/allArticle.xml",
            "전체",
            category="all",
            expected_per_day=20,
            as_of="2022",
        ),
        Source(
            "rss",
            "http://www.womennews.co.kr/rss/S1N1.xml",
            "정치",
            category="politics",
            expected_per_day=4,
            as_of="2022",
        ),
        Source(
            "rss",
            "http://www.womennews.co.kr/rss/S1N2.xml",
            "사회",
            category="society",
            expected_per_day=4,
            as_of="2022",
        ),
        Source(
            "rss",
            "http://www.womennews.co.kr/rss/S1N4.xml",
            "경제",
            category="economy",
            expected_per_day=4,
            as_of="2022",
        ),
        Source(
            "rss",
            "http://www.womennews.co.kr/rss/S1N39.xml",
            "IT/과학",
            category="it",
            expected_per_day=4,
            as_of="2022",
        ),
    ),
)
