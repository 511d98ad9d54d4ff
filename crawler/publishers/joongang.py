"""중앙일보, a daily."""

from crawler.publishers.model import Layout, Publisher, Source

PUBLISHER = Publisher(
    name="중앙일보",
    domains=("joongang.co.kr", "joins.com"),
    kind="daily",
    sources=(
        Source(
            "rss",
            "http://rss.joins.com/joins_news_list.xml",
            "전체",
            category="all",
            expected_per_day=200,
            as_of="2022",
        ),
        Source(
            "rss",
            "http://rss.joins.com/joins_money_list.xml",
            "경제",
            category="economy",
            expected_per_day=40,
            as_of="2022",
        ),
        Source(
            "rss",
            "http://rss.joins.com/joins_life_list.xml",
            "사회",
            category="society",
            expected_per_day=50,
            as_of="2022",
        ),
        Source(
            "rss",
            "http://rss.joins.com/joins_politics_list.xml",
            "정치",
            category="politics",
            expected_per_day=30,
            as_of="2022",
        ),
        Source(
            "rss", "http://rss.joins.com/joins_it_list.xml", "IT과학", category="it", expected_per_day=10, as_of="2022"
        ),
    ),
    layouts=(
        Layout(
            name="joongang-2026",
            body=("#article_body",),
            headline=("h1.headline",),
            published=(".datetime time[itemprop='datePublished']::attr(datetime)",),
            modified=(".datetime time[itemprop='dateModified']::attr(datetime)",),
            remove=(".ab_photo", ".ab_byline", ".ad", ".tag_wrap", ".ab_related_article"),
            evidence='public code of January 2026 ("extends BaseNewsParser") that describes a page of 2026-01-06',
        ),
    ),
)
