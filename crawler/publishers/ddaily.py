"""디지털데일리, an IT news site."""

from crawler.publishers.model import Layout, Publisher, Source

PUBLISHER = Publisher(
    name="디지털데일리",
    domains=("ddaily.co.kr",),
    kind="it",
    sources=(
        Source("rss", "https://www.ddaily.co.kr/rss/S1N15.xml", "IT", category="it", expected_per_day=30, as_of="2025"),
    ),
    layouts=(
        Layout(
            name="ddaily-2026",
            body=("div.article_content",),
            remove=(".article_img", ".ad_area", ".article_copy"),
            evidence='div.article_content in a public table of body elements of March 2026 ("SITE_SELECTORS")',
        ),
    ),
)
