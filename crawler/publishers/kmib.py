"""국민일보, a daily."""

from crawler.publishers.model import Layout, Publisher, Source

PUBLISHER = Publisher(
    name="국민일보",
    domains=("kmib.co.kr",),
    kind="daily",
    sources=(
        Source(
            "rss",
            "http://rss.kmib.co.kr/data/kmibRssAll.xml",
            "전체",
            category="all",
            expected_per_day=150,
            as_of="2022",
        ),
        Source(
            "rss",
            "http://rss.kmib.co.kr/data/kmibPolRss.xml",
            "정치",
            category="politics",
            expected_per_day=30,
            as_of="2022",
        ),
        Source(
            "rss",
            "http://rss.kmib.co.kr/data/kmibEcoRss.xml",
            "경제",
            category="economy",
            expected_per_day=30,
            as_of="2022",
        ),
        Source(
            "rss",
            "http://rss.kmib.co.kr/data/kmibSocRss.xml",
            "사회",
            category="society",
            expected_per_day=40,
            as_of="2022",
        ),
    ),
    layouts=(
        Layout(
            name="kmib-2026",
            body=("#articleBody",),
            headline=("h1.article_headline",),
            published=(".datetime div",),
            remove=(".article_recommend", ".article_body_img"),
            evidence=(
                'public code of January 2026 ("extends BaseNewsParser") that describes a page of 2026-01-06; id '
                "articleBody in a public table of body elements, undated (DW-K/A.S.K.-AnalysisStock, "
                "crawl_api/m.py)"
            ),
        ),
    ),
)
