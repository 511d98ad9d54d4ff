"""매일경제, a business daily."""

from crawler.publishers.model import Layout, Publisher, Source

PUBLISHER = Publisher(
    name="매일경제",
    domains=("mk.co.kr",),
    kind="business",
    sources=(
        Source(
            "sitemap",
            "https://www.mk.co.kr/sitemap/latest-articles/",
            "전체",
            category="all",
            expected_per_day=400,
            as_of="2025",
        ),
        Source(
            "rss", "https://www.mk.co.kr/rss/30000001/", "헤드라인", category="all", expected_per_day=50, as_of="2026"
        ),
        Source(
            "rss", "https://www.mk.co.kr/rss/30100041/", "경제", category="economy", expected_per_day=60, as_of="2026"
        ),
        Source("sitemap", "https://www.mk.co.kr/sitemap/daily-articles/", "날짜별", as_of="2025", backfill=True),
    ),
    layouts=(
        Layout(
            name="mk-2025",
            body=("div.news_cnt_detail_wrap[itemprop='articleBody']", "div[itemprop='articleBody']"),
            headline=("h2.news_ttl",),
            remove=(".mid_title", ".border_org", ".summary_line", ".thumb_area", ".ad_wrap", "#refTotal"),
            evidence="article pages of 2025-05-28 and 2025-06-03; fundus publishers/kr/mbn.py; the same in a parser of 2026-01",
        ),
    ),
)
