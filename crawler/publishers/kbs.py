"""KBS, a public broadcaster."""

from crawler.publishers.model import Layout, Publisher

PUBLISHER = Publisher(
    name="KBS",
    domains=("news.kbs.co.kr",),
    kind="broadcaster",
    layouts=(
        Layout(
            name="kbs-2026",
            body=("#cont_newstext", ".detail-body"),
            headline=("h4.headline-title",),
            published=("em.input-date",),
            modified=("em.edit-date",),
            remove=(".detail-visual",),
            evidence=(
                'public code of January 2026 ("extends BaseNewsParser") that describes a page of 2026-01-06; '
                'div#cont_newstext in a public table of body elements of March 2026 ("SITE_SELECTORS")'
            ),
        ),
    ),
)
