"""이데일리, a business daily."""

from crawler.publishers.model import Layout, Publisher, Source

PUBLISHER = Publisher(
    name="이데일리",
    domains=("edaily.co.kr",),
    kind="business",
    sources=(
        Source(
            "rss", "http://rss.edaily.co.kr/edaily_news.xml", "전체", category="all", expected_per_day=300, as_of="2026"
        ),
        Source(
            "rss",
            "http://rss.edaily.co.kr/stock_news.xml",
            "증권",
            category="economy",
            expected_per_day=80,
            as_of="2025",
        ),
    ),
    layouts=(
        Layout(
            name="edaily-2026",
            body=("div.news_body",),
            remove=(".gg_textshow", "table.gd_center", ".view_ad01", "#view_ad02"),
            evidence=(
                'div.news_body in a public table of body elements of March 2026 ("SITE_SELECTORS"); with '
                "itemprop='articleBody' in an undated public table of body elements (\"selector_map\", in three "
                "projects)"
            ),
        ),
    ),
)
