"""What the extractor says of one article and why, as lines of Rich text: for a terminal in colour, for a pipe plain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from rich.text import Text

from meoktong.outputs.korean import PROPERTIES, RELEVANCE, ROLES
from meoktong.outputs.safe import line as _line
from meoktong.outputs.safe import visible
from storage.records import Article, Evidence, Extraction, OutageMention

STYLES: Final[Mapping[str, str]] = {
    "system": "bold cyan",
    "started_at": "bold green",
    "ended_at": "bold blue",
    "duration": "bold magenta",
    "cause": "bold red",
    "milestone": "underline",
}
EVIDENCE: Final[Mapping[str, str]] = {"systems": "system", "duration_minutes": "duration"}  # keys that differ
FIELDS: Final = ("systems", "operator", "started_at", "ended_at", "duration_minutes", "status", "cause")
TITLES: Final[Mapping[str, str]] = {EVIDENCE.get(name, name): PROPERTIES[name] for name in FIELDS}


def render(identifier: str, article: Article, extraction: Extraction) -> Iterator[Text]:
    """Lines of one article: its text with the evidence marked, the relevance, then each event, field by field."""
    yield Text(f"■ {_line(identifier)}  {article.published_at:%Y-%m-%d %H:%M}  {_line(article.publisher)}".rstrip())
    for line in _marked(article.text, extraction.mentions).split("\n", allow_blank=True):
        yield Text("│ ").append(line)  # no line of an article can pass for one of ours
    relevance = extraction.relevance
    label = f"{RELEVANCE[relevance.label]}({relevance.label})"
    yield Text(f"판정: {label}, 점수 {relevance.score:.2f}, 추출기 {extraction.version}")
    for number, mention in enumerate(extraction.mentions, 1):
        yield Text()
        yield from _event(number, mention)
    yield Text()


def legend() -> Text:
    """Which colour is what."""
    told = Text("색: ")
    for kind in STYLES:
        told.append(TITLES.get(kind, "경과"), STYLES[kind]).append("  ")
    return told


def _marked(text: str, mentions: tuple[OutageMention, ...]) -> Text:
    marked = Text(visible(text))
    for mention in mentions:
        for milestone in mention.milestones:
            marked.stylize(STYLES["milestone"], milestone.evidence.start, milestone.evidence.end)
        for kind, spans in mention.evidence.items():
            for span in spans:
                marked.stylize(STYLES.get(kind, "bold"), span.start, span.end)
    return marked


def _event(number: int, mention: OutageMention) -> Iterator[Text]:
    heading = f"사건 {number} ({ROLES[mention.role]}), 확신 {mention.confidence:.2f}"
    yield Text("  ".join([heading, *_reasons(mention, "role")]))
    for name in FIELDS:
        key = EVIDENCE.get(name, name)
        line = Text("  ").append(f"{TITLES[key]}: ", STYLES.get(key, ""))
        yield line.append("  ".join([_line(_value(mention, name)), *_reasons(mention, key)]))
    for milestone in mention.milestones:
        yield Text(f"  경과: {milestone.at} {_line(milestone.what)}  {_quoted(milestone.evidence)}")


def _value(mention: OutageMention, name: str) -> str:
    value = getattr(mention, name)
    if value is None:
        return "-"
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, float | int):
        return f"{value:g} {mention.duration_qualifier or ''}".rstrip()
    return str(value)


def _reasons(mention: OutageMention, key: str) -> Iterator[str]:
    """The words, or what the value rests on, or both; then the rule or model that gave it."""
    spans = mention.evidence.get(key, ())
    if spans:
        yield " ".join(_quoted(span) for span in spans)
    if key in mention.basis:
        yield f"근거: {_line(mention.basis[key])}"
    if key in mention.made_by:
        yield f"[{_line(mention.made_by[key])}]"


def _quoted(span: Evidence) -> str:
    return f"“{_line(span.quote)}” {span.start}:{span.end}"
