"""통일뉴스, an internet paper on the two Koreas."""

from crawler.publishers.model import Publisher, Source

PUBLISHER = Publisher(
    name="통일뉴스",
    domains=("tongilnews.com",),
    sources=(
        Source("rss", "https://www.tongilnews.com/rss/allArticle.xml", "전체", as_of="2022"),
        Source("rss", "https://www.tongilnews.com/rss/S1N6.xml", "정부정당", as_of="2022"),
    ),
)
