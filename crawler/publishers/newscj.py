"""천지일보, a daily."""

from crawler.publishers.model import Publisher, Source

PUBLISHER = Publisher(
    name="천지일보",
    domains=("newscj.com",),
    kind="daily",
    sources=(
        Source(
            "rss",
            "http://www.newscj.com/rss/allArticle_2.xml",
            "전체",
            category="all",
            expected_per_day=150,
            as_of="2022",
        ),
        Source(
            "rss",
            "http://www.newscj.com/rss/S1N2_2.xml",
            "정치",
            category="politics",
            expected_per_day=30,
            as_of="2022",
        ),
        Source(
            "rss", "http://www.newscj.com/rss/S1N3_2.xml", "경제", category="economy", expected_per_day=30, as_of="2022"
        ),
    ),
)
