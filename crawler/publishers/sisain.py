"""시사인, a weekly."""

from crawler.publishers.model import Publisher, Source

PUBLISHER = Publisher(
    name="시사인",
    domains=("sisain.co.kr",),
    sources=(
        Source("rss", "https://www.sisain.co.kr/rss/allArticle.xml", "전체", as_of="2022"),
        Source("rss", "https://www.sisain.co.kr/rss/S1N6.xml", "정치", as_of="2022"),
        Source("rss", "https://www.sisain.co.kr/rss/S1N7.xml", "경제", as_of="2022"),
        Source("rss", "https://www.sisain.co.kr/rss/S1N8.xml", "사회", as_of="2022"),
    ),
)
