"""매일경제, a business daily."""

from crawler.publishers.model import Layout, Publisher, Source

PUBLISHER = Publisher(
    name="매일경제",
    domains=("mk.co.kr",),
    sources=(
        Source("sitemap", "https://www.mk.co.kr/sitemap/latest-articles/", "전체", as_of="2025"),
        Source("sitemap", "https://www.mk.co.kr/sitemap/daily-articles/", "날짜별", as_of="2025"),
    ),
    layouts=(
        Layout(
            name="mk-2025",
            body=("div.news_cnt_detail_wrap[itemprop='articleBody']", "div[itemprop='articleBody']"),
            headline=("h2.news_ttl",),
            remove=(".mid_title", ".border_org", ".summary_line", ".thumb_area", ".ad_wrap", "#refTotal"),
            evidence="article pages of 2025-05-28 and 2025-06-03; fundus publishers/kr/mbn.py",
        ),
    ),
)
