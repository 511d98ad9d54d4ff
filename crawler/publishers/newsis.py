"""뉴시스, a news agency."""

from crawler.publishers.model import Publisher, Source

PUBLISHER = Publisher(
    name="뉴시스",
    domains=("newsis.com",),
    sources=(
        Source("rss", "https://newsis.com/RSS/bank.xml", "금융", as_of="2022"),
        Source("rss", "https://newsis.com/RSS/society.xml", "사회", as_of="2022"),
        Source("rss", "https://newsis.com/RSS/politics.xml", "정치", as_of="2022"),
        Source("rss", "https://newsis.com/RSS/economy.xml", "경제", as_of="2022"),
        Source("rss", "https://newsis.com/RSS/industry.xml", "산업", as_of="2022"),
        Source("rss", "https://newsis.com/RSS/health.xml", "IT/바이오", as_of="2022"),
    ),
)
