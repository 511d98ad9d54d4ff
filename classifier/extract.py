"""Article -> what it says of outages: candidates, decisions, frames, and at last mentions with their evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from classifier.decisions.fields import (
    Told,
    end_from_length,
    milestones,
    pick_cause,
    pick_end,
    pick_length,
    pick_start,
    quote,
)
from classifier.decisions.frames import HIT, Frame, gather, parts_of
from classifier.decisions.judge import Judged, JudgedSystem, judge
from classifier.decisions.linear import LinearModel
from classifier.decisions.models import bundled_models
from classifier.decisions.wholes import article_row, event_row, frame_row, role_row
from classifier.reading import read
from classifier.relevance.prefilter import may_tell_of_outage
from classifier.systems.names import system_key
from classifier.version import extractor_version
from storage.records import Article, Evidence, Extraction, OutageMention, Relevance, RelevanceLabel, Role, Status

Models = Mapping[str, LinearModel]
LIKELY = 0.1  # P of a system mention that still counts where nothing better is there
NAMED = 0.3  # P of a system mention from which it is listed
KEPT = 0.35  # P of an outage of its own from which it is told beside others
MOST_EVENTS = 12  # per article; more would be furniture
LONGEST_QUOTE = 160
LONGEST_TEXT = 12_000  # characters that are read: the longest stories of newspapers, and no more of what is none


def extract_all(articles: Iterable[Article], models: Models | None = None) -> Iterator[Extraction]:
    """Extract every article, in order. `models` defaults to those that come with the package."""
    chosen = models if models is not None else bundled_models()
    version = extractor_version()
    for article in articles:
        yield extract_text(article, chosen, version)


def extract(article: Article) -> Extraction:
    """What one article says of outages."""
    return next(extract_all([article]))


def extract_text(article: Article, models: Models, version: str) -> Extraction:
    """Extraction with given models; evidence spans point into `article.text`."""
    if not may_tell_of_outage(article.headline, article.body):
        return Extraction(Relevance("none", 0.0, version), (), version)
    judged = judge(read(article.text[:LONGEST_TEXT], article.published_at), models)
    outline = Outline.of(judged, models)
    probabilities = models["relevance"].probabilities(article_row(judged, outline.frames, outline.starts))
    label = relevance_label(probabilities, outline)
    relevance = Relevance(label, round(probabilities["report"], 4), version)
    if label == "none":
        return Extraction(relevance, (), version)
    beliefs = outline.beliefs(models)
    kept = [n for n, p in enumerate(beliefs) if p >= KEPT] or [beliefs.index(max(beliefs))]
    mentions = [_mention(outline, n, models, label, beliefs[n]) for n in kept]
    return Extraction(relevance, tuple(mentions[:MOST_EVENTS]), version)


@dataclass(frozen=True, slots=True)
class Outline:
    """The frames of an article that name a system, with the start and the systems of each."""

    judged: Judged
    frames: tuple[Frame, ...]
    starts: tuple[Told | None, ...]
    systems: tuple[tuple[JudgedSystem, ...], ...]

    @classmethod
    def of(cls, judged: Judged, models: Models) -> Outline:
        """Gather clauses into frames; a frame without any system is given the article's likeliest one, or dropped."""
        frames = gather(judged, models["link"]) or _likeliest(judged)
        named = [(frame, systems) for frame in frames if (systems := systems_of(frame, judged))]
        starts = tuple(pick_start(frame, judged) for frame, _ in named)
        return cls(judged, tuple(frame for frame, _ in named), starts, tuple(systems for _, systems in named))

    def beliefs(self, models: Models) -> list[float]:
        """For each frame P(it is an outage that happened, told as one of its own)."""
        return [
            models["event"].probability(event_row(self.judged, self.frames, frame, systems, start))
            for frame, systems, start in zip(self.frames, self.systems, self.starts, strict=True)
        ]


def likelihood(frame: Frame, systems: Sequence[JudgedSystem]) -> float:
    """P(it happened) times P(it hit this system), by the surest clause and mention."""
    return max(part.asserted for part in frame.parts) * max(system.hit for system in systems)


def _likeliest(judged: Judged) -> list[Frame]:
    """Where nothing was sure enough to open a frame: the clause that most likely tells of an outage."""
    parts = [part for part in parts_of(judged, floor=0.0) if part.systems]
    return [Frame([max(parts, key=lambda part: part.asserted)])] if parts else []


def relevance_label(probabilities: Mapping[str, float], outline: Outline) -> RelevanceLabel:
    """The likeliest label; an article in which no outage was found is `none` whatever its words."""
    if not outline.frames:
        return "none"
    label = max(probabilities, key=lambda name: probabilities[name])
    return label if label in {"report", "reference"} else "none"  # type: ignore[return-value]


def systems_of(frame: Frame, judged: Judged) -> tuple[JudgedSystem, ...]:
    """The systems that a frame's outage hit, likeliest mention of each name, most prominent first."""
    best: dict[str, JudgedSystem] = {}
    for part in frame.parts:
        for system in part.systems:
            key = system_key(system.candidate.name)
            if system.hit >= NAMED and (key not in best or system.hit > best[key].hit):
                best[key] = system
    chosen = [best[key] for key in best if not _covered(key, best)]
    return tuple(chosen) or _nearest_system(frame, judged)


def _covered(key: str, best: Mapping[str, JudgedSystem]) -> bool:
    """A name that a longer one ends or begins with says nothing of its own (인터넷 beside KT 인터넷; KT beside it too)."""
    own = best[key]
    for other, system in best.items():
        if other == key or len(other) <= len(key):
            continue
        if other.endswith(key) or (other.startswith(key) and own.candidate.source == "operator"):
            return True
        del system
    return False


def _nearest_system(frame: Frame, judged: Judged) -> tuple[JudgedSystem, ...]:
    """For a frame that names none: its own likeliest mention, else the likeliest before it, if likely at all."""
    own = [s for part in frame.parts for s in part.systems if s.hit >= LIKELY]
    if own:
        return (max(own, key=lambda s: s.hit),)
    first = min(part.clause for part in frame.parts)
    before = [s for s in judged.systems if s.clause <= first and s.hit >= HIT]
    return (max(before, key=lambda s: (s.clause, s.hit)),) if before else ()


def _mention(outline: Outline, n: int, models: Models, label: RelevanceLabel, belief: float) -> OutageMention:
    judged, frame, start, systems = outline.judged, outline.frames[n], outline.starts[n], outline.systems[n]
    end = pick_end(frame, judged, start)
    length = pick_length(frame, start, end)
    end = end or end_from_length(start, length)
    cause = pick_cause(frame, judged)
    row = frame_row(judged, outline.frames, frame, start, end)
    status = _best(models["status"].probabilities(row))
    role = _best(models["role"].probabilities(role_row(judged, outline.frames, frame, start, end)))
    role = "background" if label == "reference" else role
    if end is not None and status == "ongoing":  # what has an end goes on no more, whatever the words around say
        status = "restored"
    operator = next((s.candidate.operator for s in systems if s.candidate.operator), None)
    evidence: dict[str, tuple[Evidence, ...]] = {"system": tuple(_system_words(judged, s) for s in systems[:4])}
    basis = {"operator": "gazetteer"} if operator else {}
    made_by = {"system": "model:system", "status": "model:status", "role": "model:role"}
    for name, told in (("started_at", start), ("ended_at", end)):
        if told is not None:
            made_by[name] = told.made_by
            if told.evidence is not None:
                evidence[name] = (_short(told.evidence),)
            else:
                basis[name] = "computed"
    if length is not None:
        made_by["duration"] = "model:duration" if length.evidence else "rule:end_minus_start"
        if length.evidence is not None:
            evidence["duration"] = (_short(length.evidence),)
        else:
            basis["duration"] = "computed"
    if cause is not None:
        evidence["cause"], made_by["cause"] = (_short(cause.evidence),), f"model:cause+{cause.word}"
    basis["status"] = "model:status"
    return OutageMention(
        systems=tuple(dict.fromkeys(s.candidate.name for s in systems)),
        operator=operator,
        role=_role(role),
        started_at=start.value if start else None,
        ended_at=end.value if end else None,
        duration_minutes=length.minutes if length else None,
        duration_qualifier=length.qualifier if length else None,
        status=_status(status),
        cause=cause.cause if cause else "unknown",
        milestones=milestones(frame, judged, start, end),
        evidence=evidence,
        basis=basis,
        made_by=made_by,
        confidence=round(belief, 3),
    )


def _best(probabilities: Mapping[str, float]) -> str:
    return max(probabilities, key=lambda key: probabilities[key])


def _role(name: str) -> Role:
    return "main" if name == "main" else "background"


def _status(name: str) -> Status:
    known: dict[str, Status] = {"ongoing": "ongoing", "partial": "partial", "restored": "restored"}
    return known.get(name, "unknown")


def _system_words(judged: Judged, system: JudgedSystem) -> Evidence:
    return _short(quote(judged.reading.text, system.candidate.start, system.candidate.end))


def _short(evidence: Evidence) -> Evidence:
    end = min(evidence.end, evidence.start + LONGEST_QUOTE)
    return Evidence(evidence.start, end, evidence.quote[: end - evidence.start])
