"""동아일보, a daily."""

from crawler.publishers.model import Layout, Publisher, Source

PUBLISHER = Publisher(
    name="동아일보",
    domains=("donga.com",),
    sources=(
        Source("rss", "https://rss.donga.com/total.xml", "전체", as_of="2022"),
        Source("rss", "https://rss.donga.com/politics.xml", "정치", as_of="2022"),
        Source("rss", "https://rss.donga.com/national.xml", "사회", as_of="2022"),
        Source("rss", "https://rss.donga.com/economy.xml", "경제", as_of="2022"),
        Source("rss", "https://rss.donga.com/science.xml", "의학과학", as_of="2022"),
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
            evidence="an article page of 2013-10-24 (test data of goose, an open-source extractor)",
        ),
    ),
)
