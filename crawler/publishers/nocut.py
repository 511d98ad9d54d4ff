"""노컷뉴스, the news site of the broadcaster CBS."""

from crawler.publishers.model import Layout, Publisher, Source

PUBLISHER = Publisher(
    name="노컷뉴스",
    domains=("nocutnews.co.kr",),
    kind="broadcaster",
    sources=(
        Source(
            "rss",
            "http://rss.nocutnews.co.kr/news/news.xml",
            "전체",
            category="all",
            expected_per_day=200,
            as_of="2022",
        ),
        Source(
            "rss",
            "http://rss.nocutnews.co.kr/category/politics.xml",
            "정치",
            category="politics",
            expected_per_day=30,
            as_of="2022",
        ),
        Source(
            "rss",
            "http://rss.nocutnews.co.kr/category/economy.xml",
            "경제",
            category="economy",
            expected_per_day=30,
            as_of="2022",
        ),
        Source(
            "rss",
            "http://rss.nocutnews.co.kr/category/society.xml",
            "사회",
            category="society",
            expected_per_day=50,
            as_of="2022",
        ),
        Source(
            "rss",
            "http://rss.nocutnews.co.kr/category/it.xml",
            "IT/과학",
            category="it",
            expected_per_day=10,
            as_of="2022",
        ),
    ),
    layouts=(
        Layout(
            name="nocut-2026",
            body=("#pnlContent",),
            headline=(".h_info h1",),
            published=(".bl_b li:nth-child(2)",),
            remove=(".news-image", ".fr-inner"),
            evidence=(
                'public code of January 2026 ("extends BaseNewsParser") that describes a page of 2026-01-06; '
                'div#pnlContent in an undated public table of body elements ("selector_map", in three projects)'
            ),
        ),
    ),
)
