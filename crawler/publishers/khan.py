"""경향신문, a daily."""

from crawler.publishers.model import Publisher, Source

PUBLISHER = Publisher(
    name="경향신문",
    domains=("khan.co.kr",),
    sources=(
        Source("rss", "https://www.khan.co.kr/rss/rssdata/total_news.xml", "전체", as_of="2022"),
        Source("rss", "https://www.khan.co.kr/rss/rssdata/politic_news.xml", "정치", as_of="2022"),
        Source("rss", "https://www.khan.co.kr/rss/rssdata/economy_news.xml", "경제", as_of="2022"),
        Source("rss", "https://www.khan.co.kr/rss/rssdata/society_news.xml", "사회", as_of="2022"),
        Source("rss", "http://www.khan.co.kr/rss/rssdata/it_news.xml", "IT", as_of="2022"),
    ),
)
