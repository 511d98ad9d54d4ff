"""조선일보, a daily."""

from crawler.publishers.model import Publisher, Source

PUBLISHER = Publisher(
    name="조선일보",
    domains=("chosun.com",),
    sources=(
        Source("rss", "https://www.chosun.com/arc/outboundfeeds/rss/?outputType=xml", "전체", as_of="2022"),
        Source(
            "rss",
            "https://www.chosun.com/arc/outboundfeeds/rss/category/politics/?outputType=xml",
            "정치",
            as_of="2022",
        ),
        Source(
            "rss", "https://www.chosun.com/arc/outboundfeeds/rss/category/economy/?outputType=xml", "경제", as_of="2022"
        ),
        Source(
            "rss",
            "https://www.chosun.com/arc/outboundfeeds/rss/category/national/?outputType=xml",
            "사회",
            as_of="2022",
        ),
    ),
)
