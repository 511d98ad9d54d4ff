"""데일리한국, an internet paper."""

from crawler.publishers.model import Layout, Publisher, Source

PUBLISHER = Publisher(
    name="데일리한국",
    domains=("hankooki.com",),
    kind="internet",
    sources=(
        Source(
            "rss",
            "https://rss.hankooki.com/daily/dh_main.xml",
            "전체",
            category="all",
            expected_per_day=100,
            as_of="2022",
        ),
        Source(
            "rss",
            "https://rss.hankooki.com/daily/dh_politics.xml",
            "정치",
            category="politics",
            expected_per_day=15,
            as_of="2022",
        ),
        Source(
            "rss",
            "https://rss.hankooki.com/daily/dh_economy.xml",
            "경제",
            category="economy",
            expected_per_day=30,
            as_of="2022",
        ),
        Source(
            "rss",
            "https://rss.hankooki.com/daily/dh_society.xml",
            "사회",
            category="society",
            expected_per_day=20,
            as_of="2022",
        ),
        Source(
            "rss",
            "https://rss.hankooki.com/daily/dh_it_tech.xml",
            "IT/과학",
            category="it",
            expected_per_day=10,
            as_of="2022",
        ),
    ),
    layouts=(
        Layout(
            name="dailyhankook-2026",
            body=("#article-view-content-div",),
            remove=(".photo-layout", ".ad-template", ".article-relation", ".tag-group", ".view-copyright"),
            evidence=(
                'article#article-view-content-div in a public table of body elements of March 2026 ("SITE_SELECTORS")'
            ),
        ),
    ),
)
