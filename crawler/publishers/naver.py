"""네이버뉴스, a portal: copies of other outlets' articles, found through its search API or by address."""

from crawler.publishers.model import Layout, Publisher

PUBLISHER = Publisher(
    name="네이버뉴스",
    domains=("n.news.naver.com", "news.naver.com"),
    kind="portal",
    layouts=(
        Layout(
            name="naver-2026",
            body=("#dic_area", "#newsct_article"),
            headline=("#title_area", "h2.media_end_head_headline"),
            published=("._ARTICLE_DATE_TIME::attr(data-date-time)",),
            modified=("._ARTICLE_MODIFY_DATE_TIME::attr(data-modify-date-time)",),
            remove=(".end_photo_org", ".img_desc", ".media_end_summary", ".nbd_table"),
            outlet=(".media_end_head_top_logo_img::attr(alt)", "meta[property='og:article:author']::attr(content)"),
            original=("a.media_end_head_origin_link::attr(href)",),
            evidence=(
                'public code of January 2026 ("extends BaseNewsParser") that describes a page of 2026-01-06; '
                "data-modify-date-time and the link to the original in public crawlers of 2023 to 2026"
            ),
        ),
    ),
)
