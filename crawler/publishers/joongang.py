"""중앙일보, a daily."""

from crawler.publishers.model import Publisher, Source

PUBLISHER = Publisher(
    name="중앙일보",
    domains=("joongang.co.kr", "joins.com"),
    sources=(
        Source("rss", "http://rss.joins.com/joins_news_list.xml", "전체", as_of="2022"),
        Source("rss", "http://rss.joins.com/joins_money_list.xml", "경제", as_of="2022"),
        Source("rss", "http://rss.joins.com/joins_life_list.xml", "사회", as_of="2022"),
        Source("rss", "http://rss.joins.com/joins_politics_list.xml", "정치", as_of="2022"),
        Source("rss", "http://rss.joins.com/joins_it_list.xml", "IT과학", as_of="2022"),
    ),
)
