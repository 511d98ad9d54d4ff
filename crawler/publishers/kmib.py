"""국민일보, a daily."""

from crawler.publishers.model import Publisher, Source

PUBLISHER = Publisher(
    name="국민일보",
    domains=("kmib.co.kr",),
    sources=(
        Source("rss", "http://rss.kmib.co.kr/data/kmibRssAll.xml", "전체", as_of="2022"),
        Source("rss", "http://rss.kmib.co.kr/data/kmibPolRss.xml", "정치", as_of="2022"),
        Source("rss", "http://rss.kmib.co.kr/data/kmibEcoRss.xml", "경제", as_of="2022"),
        Source("rss", "http://rss.kmib.co.kr/data/kmibSocRss.xml", "사회", as_of="2022"),
    ),
)
