"""노컷뉴스, the news site of the broadcaster CBS."""

from crawler.publishers.model import Publisher, Source

PUBLISHER = Publisher(
    name="노컷뉴스",
    domains=("nocutnews.co.kr",),
    sources=(
        Source("rss", "http://rss.nocutnews.co.kr/news/news.xml", "전체", as_of="2022"),
        Source("rss", "http://rss.nocutnews.co.kr/category/politics.xml", "정치", as_of="2022"),
        Source("rss", "http://rss.nocutnews.co.kr/category/economy.xml", "경제", as_of="2022"),
        Source("rss", "http://rss.nocutnews.co.kr/category/society.xml", "사회", as_of="2022"),
        Source("rss", "http://rss.nocutnews.co.kr/category/it.xml", "IT/과학", as_of="2022"),
    ),
)
