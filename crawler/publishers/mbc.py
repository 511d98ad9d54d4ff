"""MBC, a broadcaster."""

from crawler.publishers.model import Layout, Publisher, Source

PUBLISHER = Publisher(
    name="MBC",
    domains=("imnews.imbc.com",),
    kind="broadcaster",
    sources=(
        Source(
            "rss",
            "https://imnews.imbc.com/rss/news/news_00.xml",
            "전체",
            category="all",
            expected_per_day=150,
            as_of="2026",
        ),
    ),
    layouts=(
        Layout(
            name="mbc-2026",
            body=("div.news_txt",),
            headline=("h2.art_title",),
            published=(".date span.input",),
            modified=(".date span.edit",),
            evidence=(
                'public code of January 2026 ("extends BaseNewsParser") that describes a page of 2026-01-06; '
                "div.news_txt[itemprop='articleBody'] in an undated public table of body elements "
                '("selector_map", in three projects)'
            ),
        ),
    ),
)
