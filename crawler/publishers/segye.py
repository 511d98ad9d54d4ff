"""세계일보, a daily."""

from crawler.publishers.model import Publisher, Source

PUBLISHER = Publisher(
    name="세계일보",
    domains=("segye.com",),
    sources=(
        Source("rss", "http://www.segye.com/Articles/RSSList/segye_recent.xml", "전체", as_of="2022"),
        Source("rss", "http://www.segye.com/Articles/RSSList/segye_politic.xml", "정치", as_of="2022"),
        Source("rss", "http://www.segye.com/Articles/RSSList/segye_economy.xml", "경제", as_of="2022"),
        Source("rss", "http://www.segye.com/Articles/RSSList/segye_society.xml", "사회", as_of="2022"),
    ),
)
