"""JTBC, a broadcaster."""

from crawler.publishers.model import Layout, Publisher, Source

PUBLISHER = Publisher(
    name="JTBC",
    domains=("news.jtbc.co.kr", "jtbc.joins.com"),
    kind="broadcaster",
    sources=(
        Source(
            "rss", "https://fs.jtbc.co.kr/RSS/newsflash.xml", "속보", category="all", expected_per_day=100, as_of="2026"
        ),
        Source(
            "rss",
            "https://fs.jtbc.co.kr/RSS/politics.xml",
            "정치",
            category="politics",
            expected_per_day=20,
            as_of="2022",
        ),
    ),
    layouts=(
        Layout(
            name="jtbc-2026",
            body=("#ijam_content",),
            evidence=(
                'public code of January 2026 ("extends BaseNewsParser") that describes a page of 2026-01-06; '
                "#ijam_content in a public collector of October 2025"
            ),
        ),
    ),
)
