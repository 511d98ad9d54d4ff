"""미디어오늘, a paper on the media."""

from crawler.publishers.model import Layout, Publisher, Source

PUBLISHER = Publisher(
    name="미디어오늘",
    domains=("mediatoday.co.kr",),
    kind="weekly",
    sources=(
        Source(
            "rss",
            "https://www.mediatoday.co.kr/rss/allArticle.xml",
            "전체",
            category="all",
            expected_per_day=30,
            as_of="2022",
        ),
        Source(
            "rss",
            "https://www.mediatoday.co.kr/rss/S1N2.xml",
            "정치",
            category="politics",
            expected_per_day=10,
            as_of="2022",
        ),
        Source(
            "rss",
            "https://www.mediatoday.co.kr/rss/S1N3.xml",
            "경제",
            category="economy",
            expected_per_day=3,
            as_of="2022",
        ),
        Source(
            "rss",
            "https://www.mediatoday.co.kr/rss/S1N4.xml",
            "사회",
            category="society",
            expected_per_day=10,
            as_of="2022",
        ),
        Source(
            "rss", "https://www.mediatoday.co.kr/rss/S1N7.xml", "IT", category="it", expected_per_day=3, as_of="2022"
        ),
    ),
    layouts=(
        Layout(
            name="mediatoday-2025",
            body=("#article-view-content-div",),
            remove=(".photo-layout", ".ad-template", ".article-relation", ".tag-group", ".view-copyright"),
            evidence=(
                'article#article-view-content-div in an undated public table of body elements ("selector_map", '
                "in three projects)"
            ),
        ),
    ),
)
