"""뉴시스, a news agency."""

from crawler.publishers.model import Layout, Publisher, Source

PUBLISHER = Publisher(
    name="뉴시스",
    domains=("newsis.com",),
    kind="wire",
    sources=(
        Source(
            "rss", "https://www.newsis.com/RSS/sokbo.xml", "속보", category="all", expected_per_day=300, as_of="2026"
        ),
        Source("rss", "https://newsis.com/RSS/bank.xml", "금융", category="economy", expected_per_day=40, as_of="2022"),
        Source(
            "rss", "https://newsis.com/RSS/society.xml", "사회", category="society", expected_per_day=100, as_of="2022"
        ),
        Source(
            "rss", "https://newsis.com/RSS/politics.xml", "정치", category="politics", expected_per_day=60, as_of="2022"
        ),
        Source(
            "rss", "https://newsis.com/RSS/economy.xml", "경제", category="economy", expected_per_day=60, as_of="2022"
        ),
        Source("rss", "https://newsis.com/RSS/industry.xml", "산업", category="it", expected_per_day=50, as_of="2022"),
        Source(
            "rss", "https://newsis.com/RSS/health.xml", "IT/바이오", category="it", expected_per_day=40, as_of="2022"
        ),
    ),
    layouts=(
        Layout(
            name="newsis-2025",
            body=("div.viewer article", "div.viewer", "div.articleView"),
            remove=(".summury", ".thumCont", "table", ".copyright", ".relNews"),
            evidence=(
                "div.viewer in public code that reads newsis.com/realnews (undated) and in a fork of fundus "
                "(publishers/kr/newsis.py, 2025), article in a public Naver API crawler; div.articleView in a "
                'public table of body elements of March 2026 ("SITE_SELECTORS")'
            ),
        ),
    ),
)
