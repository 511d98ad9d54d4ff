"""한겨레, a daily."""

from crawler.publishers.model import Layout, Publisher, Source

PUBLISHER = Publisher(
    name="한겨레",
    domains=("hani.co.kr",),
    kind="daily",
    sources=(
        Source("rss", "https://www.hani.co.kr/rss/", "전체", category="all", expected_per_day=150, as_of="2026"),
        Source(
            "rss",
            "https://www.hani.co.kr/rss/politics/",
            "정치",
            category="politics",
            expected_per_day=30,
            as_of="2022",
        ),
        Source(
            "rss", "https://www.hani.co.kr/rss/economy/", "경제", category="economy", expected_per_day=30, as_of="2022"
        ),
        Source(
            "rss", "https://www.hani.co.kr/rss/society/", "사회", category="society", expected_per_day=40, as_of="2026"
        ),
        Source("rss", "https://www.hani.co.kr/rss/science/", "과학", category="it", expected_per_day=5, as_of="2026"),
    ),
    layouts=(
        Layout(
            name="hani-2026",
            body=("div.article-text",),
            headline=("h3[class*='ArticleDetailView_title']",),
            published=("li[class*='ArticleDetailView_dateListItem']:contains('등록') span",),
            modified=("li[class*='ArticleDetailView_dateListItem']:contains('수정') span",),
            remove=("[class*='ArticleDetailContent_adWrap']", "[class*='ArticleDetailContent_image']"),
            evidence=(
                'public code of January 2026 ("extends BaseNewsParser") that describes a page of 2026-01-06; '
                'div.article-text in an undated public table of body elements ("selector_map", in three '
                "projects)"
            ),
        ),
    ),
)
