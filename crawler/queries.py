"""Loads and checks search queries: the shipped ones, or a user's own file."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

DEFAULT = Path(__file__).parent / "queries.toml"


class Query(BaseModel):
    """One search. `not_for` notes what it finds besides outages."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: str = Field(min_length=2, max_length=100)
    not_for: str = ""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    query: tuple[Query, ...] = Field(min_length=1, max_length=200)


def load_queries(path: Path = DEFAULT) -> tuple[Query, ...]:
    """The queries of a file, without repetitions. Raises `ValueError`, one line that names the file and the mistake."""
    try:
        queries = _File.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).query
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ValueError(f"{path}: {place}: {first['msg']}") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ValueError(f"{path}: {error}") from None
    return tuple({query.words: query for query in queries}.values())
