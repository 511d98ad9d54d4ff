"""조선일보, a daily."""

from crawler.publishers.model import Layout, Publisher, Source

PUBLISHER = Publisher(
    name="조선일보",
    domains=("chosun.com",),
    kind="daily",
    sources=(
        Source(
            "rss",
            "https://www.chosun.com/arc/outboundfeeds/rss/?outputType=xml",
            "전체",
            category="all",
            expected_per_day=250,
            as_of="2026",
        ),
        Source(
            "rss",
            "https://www.chosun.com/arc/outboundfeeds/rss/category/politics/?outputType=xml",
            "정치",
            category="politics",
            expected_per_day=30,
            as_of="2022",
        ),
        Source(
            "rss",
            "https://www.chosun.com/arc/outboundfeeds/rss/category/economy/?outputType=xml",
            "경제",
            category="economy",
            expected_per_day=40,
            as_of="2026",
        ),
        Source(
            "rss",
            "https://www.chosun.com/arc/outboundfeeds/rss/category/national/?outputType=xml",
            "사회",
            category="society",
            expected_per_day=50,
            as_of="2022",
        ),
    ),
    layouts=(
        Layout(
            name="chosun-2026",
            body=("section.article-body",),
            headline=("h1.article-header__headline",),
            published=(".inputDate",),
            modified=(".upDate",),
            remove=(".arcad-wrapper", ".arcad", ".article-tags"),
            evidence='public code of January 2026 ("extends BaseNewsParser") that describes a page of 2026-01-06',
        ),
    ),
)
