"""YTN, a news channel."""

from crawler.publishers.model import Layout, Publisher

PUBLISHER = Publisher(
    name="YTN",
    domains=("ytn.co.kr",),
    kind="broadcaster",
    layouts=(
        Layout(
            name="ytn-2026",
            body=("#CmAdContent",),
            headline=("h2.news_title",),
            published=(".news_info .date",),
            evidence=(
                'public code of January 2026 ("extends BaseNewsParser") that describes a page of 2026-01-06; '
                'div#CmAdContent in an undated public table of body elements ("selector_map", in three projects)'
            ),
        ),
    ),
)
