"""디지털타임스, a daily on IT and business; no evidence of its pages' layout: they go the way of unknown outlets."""

from crawler.publishers.model import Publisher, Source

PUBLISHER = Publisher(
    name="디지털타임스",
    domains=("dt.co.kr",),
    kind="it",
    sources=(
        Source(
            "rss", "http://www.dt.co.kr/rss/all_news.xml", "전체", category="it", expected_per_day=100, as_of="2025"
        ),
    ),
)
