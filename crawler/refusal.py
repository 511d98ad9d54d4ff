"""The one way to say that a page is no article."""


class NotAnArticle(ValueError):  # noqa: N818  it names what the page is, as its readers say it
    """A page that holds no article. `reason` is one plain line for a person, without the page's own text."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
