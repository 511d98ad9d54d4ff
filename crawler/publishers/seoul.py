"""서울신문, a daily."""

from crawler.publishers.model import Layout, Publisher, Source

PUBLISHER = Publisher(
    name="서울신문",
    domains=("seoul.co.kr",),
    kind="daily",
    sources=(
        Source(
            "rss",
            "https://www.seoul.co.kr/xml/rss/rss_politics.xml",
            "정치",
            category="politics",
            expected_per_day=30,
            as_of="2022",
        ),
        Source(
            "rss",
            "https://www.seoul.co.kr/xml/rss/rss_society.xml",
            "사회",
            category="society",
            expected_per_day=60,
            as_of="2022",
        ),
        Source(
            "rss",
            "https://www.seoul.co.kr/xml/rss/rss_economy.xml",
            "경제",
            category="economy",
            expected_per_day=40,
            as_of="2022",
        ),
    ),
    layouts=(
        Layout(
            name="seoul-2026",
            body=(".viewContent",),
            headline=("h1.h38",),
            published=(".dateInfo .writeInfo",),
            modified=(".dateInfo .updateInfo",),
            remove=(".v_photoarea", ".bannerArea"),
            evidence=(
                'public code of January 2026 ("extends BaseNewsParser") that describes a page of 2026-01-06; '
                '#articleContent .viewContent in an undated public table of body elements ("selector_map", in '
                "three projects)"
            ),
        ),
    ),
)
