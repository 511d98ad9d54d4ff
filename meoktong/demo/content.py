"""What the small newsroom prints: outlets and their stories, read from `newsroom/*.toml` and checked while reading.

Everything else in this package turns these into pages, feeds and answers. A story is the truth that tests compare
parsed pages with.
"""

from __future__ import annotations

import tomllib
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

DATA = Path(__file__).parent / "newsroom"
OUTLETS = ("hangangilbo", "saebyeok", "nuri")

Edition = Literal[1, 2]
"""1: as the updated stories were first published. 2: as they stand in the end."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FirstEdition(_Strict):
    """What an updated story said at first."""

    headline: str
    body: str


class Story(_Strict):
    """One article as its newsroom keeps it. `body` holds a paragraph a line.

    `agency` names the wire service whose text it is, `old_path` an address it moved from, `premium` that robots are
    asked to stay away.
    """

    id: str
    number: int
    section: str
    section_slug: str = ""
    published_at: AwareDatetime
    modified_at: AwareDatetime | None = None
    headline: str
    subtitle: tuple[str, ...] = ()
    body: str
    caption: str = ""
    reporter: str = ""
    agency: str = ""
    related: tuple[str, ...] = ()
    old_path: str = ""
    premium: bool = False
    first_edition: FirstEdition | None = None

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The paragraphs of the text, top to bottom."""
        return tuple(line for line in self.body.splitlines() if line)

    @property
    def updated_at(self) -> datetime:
        """When the story last changed: its publication unless it was modified."""
        return self.modified_at or self.published_at

    def in_edition(self, edition: Edition) -> Story:
        """The story as that edition tells it."""
        if edition == 2 or self.first_edition is None:
            return self
        return self.model_copy(update={**self.first_edition.model_dump(), "modified_at": None, "first_edition": None})


class Outlet(_Strict):
    """One outlet: where it lives and what it publishes, newest first.

    `path` is the pattern of an article's address, `listing` the path of its feed or sitemap, `gone` are paths that the
    listing still names but the site no longer has, `disallow` is the folder that robots.txt forbids.
    """

    key: str
    name: str
    host: str
    charset: Literal["utf-8", "euc-kr"]
    path: str
    listing_kind: Literal["rss", "atom", "news_sitemap"]
    listing: str
    gone: tuple[str, ...] = ()
    disallow: str = "/search/"
    stories: tuple[Story, ...]

    def absolute(self, path: str) -> str:
        """A path of this outlet as a full address."""
        return f"http://{self.host}{path}"

    def url(self, story: Story) -> str:
        """The address of a story."""
        path = self.path.format(**dict(story))
        return self.absolute(self.disallow + path.rsplit("/", 1)[-1] if story.premium else path)


@cache
def outlets(edition: Edition = 2) -> tuple[Outlet, ...]:
    """The outlets in one edition. Raises ValueError naming file and entry where the data does not fit."""
    return tuple(_read(DATA / f"{key}.toml", edition) for key in OUTLETS)


def _read(path: Path, edition: Edition) -> Outlet:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        stories = sorted(map(Story.model_validate, data["story"]), key=lambda story: story.published_at, reverse=True)
        return Outlet(**data["outlet"], stories=tuple(story.in_edition(edition) for story in stories))
    except (tomllib.TOMLDecodeError, ValidationError, KeyError) as error:
        raise ValueError(f"{path.name}: {error}") from error
