"""지디넷코리아, an IT news site."""

from crawler.publishers.model import Layout, Publisher, Source

PUBLISHER = Publisher(
    name="지디넷코리아",
    domains=("zdnet.co.kr",),
    kind="it",
    sources=(
        Source("rss", "https://feeds.feedburner.com/zdkorea", "전체", category="it", expected_per_day=80, as_of="2025"),
    ),
    layouts=(
        Layout(
            name="zdnet-articlebody",
            body=("[itemprop='articleBody']",),
            remove=(".ad", ".news_series"),
            evidence=(
                "itemprop='articleBody' in a public table of body elements, undated (DW-K/A.S.K.-AnalysisStock, "
                "crawl_api/m.py)"
            ),
        ),
    ),
)
