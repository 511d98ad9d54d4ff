"""미디어오늘, a paper on the media."""

from crawler.publishers.model import Publisher, Source

PUBLISHER = Publisher(
    name="미디어오늘",
    domains=("mediatoday.co.kr",),
    sources=(
        Source("rss", "https://www.mediatoday.co.kr/rss/allArticle.xml", "전체", as_of="2022"),
        Source("rss", "https://www.mediatoday.co.kr/rss/S1N2.xml", "정치", as_of="2022"),
        Source("rss", "https://www.mediatoday.co.kr/rss/S1N3.xml", "경제", as_of="2022"),
        Source("rss", "https://www.mediatoday.co.kr/rss/S1N4.xml", "사회", as_of="2022"),
        Source("rss", "https://www.mediatoday.co.kr/rss/S1N7.xml", "IT", as_of="2022"),
    ),
)
