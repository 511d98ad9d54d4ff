"""Article -> what it says of outages: candidates, decisions, outages, and at last mentions with their evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from classifier.decisions.features import Context
from classifier.decisions.fields import Fields, milestones, quote
from classifier.decisions.judge import PLAIN, Judged, JudgedSystem, asserted_of, judge
from classifier.decisions.linear import LinearModel
from classifier.decisions.listing import full_name, function_of, named_systems
from classifier.decisions.models import bundled_models
from classifier.decisions.operators import operator_of
from classifier.decisions.outages import scene_of
from classifier.decisions.role_features import role_row
from classifier.decisions.same import folded
from classifier.decisions.scene import Entity
from classifier.decisions.status_features import status_row
from classifier.decisions.wholes import Story, article_row, confidence_row, event_row, of_another
from classifier.reading import read
from classifier.relevance.prefilter import may_tell_of_outage
from classifier.systems.candidates import Candidate
from classifier.text.ordinary import Ordinary, ordinary
from classifier.text.sentences import Span
from classifier.version import extractor_version
from storage.records import Article, Evidence, Extraction, OutageMention, Relevance, RelevanceLabel, Role, Status

Models = Mapping[str, LinearModel]
SAID = 0.3  # P that some clause tells of a named system's outage, below which an article tells of none
UNSAID = 0.01  # the same, below which no more is worked out
TOLD = 0.6  # the same, from which an article that is not surely a report is called one
SURE = 0.9  # P of a report from which it is one even so
LIKELY, CREDIBLE = 0.75, 0.4  # P of a report, and confidence of its surest outage, from which it is called one
REFERRED = 0.5  # confidence of its surest outage, from which an article that is no report may be a reference
KEPT = 0.35  # P of an outage of its own from which it is told beside others
MOST_EVENTS = 12  # per article; more would be furniture
MOST_QUOTES = 4  # of one property, and systems that are quoted, per event
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
        return _nothing(version)
    plain = ordinary(article.text)
    context = Context.of(read(plain.text[:LONGEST_TEXT], article.published_at))
    asserted = asserted_of(context, models)
    if max(asserted, default=0.0) < SAID:
        return _nothing(version)
    judged = judge(context, asserted, models)
    if judged.said < UNSAID:
        return _nothing(version)
    story = Story.of(scene_of(judged, models), models)
    story, beliefs = folded(story, beliefs_of(story, models), models)
    probabilities = models["relevance"].probabilities(article_row(story, beliefs))
    sure = max((_confidence(models, belief) for belief in beliefs), default=0.0)
    label = relevance_label(probabilities, story, sure)
    relevance = Relevance(label, round(probabilities["report"], 4), version)
    if label == "none":
        return Extraction(relevance, (), version)
    mentions = (_mention(story, n, models, label, beliefs[n]) for n in kept(beliefs))
    return Extraction(relevance, tuple(_as_written(mention, plain, article.text) for mention in mentions), version)


def _nothing(version: str) -> Extraction:
    """What is so sure to tell of no outage that it was not read to its end."""
    return Extraction(Relevance("none", 0.0, version), (), version)


def beliefs_of(story: Story, models: Models) -> list[float]:
    """For each outage P(it happened, and is told as one of its own)."""
    return [models["event"].probability(event_row(story, n)) for n in range(len(story.outages))]


def kept(beliefs: Sequence[float]) -> list[int]:
    """The numbers of the outages that are told: the likely ones, or at least the likeliest."""
    likely = [n for n, p in enumerate(beliefs) if p >= KEPT] or [beliefs.index(max(beliefs))]
    return likely[:MOST_EVENTS]


def tells(story: Story) -> bool:
    """Whether some clause says that an outage hit a system that it names."""
    return bool(story.outages) and story.scene.judged.said >= SAID


def relevance_label(probabilities: Mapping[str, float], story: Story, sure: float) -> RelevanceLabel:
    """A sure `report`; else the likelier of `reference` and `none`, for an outage may be told by an article that is not surely about it,
    if that outage is likelier right than wrong.

    `none` where no clause says that an outage hit a system that it names, unless all else is sure (a service that nobody
    knows yet is named by a word that looks like none). `sure`: confidence of the surest outage.
    """
    report = probabilities["report"]
    if not story.outages or not (tells(story) or report >= SURE):
        return "none"
    if report >= LIKELY and sure >= CREDIBLE and (story.scene.judged.said >= TOLD or report >= SURE):
        return "report"
    referred = sure >= REFERRED and probabilities["reference"] > probabilities["none"]
    return "reference" if referred else "none"


def _confidence(models: Models, belief: float) -> float:
    return round(models["confidence"].probability(confidence_row(belief)), 3)


def _mention(story: Story, n: int, models: Models, label: RelevanceLabel, belief: float) -> OutageMention:
    outage, judged = story.outages[n], story.scene.judged
    status = _status(_best(models["status"].probabilities(status_row(story, n))))
    role = _role(_best(models["role"].probabilities(role_row(story, n))))
    role = "background" if label == "reference" else role
    fields = _of_its_own(story, n)
    fields = _without_end(fields) if status in {"ongoing", "partial"} else fields
    systems = named_systems(story.scene, story.outages, outage)
    operator = operator_of(story, outage, systems, models["operator"])
    evidence, basis, made_by = _told(fields)
    named = [(entity, function_of(judged, entity)) for entity in systems]
    quoted = chain.from_iterable(_named(judged, *one) for one in named[:MOST_QUOTES])
    evidence["system"] = tuple(dict.fromkeys(quoted))
    basis["status"] = "model:status"
    made_by |= {"system": "model:system", "status": "model:status", "role": "model:role"}
    if operator is not None:
        made_by["operator"] = operator.made_by
        if operator.place is not None:
            evidence["operator"] = (_words(judged, operator.place),)
        else:
            basis["operator"] = operator.made_by
    return OutageMention(
        systems=tuple(dict.fromkeys(full_name(*one) for one in named)),
        operator=operator.name if operator else None,
        role=role,
        started_at=fields.start.value if fields.start else None,
        ended_at=fields.end.value if fields.end else None,
        duration_minutes=fields.length.minutes if fields.length else None,
        duration_qualifier=fields.length.qualifier if fields.length else None,
        status=status,
        cause=fields.cause.cause if fields.cause else "unknown",
        milestones=milestones(story.scene, outage, fields.start, fields.end),
        evidence=evidence,
        basis=basis,
        made_by=made_by,
        confidence=_confidence(models, belief),
    )


def _as_written(mention: OutageMention, plain: Ordinary, text: str) -> OutageMention:
    """The mention with its quotes in `text`, which was read as `plain`."""
    told = mention.evidence.items()
    evidence = {name: tuple(_short(plain.written(span, text)) for span in spans) for name, spans in told}
    milestones = [replace(one, evidence=_short(plain.written(one.evidence, text))) for one in mention.milestones]
    return replace(mention, evidence=evidence, milestones=tuple(milestones))


def _of_its_own(story: Story, n: int) -> Fields:
    """Without a cause that is told with another outage: last year's fire is not why it fails today. (The models saw it; only what is told changes.)"""
    fields = story.fields[n]
    told = fields.cause is not None and of_another(story, n, fields.cause.evidence.start)
    return replace(fields, cause=None) if told else fields


def _without_end(fields: Fields) -> Fields:
    """What goes on has no end yet, nor a length that an end gives. (The model of the status saw the end.)"""
    stated = fields.length if fields.length and fields.length.evidence else None
    return replace(fields, end=None, length=stated)


def _told(fields: Fields) -> tuple[dict[str, tuple[Evidence, ...]], dict[str, str], dict[str, str]]:
    """Evidence, basis and maker of start, end, duration and cause."""
    evidence: dict[str, tuple[Evidence, ...]] = {}
    basis: dict[str, str] = {}
    made_by: dict[str, str] = {}
    for name, told in (("started_at", fields.start), ("ended_at", fields.end)):
        if told is not None:
            made_by[name] = told.made_by
            if told.evidence is not None:
                evidence[name] = _quotes(told.evidence, told.again)
            else:
                basis[name] = "computed"
    if fields.length is not None:
        made_by["duration"] = "model:duration" if fields.length.evidence else "rule:end_minus_start"
        if fields.length.evidence is not None:
            evidence["duration"] = _quotes(fields.length.evidence, fields.length.again)
            if "ended_at" in basis:  # an end that start and length give is told by the length
                evidence["ended_at"] = evidence["duration"]
        else:
            basis["duration"] = "computed"
    if fields.cause is not None:
        evidence["cause"] = _quotes(fields.cause.evidence, fields.cause.again)
        made_by["cause"] = "model:cause" if fields.cause.word == PLAIN else f"model:cause+{fields.cause.word}"
    return evidence, basis, made_by


def _best(probabilities: Mapping[str, float]) -> str:
    return max(probabilities, key=lambda key: probabilities[key])


def _role(name: str) -> Role:
    return "main" if name == "main" else "background"


def _status(name: str) -> Status:
    known: dict[str, Status] = {"ongoing": "ongoing", "partial": "partial", "restored": "restored"}
    return known.get(name, "unknown")


def _words(judged: Judged, where: Span | Candidate) -> Evidence:
    return quote(judged.reading.text, where.start, where.end)


def _named(judged: Judged, entity: Entity, function: JudgedSystem | None) -> Iterator[Evidence]:
    """Where a system is named: where it was hit most surely, where most is said of it, and what failed of an operator."""
    yield _words(judged, entity.best.candidate)
    longest = max(entity.mentions, key=lambda m: (m.candidate.end - m.candidate.start, m.hit))
    yield _words(judged, longest.candidate)
    if function is not None:
        yield _words(judged, function.candidate)


def _quotes(evidence: Evidence, again: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The words that say something, and those that say it again elsewhere."""
    chosen = [evidence]
    for words in again:
        if all(words.end <= one.start or one.end <= words.start for one in chosen):
            chosen.append(words)
    return tuple(chosen[:MOST_QUOTES])


def _short(evidence: Evidence) -> Evidence:
    end = min(evidence.end, evidence.start + LONGEST_QUOTE)
    return Evidence(evidence.start, end, evidence.quote[: end - evidence.start])
