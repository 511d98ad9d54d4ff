"""Who runs what failed. Of a listed service the gazetteer knows it; of any other, everybody whom the article names is asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from classifier.decisions.features import Row, bucket
from classifier.decisions.linear import LinearModel
from classifier.decisions.organisations import Party
from classifier.decisions.relations import Outage
from classifier.decisions.scene import Entity, distance
from classifier.decisions.times import first_point, moment
from classifier.decisions.wholes import Story
from classifier.systems.called import shortens
from classifier.systems.lexicon import collectives, company_of, company_then
from classifier.systems.names import system_key
from classifier.text.sentences import Span

SHARE = 0.55  # of the systems, each as much as it was surely hit, that one operator must run, or they belong to several
RUNS = 0.2  # P that an organisation runs what failed, from which it is told


@dataclass(frozen=True, slots=True)
class Operator:
    """Who runs an outage's systems, the first place where the text has the name if it does, and what knows it."""

    name: str
    place: Span | None
    made_by: str


def operator_of(story: Story, outage: Outage, systems: Sequence[Entity], model: LinearModel) -> Operator | None:
    """Who most likely runs these systems of an outage; None where nobody likely does, and where they belong to several."""
    runs: defaultdict[str, float] = defaultdict(float)
    for entity in systems:
        if entity.operator:
            runs[company_of(entity.operator)] += entity.hit
    company = max(runs, key=lambda name: runs[name], default="")
    if runs and runs[company] < SHARE * sum(runs.values()):
        return None
    if is_listed(story, systems):
        return _listed(story, outage, company)
    choices = operator_choices(story.parties, outage, systems)
    p, name = max(((model.probability(row), name) for name, row in choices), default=(0.0, ""))
    first = next((party.first for party in story.parties if party.name == name), None)
    return Operator(name, first, "model:operator") if p >= RUNS else None


def is_listed(story: Story, systems: Sequence[Entity]) -> bool:
    """Whether the gazetteer knows who runs one of these systems of an article."""
    return any(entity.operator in story.listed for entity in systems)


def _listed(story: Story, outage: Outage, company: str) -> Operator | None:
    """A company whose services the gazetteer knows; None where it stands for several."""
    if company in collectives():
        return None
    place = next((known.places[0] for known in story.known if company_of(known.name) == company), None)
    made_by = "gazetteer" if company in map(company_of, story.listed) else "rule:most_systems"
    return Operator(_called_then(story, outage, company), place, made_by)


def _called_then(story: Story, outage: Outage, company: str) -> str:
    """Who ran a company's services when the outage began, by the name that the article has for it, if it does not name the company itself."""
    reading = story.scene.judged.reading
    if company in reading.text:
        return company
    day = moment(first_point(outage.onset.value)) if outage.onset else reading.published_at
    then = company_then(company, day.date())
    form = story.called.get(then, then)
    return then if shortens(form, then) else form


def operator_choices(parties: Sequence[Party], outage: Outage, systems: Sequence[Entity]) -> Iterator[tuple[str, Row]]:
    """Everybody who may run these systems of an outage, each with its features: also who is only part of a system's name."""
    named = {party.name: party for party in parties}
    owners = [entity.operator for entity in systems if entity.operator]
    owners += [c.owner or c.name for c in (entity.best.candidate for entity in systems) if c.named or c.owner]
    for name in dict.fromkeys((*named, *owners)):
        party = named.get(name) or Party(name, "unnamed", None, (), {"kind=unnamed": 1.0})
        yield name, party.row | _operator_row(party, outage, systems)


def _operator_row(party: Party, outage: Outage, systems: Sequence[Entity]) -> Row:
    """Does a party run these systems? Whose their names say they are, how its own stands to theirs, how near it is told."""
    mine = [entity for entity in systems if entity.operator == party.name]
    owners = f"owners={min(len({entity.operator for entity in systems if entity.operator}), 3)}"
    relation = _relation(system_key(party.name), [entity.key for entity in systems])
    kind = f"kind={party.kind}"
    share = bucket(len(mine) / len(systems), 0, 0.34, 0.67, 0.99)
    gap = bucket(min((distance(a, b) for a in party.places for b in outage.places), default=9.0), 0.4, 0.99, 1.5, 3)
    return {
        "bias": 1.0,
        f"relation={relation}": 1.0,
        f"relation={relation} {kind}": 1.0,
        f"share={share}": 1.0,
        f"share={share} {owners}": 1.0,
        f"share={share} {kind}": 1.0,
        f"share={share} {owners} {kind}": 1.0,
        f"gap={gap}": 1.0,
        f"gap={gap} relation={relation}": 1.0,
        f"first={systems[0].operator == party.name} {owners}": 1.0,
    }


def _relation(key: str, systems: Sequence[str]) -> str:
    """How a name stands to those of the systems."""
    if key in systems:
        return "equal"
    if any(system.startswith(key) for system in systems):
        return "begins"
    if any(key in system or system in key for system in systems):
        return "within"
    return "alike" if any(system[:2] == key[:2] for system in systems) else "none"
