"""The records that flow through the house: frozen, typed, standard library only.

A crawl makes an `Article`, the classifier turns it into an `Extraction` (relevance and `OutageMention`s), merging turns
mentions of many articles into `MergedEvent`s, and the store keeps all of them.

Times of the news are ISO 8601 prefixes in Korean local time (`2023-11-24T13:57`, `2023-11-24T13`, `2023-11-24`,
`2023-11`, `2023`): a value is never more exact than its source. Only the moments that machines know (publication,
fetching) are aware `datetime`s.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

RelevanceLabel = Literal["report", "reference", "none"]
Role = Literal["main", "background"]
Status = Literal["ongoing", "partial", "restored", "unknown"]
Cause = Literal[
    "power",
    "fire",
    "hardware",
    "software",
    "human_error",
    "overload",
    "cyberattack",
    "third_party",
    "cable_cut",
    "disaster",
    "unknown",
]
Qualifier = Literal["exact", "about", "over", "under"]
TimexType = Literal["date", "time", "interval", "duration"]
Grain = Literal["year", "month", "week", "day", "hour", "minute", "second"]
Modifier = Literal["about", "over", "under", "before", "after"]


@dataclass(frozen=True, slots=True)
class Article:
    """One version of one news article, cleaned (NFC, no NUL) at the boundary.

    `published_at` is aware; `published_raw` is the page's own wording of it. `layout` names the parser that read the
    page. `publisher` is the outlet's Korean name where a declaration knows it, otherwise its host name. `partial` where only the beginning of
    the body is known.
    """

    url: str
    publisher: str
    headline: str
    body: str
    published_at: datetime
    published_raw: str = ""
    modified_at: datetime | None = None
    modified_raw: str = ""
    fetched_at: datetime | None = None
    layout: str = ""
    partial: bool = False

    @property
    def text(self) -> str:
        """Headline and body as one string: what every evidence span points into."""
        return f"{self.headline}\n{self.body}"

    @property
    def body_sha256(self) -> str:
        """Hex digest of headline and body: tells an updated article from the same one fetched again."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class RawPage:
    """The page as it came over the wire, so that history can be read again after a layout is mended."""

    url: str
    content: bytes
    content_type: str = ""
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Relevance:
    """What an article is: `report` of an outage, `reference` to one, or `none`; `score` is P(report) in [0, 1]."""

    label: RelevanceLabel
    score: float
    model: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The very words: always `article.text[start:end] == quote` (character offsets)."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Timex:
    """One time expression, resolved.

    `value` is an ISO 8601 prefix, `A/B` for an interval (either side may be empty where it is open), `PT6H40M` for a
    duration, or "" where a length is told that cannot be counted (수시간). `seconds` is set for countable durations, `parts` holds the points
    of an interval that were told by themselves.
    """

    evidence: Evidence
    type: TimexType
    value: str
    grain: Grain
    rule: str
    modifier: Modifier | None = None
    seconds: float | None = None
    parts: tuple[Timex, ...] = ()


@dataclass(frozen=True, slots=True)
class Milestone:
    """A partial recovery inside one outage: what came back when; `restored` of `total` where the text counts."""

    at: str
    what: str
    evidence: Evidence
    restored: int | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True)
class OutageMention:
    """What ONE article says of one outage.

    `evidence` maps a field name (`system`, `operator`, `started_at`, `ended_at`, `duration`, `status`, `cause`) to its
    spans, the telling one first. A value that no words state has an entry in `basis` instead (`gazetteer`, `computed`,
    `rule:<name>`); an end that start and length give has both, its words being those of the length.
    `made_by` names, per field, the rule or model that gave the value.
    """

    systems: tuple[str, ...]
    operator: str | None = None
    role: Role = "main"
    started_at: str | None = None
    ended_at: str | None = None
    duration_minutes: float | None = None
    duration_qualifier: Qualifier | None = None
    status: Status = "unknown"
    cause: Cause = "unknown"
    milestones: tuple[Milestone, ...] = ()
    evidence: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)
    basis: Mapping[str, str] = field(default_factory=dict)
    made_by: Mapping[str, str] = field(default_factory=dict)
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything the classifier says of one article. `version` changes whenever rules, data or models change."""

    relevance: Relevance
    mentions: tuple[OutageMention, ...]
    version: str


@dataclass(frozen=True, slots=True)
class ArticleMention:
    """One mention with what merging needs to know of its article. `index` counts the article's mentions from 0."""

    article_id: str
    index: int
    mention: OutageMention
    url: str
    publisher: str
    published_at: datetime
    text: str = ""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person said of the partition: the (article_id, index) mentions of both sides are one outage, or two."""

    together: bool
    mentions: frozenset[tuple[str, int]]
    others: frozenset[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class MergedEvent:
    """One outage as merging believes it happened. `members` are (article_id, index) pairs, in publication order."""

    systems: tuple[str, ...]
    operator: str | None
    started_at: str | None
    ended_at: str | None
    duration_minutes: float | None
    duration_qualifier: Qualifier | None
    status: Status
    cause: Cause
    confidence: float
    members: tuple[tuple[str, int], ...]
    independent_sources: int


@dataclass(frozen=True, slots=True)
class Statement:
    """One property of one event as one article, or a person, tells it. Never overwritten.

    `value` is the property's value as text (JSON for lists), `quote` its original wording ("" where no words state it).
    It is in force from `first_seen` until `retracted_at`. A person's has no address and is made by `review:NAME`.
    """

    event_id: str
    property: str
    value: str
    quote: str
    article_url: str
    publisher: str
    first_seen: datetime
    made_by: str = ""
    retracted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OutageEvent:
    """An outage in the store: a merged event with a stable identifier and where it comes from.

    `review` is what a person said of it: `confirmed`, `rejected`, `corrected`, or "".
    """

    id: str
    event: MergedEvent
    first_seen: datetime
    updated_at: datetime
    urls: tuple[str, ...]
    review: str = ""


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article in the store; `id` is the store's name for it, the same for all its versions."""

    id: str
    article: Article
    relevance: Relevance | None = None


@dataclass(frozen=True, slots=True)
class SourceCount:
    """What one source gave in one crawl.

    `found` addresses were listed: `known` ones needed no visit, `new` ones the source
    did not list before. `fetched` pages came,
    `parsed` were articles, `saved` were new or changed; `failed` and `refused` did not come or were none, for the counted
    `reasons`; `waiting` were found and are still to be fetched. `missing` counts, by `outlet field`, the pages on which a
    layout did not find a field. `expected_per_day` is the usual number of new articles, None where nobody knows.
    `attention` says what a person should look at, "" for nothing; `muted` says why that is accepted for now.
    """

    source: str
    publisher: str = ""
    found: int = 0
    known: int = 0
    fetched: int = 0
    parsed: int = 0
    saved: int = 0
    failed: int = 0
    refused: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)
    attention: str = ""
    new: int = 0
    waiting: int = 0
    missing: Mapping[str, int] = field(default_factory=dict)
    expected_per_day: float | None = None
    muted: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An address that was found and is to be fetched: its canonical form, the form to ask for, the listing's change."""

    url: str
    address: str
    source: str = ""
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Mute:
    """A source whose trouble is accepted up to and including a day (of Korea), and why."""

    source: str
    until: date
    why: str


@dataclass(frozen=True, slots=True)
class SourceWatch:
    """What one source gave over a period.

    The counts are sums over the period's `runs`; `counts.attention`, `waiting`, `expected_per_day` and `muted` are those of
    the last run. `troubled_runs` counts the runs in which it needed attention, `last_new` is when it last gave a new address.
    """

    counts: SourceCount
    runs: int
    troubled_runs: int
    last_new: datetime | None = None


@dataclass(frozen=True, slots=True)
class Watch:
    """What was watched in a period: finished crawls, the first and last of them, and those that never ended (killed)."""

    runs: int
    unfinished: int
    first: datetime | None
    last: datetime | None
    sources: tuple[SourceWatch, ...]

    @property
    def below(self) -> tuple[SourceWatch, ...]:
        """The sources that need a person's attention and are not muted."""
        return tuple(one for one in self.sources if one.counts.attention and not one.counts.muted)

    @property
    def muted(self) -> tuple[SourceWatch, ...]:
        """The sources whose trouble is accepted for now."""
        return tuple(one for one in self.sources if one.counts.muted)


IssueKind = Literal["digest", "alert"]
DeliveryStatus = Literal["pending", "delivered", "refused", "given_up"]


@dataclass(frozen=True, slots=True)
class Issue:
    """One digest, or alert of one event, that was made for `name`: of what was learnt from `since` up to `as_of`.

    `targets` says what became of it where it is to go; `since` is None for the first of a name.
    """

    id: int
    name: str
    kind: IssueKind
    event_id: str
    since: datetime | None
    as_of: datetime
    made_at: datetime
    targets: Mapping[str, DeliveryStatus]

    @property
    def pending(self) -> tuple[str, ...]:
        """Targets that are still to be served."""
        return tuple(target for target, status in self.targets.items() if status == "pending")
