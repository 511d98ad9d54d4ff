"""일다, an internet paper."""

from crawler.publishers.model import Publisher, Source

PUBLISHER = Publisher(
    name="일다",
    domains=("ildaro.com",),
    kind="internet",
    sources=(
        Source(
            "rss", "https://www.ildaro.com/rss/rss_news.php", "전체", category="all", expected_per_day=3, as_of="2022"
        ),
    ),
)
