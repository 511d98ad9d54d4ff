"""블로터, an IT news site."""

from crawler.publishers.model import Layout, Publisher, Source

PUBLISHER = Publisher(
    name="블로터",
    domains=("bloter.net",),
    kind="it",
    sources=(
        Source(
            "rss", "https://www.bloter.net/rss/allArticle.xml", "전체", category="it", expected_per_day=30, as_of="2025"
        ),
    ),
    layouts=(
        Layout(
            name="bloter-2026",
            body=("#article-view-content-div",),
            remove=(".photo-layout", ".ad-template", ".article-relation", ".tag-group", ".view-copyright"),
            evidence=(
                'article#article-view-content-div in a public table of body elements of March 2026 ("SITE_SELECTORS")'
            ),
        ),
    ),
)
