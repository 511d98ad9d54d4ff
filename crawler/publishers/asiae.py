"""아시아경제, a business daily."""

from crawler.publishers.model import Layout, Publisher, Source

PUBLISHER = Publisher(
    name="아시아경제",
    domains=("asiae.co.kr",),
    kind="business",
    sources=(
        Source(
            "rss", "https://www.asiae.co.kr/rss/all.htm", "전체", category="all", expected_per_day=300, as_of="2026"
        ),
    ),
    layouts=(
        Layout(
            name="asiae-2026",
            body=("#txt_area", "div.article"),
            headline=(".area_title h1",),
            published=(".date_box p:contains('입력')",),
            modified=(".date_box p:contains('수정')",),
            remove=(".article_photo", ".txt_prohibition", ".e_article", ".ad_inner"),
            evidence=(
                'public code of January 2026 ("extends BaseNewsParser") that describes a page of 2026-01-06; '
                'div.article.fb-quotable#txt_area in an undated public table of body elements ("selector_map", '
                "in three projects)"
            ),
        ),
    ),
)
