"""서울경제, a business daily."""

from crawler.publishers.model import Layout, Publisher, Source

PUBLISHER = Publisher(
    name="서울경제",
    domains=("sedaily.com",),
    kind="business",
    sources=(
        Source(
            "rss", "https://www.sedaily.com/RSS/RSS_All.xml", "전체", category="all", expected_per_day=250, as_of="2026"
        ),
        Source(
            "rss",
            "https://www.sedaily.com/RSS/RSS_Economy.xml",
            "경제",
            category="economy",
            expected_per_day=60,
            as_of="2026",
        ),
    ),
    layouts=(
        Layout(
            name="sedaily-articleview",
            body=("div.article_view",),
            remove=(".article_photo_wrap", ".art_rel", ".ad_banner", ".article_copy"),
            evidence=(
                "div.article_view[itemprop='articleBody'] in an undated public table of body elements "
                '("selector_map", in three projects); itemprop in a public table of body elements, undated '
                "(DW-K/A.S.K.-AnalysisStock, crawl_api/m.py)"
            ),
        ),
    ),
)
