"""딴지일보, an internet paper."""

from crawler.publishers.model import Publisher, Source

PUBLISHER = Publisher(
    name="딴지일보",
    domains=("ddanzi.com",),
    kind="internet",
    sources=(Source("rss", "https://www.ddanzi.com/rss", "전체", category="all", expected_per_day=10, as_of="2022"),),
)
