"""머니투데이, a business daily."""

from datetime import date

from crawler.publishers.model import Layout, Publisher, Source

PUBLISHER = Publisher(
    name="머니투데이",
    domains=("mt.co.kr",),
    kind="business",
    sources=(
        Source("rss", "https://rss.mt.co.kr/mt_news.xml", "전체", category="all", expected_per_day=250, as_of="2026"),
    ),
    layouts=(
        Layout(
            name="mt-textbody",
            body=("div#textBody",),
            remove=(".articlePhotoC", ".textBodyAd"),
            valid_until=date(2025, 12, 15),
            evidence=(
                'an undated public table of body elements ("selector_map", in three projects). The last day is '
                "that before the next page that we know"
            ),
        ),
        Layout(
            name="mt-2025",
            body=("#articleView",),
            headline=("h1.headline",),
            published=(".col2 .date",),
            remove=(".ept", ".ad_wrap"),
            evidence='public code of January 2026 ("extends BaseNewsParser") that describes a page of 2025-12-16',
        ),
    ),
)
