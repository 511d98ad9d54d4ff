"""뉴스1, a news agency."""

from crawler.publishers.model import Layout, Publisher

PUBLISHER = Publisher(
    name="뉴스1",
    domains=("news1.kr",),
    kind="wire",
    layouts=(
        Layout(
            name="news1-2024",
            body=("div.detail.sa_area",),
            headline=("div.title h2",),
            remove=(".article_photo_img", ".photo_caption", "ins"),
            evidence=(
                "a page of February 2024 (news1.kr/articles/5315281) as public code reads it (osllzd/KDT-"
                "Crawling, FOODTECH.py)"
            ),
        ),
    ),
)
