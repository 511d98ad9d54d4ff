"""시사저널, a weekly."""

from crawler.publishers.model import Publisher, Source

PUBLISHER = Publisher(
    name="시사저널",
    domains=("sisajournal.com",),
    kind="weekly",
    sources=(
        Source(
            "rss",
            "http://www.sisajournal.com/rss/allArticle.xml",
            "전체",
            category="all",
            expected_per_day=60,
            as_of="2022",
        ),
        Source(
            "rss",
            "http://www.sisajournal.com/rss/S1N47.xml",
            "사회",
            category="society",
            expected_per_day=12,
            as_of="2022",
        ),
        Source(
            "rss",
            "http://www.sisajournal.com/rss/S1N54.xml",
            "경제",
            category="economy",
            expected_per_day=12,
            as_of="2022",
        ),
        Source(
            "rss",
            "http://www.sisajournal.com/rss/S1N58.xml",
            "정치",
            category="politics",
            expected_per_day=12,
            as_of="2022",
        ),
    ),
)
