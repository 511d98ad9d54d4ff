"""Finds every publisher declared in this package and tells which one a URL belongs to."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from crawler import publishers
from crawler.publishers.model import Publisher

_NOT_DECLARATIONS = frozenset({"model", "registry", "table"})


@dataclass(frozen=True, slots=True)
class Registry:
    """The publishers known to a run, in order of name. Immutable: `with_` makes a larger one."""

    publishers: tuple[Publisher, ...]

    def __iter__(self) -> Iterator[Publisher]:
        return iter(self.publishers)

    def for_url(self, url: str) -> Publisher | None:
        """The publisher whose domain the URL lies in; the most exact domain wins. None for an unknown outlet."""
        place = _place(url)
        if place is None:
            return None
        matches = [
            (len(domain), publisher)
            for publisher in self.publishers
            for domain in publisher.domains
            if _lies_in(place, domain)
        ]
        return max(matches, key=lambda match: match[0])[1] if matches else None

    def named(self, name: str) -> Publisher | None:
        """The publisher of exactly that name, or None."""
        return next((publisher for publisher in self.publishers if publisher.name == name), None)

    def with_(self, *extra: Publisher) -> Registry:
        """A registry that also knows `extra`. A publisher of the same name is replaced."""
        names = {publisher.name for publisher in extra}
        kept = (publisher for publisher in self.publishers if publisher.name not in names)
        return Registry(tuple(sorted((*kept, *extra), key=lambda publisher: publisher.name)))


@cache
def load() -> Registry:
    """The registry of all declarations in this package. A file without `PUBLISHER` is an error (TypeError)."""
    names = [module.name for module in pkgutil.iter_modules(publishers.__path__)]
    return Registry(()).with_(*(_declared_in(name) for name in names if name not in _NOT_DECLARATIONS))


def _declared_in(name: str) -> Publisher:
    module = importlib.import_module(f"{publishers.__name__}.{name}")
    declared = getattr(module, "PUBLISHER", None)
    if not isinstance(declared, Publisher):
        raise TypeError(f"crawler/publishers/{name}.py declares no PUBLISHER")
    return declared


def _place(url: str) -> tuple[str, str, str] | None:
    """Host, host with port, and path of a URL; None where it is none."""
    try:
        parts = urlsplit(url.lower())
        return parts.hostname or "", parts.netloc, f"{parts.path}/"
    except ValueError:
        return None


def _lies_in(url: tuple[str, str, str], domain: str) -> bool:
    host, netloc, path = url
    place, _, folder = domain.lower().partition("/")
    at_place = netloc == place if ":" in place else host == place or host.endswith(f".{place}")
    return at_place and (not folder or path.startswith(f"/{folder.rstrip('/')}/"))
