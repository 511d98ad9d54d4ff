"""경향신문, a daily."""

from crawler.publishers.model import Layout, Publisher, Source

PUBLISHER = Publisher(
    name="경향신문",
    domains=("khan.co.kr",),
    kind="daily",
    sources=(
        Source(
            "rss",
            "https://www.khan.co.kr/rss/rssdata/total_news.xml",
            "전체",
            category="all",
            expected_per_day=200,
            as_of="2026",
        ),
        Source(
            "rss",
            "https://www.khan.co.kr/rss/rssdata/politic_news.xml",
            "정치",
            category="politics",
            expected_per_day=30,
            as_of="2022",
        ),
        Source(
            "rss",
            "https://www.khan.co.kr/rss/rssdata/economy_news.xml",
            "경제",
            category="economy",
            expected_per_day=40,
            as_of="2022",
        ),
        Source(
            "rss",
            "https://www.khan.co.kr/rss/rssdata/society_news.xml",
            "사회",
            category="society",
            expected_per_day=50,
            as_of="2022",
        ),
        Source(
            "rss",
            "http://www.khan.co.kr/rss/rssdata/it_news.xml",
            "IT",
            category="it",
            expected_per_day=10,
            as_of="2022",
        ),
    ),
    layouts=(
        Layout(
            name="khan-2026",
            body=("#articleBody",),
            headline=("article header h1",),
            published=(".date .inner p:contains('입력')",),
            modified=(".date .inner p:contains('수정')",),
            remove=(".art_photo", ".banner-article-center"),
            evidence=(
                'public code of January 2026 ("extends BaseNewsParser") that describes a page of 2026-01-06; '
                'div#articleBody in an undated public table of body elements ("selector_map", in three projects)'
            ),
        ),
    ),
)
