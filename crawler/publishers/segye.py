"""세계일보, a daily."""

from crawler.publishers.model import Layout, Publisher, Source

PUBLISHER = Publisher(
    name="세계일보",
    domains=("segye.com",),
    kind="daily",
    sources=(
        Source(
            "rss",
            "http://www.segye.com/Articles/RSSList/segye_recent.xml",
            "전체",
            category="all",
            expected_per_day=200,
            as_of="2022",
        ),
        Source(
            "rss",
            "http://www.segye.com/Articles/RSSList/segye_politic.xml",
            "정치",
            category="politics",
            expected_per_day=30,
            as_of="2022",
        ),
        Source(
            "rss",
            "http://www.segye.com/Articles/RSSList/segye_economy.xml",
            "경제",
            category="economy",
            expected_per_day=40,
            as_of="2022",
        ),
        Source(
            "rss",
            "http://www.segye.com/Articles/RSSList/segye_society.xml",
            "사회",
            category="society",
            expected_per_day=50,
            as_of="2022",
        ),
    ),
    layouts=(
        Layout(
            name="segye-2026",
            body=("article.viewBox2",),
            headline=("h3#title_sns",),
            published=(".viewInfo",),
            remove=("em.precis", "figure.class_div_main"),
            evidence='public code of January 2026 ("extends BaseNewsParser") that describes a page of 2026-01-06',
        ),
    ),
)
