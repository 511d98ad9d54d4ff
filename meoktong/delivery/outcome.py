"""What became of a delivery."""

from __future__ import annotations


class DeliveryError(Exception):
    """A target did not take it. The message is one line without any secret; `again` where another try may help."""

    def __init__(self, reason: str, *, again: bool) -> None:
        super().__init__(" ".join(reason.split())[:300])
        self.again = again
