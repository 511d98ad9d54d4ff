"""동아일보, a daily."""

from datetime import date

from crawler.publishers.model import Layout, Publisher, Source

PUBLISHER = Publisher(
    name="동아일보",
    domains=("donga.com",),
    kind="daily",
    sources=(
        Source("rss", "https://rss.donga.com/total.xml", "전체", category="all", expected_per_day=250, as_of="2026"),
        Source(
            "rss", "https://rss.donga.com/politics.xml", "정치", category="politics", expected_per_day=40, as_of="2022"
        ),
        Source(
            "rss", "https://rss.donga.com/national.xml", "사회", category="society", expected_per_day=60, as_of="2022"
        ),
        Source(
            "rss", "https://rss.donga.com/economy.xml", "경제", category="economy", expected_per_day=50, as_of="2022"
        ),
        Source(
            "rss", "https://rss.donga.com/science.xml", "의학과학", category="it", expected_per_day=10, as_of="2022"
        ),
    ),
    layouts=(
        Layout(
            name="donga-2013",
            body=("div.article_txt",),
            headline=("div.article_title h1",),
            published=("p.title_foot .date",),
            modified=("p.title_foot .date2",),
            remove=(
                ".articlePhotoC > img",
                ".articlePhotoC > .t",
                ".articlePhotoR > .t",
                ".article_relation",
                ".t_sns",
                ".ad",
            ),
            valid_until=date(2026, 1, 5),
            evidence=(
                "an article page of 2013-10-24 (test data of goose, an open-source extractor); .article_txt "
                "still in undated public tables. The last day is that before the next page that we know"
            ),
        ),
        Layout(
            name="donga-2026",
            body=("section.news_view", ".news_view"),
            headline=(".head_group h1",),
            published=(".date_info p span[aria-hidden='true']",),
            modified=(".news_info button span[aria-hidden='true']",),
            remove=(".sub_tit", ".img_cont", ".view_ad06", ".view_m_adA", ".relation_cont"),
            evidence='public code of January 2026 ("extends BaseNewsParser") that describes a page of 2026-01-06',
        ),
    ),
)
