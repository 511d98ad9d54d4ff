"""SBS, a broadcaster."""

from crawler.publishers.model import Layout, Publisher, Source

PUBLISHER = Publisher(
    name="SBS",
    domains=("news.sbs.co.kr",),
    kind="broadcaster",
    sources=(
        Source(
            "rss",
            "https://news.sbs.co.kr/news/newsflashRssFeed.do?plink=RSSREADER",
            "최신",
            category="all",
            expected_per_day=200,
            as_of="2026",
        ),
        Source(
            "rss",
            "https://news.sbs.co.kr/news/SectionRssFeed.do?sectionId=01&plink=RSSREADER",
            "정치",
            category="politics",
            expected_per_day=30,
            as_of="2025",
        ),
    ),
    layouts=(
        Layout(
            name="sbs-2026",
            body=("div.text_area",),
            headline=("h1.article_main_tit",),
            published=(".date_area meta[itemprop='datePublished']::attr(content)", ".date_area span"),
            evidence='public code of January 2026 ("extends BaseNewsParser") that describes a page of 2026-01-06',
        ),
    ),
)
