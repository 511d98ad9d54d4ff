"""서울신문, a daily."""

from crawler.publishers.model import Publisher, Source

PUBLISHER = Publisher(
    name="서울신문",
    domains=("seoul.co.kr",),
    sources=(
        Source("rss", "https://www.seoul.co.kr/xml/rss/rss_politics.xml", "정치", as_of="2022"),
        Source("rss", "https://www.seoul.co.kr/xml/rss/rss_society.xml", "사회", as_of="2022"),
        Source("rss", "https://www.seoul.co.kr/xml/rss/rss_economy.xml", "경제", as_of="2022"),
    ),
)
