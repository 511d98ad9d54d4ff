"""다음뉴스, a portal: copies of other outlets' articles, found by address."""

from crawler.publishers.model import Layout, Publisher

PUBLISHER = Publisher(
    name="다음뉴스",
    domains=("v.daum.net", "news.v.daum.net"),
    kind="portal",
    layouts=(
        Layout(
            name="daum-2026",
            body=("div.article_view section", "div.article_view"),
            headline=("h3.tit_view",),
            published=("meta[property='og:regDate']::attr(content)", ".info_view .num_date"),
            remove=(".summary_view", ".figure_frm", ".link_figure"),
            outlet=("meta[property='og:article:author']::attr(content)",),
            evidence=(
                'public code of January 2026 ("extends BaseNewsParser") that describes a page of 2026-01-06; a '
                "public parser's test of a page of 2026-09-27"
            ),
        ),
    ),
)
