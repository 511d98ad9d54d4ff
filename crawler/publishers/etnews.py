"""전자신문, a daily on electronics and IT."""

from crawler.publishers.model import Layout, Publisher, Source

PUBLISHER = Publisher(
    name="전자신문",
    domains=("etnews.com",),
    kind="it",
    sources=(
        Source(
            "rss", "https://rss.etnews.com/Section901.xml", "속보", category="it", expected_per_day=100, as_of="2026"
        ),
        Source(
            "rss",
            "https://rss.etnews.com/Section902.xml",
            "오늘의 뉴스",
            category="it",
            expected_per_day=60,
            as_of="2025",
        ),
    ),
    layouts=(
        Layout(
            name="etnews-2026",
            body=("#articleBody", ".article_txt"),
            remove=(".article_image", ".ad", ".related", ".reporter_area", ".footer_btnwrap"),
            evidence=(
                'div#articleBody in a public table of body elements of March 2026 ("SITE_SELECTORS"); '
                "#articleBody and .article_txt in a public parser (undated)"
            ),
        ),
    ),
)
