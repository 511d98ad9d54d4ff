"""What is exported: one model a table. The codebook is made from these, so it cannot lag behind the columns."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Exported(BaseModel):
    """A row of an exported table. Local times are Korean; a time is never more exact than its source."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _told(meaning: str) -> Any:
    return Field(description=meaning)


class EventRecord(Exported):
    """One outage as it is believed now, computed from statements."""

    id: str = _told("Stable identifier; one that was merged away leads on (`meoktong event ID`).")
    systems: list[str] = _told("Affected services, the most prominent first.")
    operator: str | None = _told("Organisation that runs them; empty where unknown or several.")
    sector: str | None = _told("Field of life of the first known system or operator, in Korean.")
    started_at: str | None = _told("Beginning, local time (KST) as ISO 8601 prefix, as exact as told.")
    started_at_utc: str | None = _told("First instant of `started_at` in UTC.")
    started_grain: str | None = _told("How exact: year, month, day, hour, minute.")
    ended_at: str | None = _told("Full restoration, local time as ISO 8601 prefix.")
    ended_at_utc: str | None = _told("First instant of `ended_at` in UTC.")
    ended_grain: str | None = _told("How exact: year, month, day, hour, minute.")
    duration_minutes: float | None = _told("Length in minutes, as stated or from both ends.")
    duration_qualifier: str | None = _told("exact, about, over, under.")
    status: str = _told("ongoing, partial, restored, unknown.")
    cause: str = _told(
        "power, fire, hardware, software, human_error, overload, cyberattack, third_party, cable_cut, disaster, unknown."
    )
    confidence: float = _told("How sure the models are, 0 to 1: an ordering, not a probability.")
    articles: int = _told("Articles that tell of it.")
    independent_sources: int = _told("Of them, texts that are no copies of each other, at most one an outlet.")
    review: str = _told("What a person said: confirmed, corrected, rejected, or empty.")
    first_seen: str = _told("When the record first knew of it, UTC.")
    updated_at: str = _told("When what is believed last changed, UTC.")
    urls: list[str] = _told("Addresses of the articles.")


class StatementRecord(Exported):
    """One property of one event as one article, or a person, tells it."""

    event_id: str = _told("The event.")
    property: str = _told(
        "systems, operator, role, started_at, ended_at, duration_minutes, duration_qualifier, status, cause, milestone, review."
    )
    value: str = _told("Value as text; JSON for `systems` and `milestone`.")
    quote: str = _told("The article's own words that say so; empty where none do; a reviewer's note.")
    url: str = _told("The article; empty for a person's statement.")
    publisher: str = _told("The outlet.")
    first_seen: str = _told("In force from then on, UTC.")
    retracted_at: str | None = _told("In force until then, UTC; empty: still is.")
    made_by: str = _told("Rule or model that gave the value, or `review:NAME`.")


class ArticleRecord(Exported):
    """One article, without its text."""

    id: str = _told("The record's number of the article.")
    url: str = _told("Its address.")
    publisher: str = _told("The outlet.")
    published_at: str = _told("Publication, local time with offset.")
    published_at_utc: str = _told("Publication, UTC.")
    relevance: str | None = _told("report, reference, none; empty where it was not read yet.")
    relevance_score: float | None = _told("P(report) by the model.")
    extractor: str | None = _told("Version of the extractor that read it.")
    partial: bool = _told("Only the beginning of the text is known.")
    characters: int = _told("Length of headline and body.")
    sha256: str = _told("Of headline, newline and body.")


class TextRecord(ArticleRecord):
    """One article with its text: for your own reading and coding, not to be passed on."""

    headline: str = _told("Headline.")
    body: str = _told("Body.")


class CoverageRecord(Exported):
    """What was watched: one source on one day."""

    date: str = _told("Day in Korea.")
    source: str = _told("Source as `meoktong sources` names it; empty: articles that came otherwise.")
    publisher: str = _told("The outlet.")
    runs: int = _told("Crawls that visited it.")
    found: int = _told("Addresses listed.")
    parsed: int = _told("Articles read.")
    failed: int = _told("Pages that did not come.")
    refused: int = _told("Pages that were no articles.")
    articles: int = _told("Articles that the outlet published on this day and that are kept.")


class ReviewRecord(Exported):
    """What a person said of an event."""

    event_id: str = _told("The event.")
    action: str = _told("confirm, reject, correct, split, merge.")
    property: str = _told("What was corrected.")
    value: str | None = _told("The right value; empty: unknown. The other event of a merge.")
    reviewer: str = _told("Who said so.")
    note: str = _told("Why.")
    made_at: str = _told("When, UTC.")


TABLES: dict[str, type[Exported]] = {
    "events": EventRecord,
    "statements": StatementRecord,
    "articles": ArticleRecord,
    "coverage": CoverageRecord,
    "reviews": ReviewRecord,
}


def codebook() -> str:
    """Every table and column with its type and meaning, as Markdown."""
    lines = ["# Codebook", "", "Empty is unknown or not told. Lists are joined by `; ` in CSV and Excel."]
    for name, model in TABLES.items():
        lines += ["", f"## {name}", "", model.__doc__ or "", "", "| column | type | meaning |", "| --- | --- | --- |"]
        lines += [
            f"| `{column}` | {kind(model, column)} | {field.description} |"
            for column, field in model.model_fields.items()
        ]
    return "\n".join(lines) + "\n"


def kind(model: type[Exported], column: str) -> str:
    """text, number, whole number, yes or no, or list of texts."""
    names = {str: "text", float: "number", int: "whole number", bool: "yes or no"}
    annotation = model.model_fields[column].annotation
    if annotation == list[str]:
        return "list of texts"
    plain = next((one for one in names if annotation == one or annotation == one | None), str)
    return names[plain]
