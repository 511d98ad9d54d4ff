"""데일리한국, an internet paper."""

from crawler.publishers.model import Publisher, Source

PUBLISHER = Publisher(
    name="데일리한국",
    domains=("hankooki.com",),
    sources=(
        Source("rss", "https://rss.hankooki.com/daily/dh_main.xml", "전체", as_of="2022"),
        Source("rss", "https://rss.hankooki.com/daily/dh_politics.xml", "정치", as_of="2022"),
        Source("rss", "https://rss.hankooki.com/daily/dh_economy.xml", "경제", as_of="2022"),
        Source("rss", "https://rss.hankooki.com/daily/dh_society.xml", "사회", as_of="2022"),
        Source("rss", "https://rss.hankooki.com/daily/dh_it_tech.xml", "IT/과학", as_of="2022"),
    ),
)
