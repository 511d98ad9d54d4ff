"""Systems that failed together and yet are outages of their own: a supplier and its customers, and those that came back at different times."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from classifier.decisions.field_features import end_value
from classifier.decisions.relations import Outage, listed
from classifier.decisions.scene import Entity, Place, Scene, closest, compatible, place_of

SUPPLIERS = frozenset({"cloud_infra"})  # sectors of those whose failure takes others' services along
SUPPLIED, SUPPLYING = 0.4, 0.7  # P of a hit from which a customer and a supplier failed each for itself
RETURNED = 0.35  # P of an end from which it may be that of a system alone
STILL_OUT = 0.5  # P of a hit from which what is told apart from all that came back did not come back with them
APART = (True, 1.0)  # in no list with another system, and in no sentence
ALONE = 0.25  # P of a hit from which a system may have an end of its own


def supplied(outage: Outage) -> list[list[Entity]]:
    """docs/annotation.md: a supplier and its customers are two outages, even of the same time."""
    suppliers = [entity for entity in outage.entities if entity.best.candidate.sector in SUPPLIERS]
    theirs = {entity.operator for entity in suppliers}
    customers = [entity for entity in outage.entities if entity not in suppliers and entity.operator not in theirs]
    if _surest(suppliers) < SUPPLYING or _surest(customers) < SUPPLIED:
        return [outage.entities]
    return [[entity for entity in outage.entities if entity not in customers], customers]


def _surest(entities: Sequence[Entity]) -> float:
    return max((entity.hit for entity in entities), default=0.0)


def returned(scene: Scene, outage: Outage) -> Mapping[str, list[Entity]]:
    """docs/annotation.md: where systems came back at different times, they are outages of their own. The groups by their ends; what no end is told
    of, and what is told apart from all that came back, has an empty one, as all have where nothing parts them.
    """
    own = own_ends(scene, outage)
    finest_first = sorted(set(own.values()), key=lambda value: (-len(value), value))
    if all(compatible(a, b) for a, b in combinations(finest_first, 2)):
        return {"": outage.entities}
    back = [entity for entity in outage.entities if entity.key in own]
    with_them = {entity.key: min(back, key=lambda other: _apart(scene, entity, other)) for entity in outage.entities}
    rest = [e for e in outage.entities if e.key not in own and _apart(scene, e, with_them[e.key]) >= APART]
    still_out = {entity.key for entity in rest} if _surest(rest) >= STILL_OUT else frozenset()
    groups: dict[str, list[Entity]] = {}
    for entity in outage.entities:
        value = own[with_them[entity.key].key]
        finest = next(other for other in finest_first if compatible(other, value))
        groups.setdefault("" if entity.key in still_out else finest, []).append(entity)
    return groups


def _apart(scene: Scene, entity: Entity, other: Entity) -> tuple[bool, float]:
    """How far apart two systems are told, nearer if they stand in one list; a system is nearest to itself."""
    return not listed(scene.judged.reading.text, entity, other), closest(entity.places, other.places)[0]


def own_ends(scene: Scene, outage: Outage) -> Mapping[str, str]:
    """When each system came back, by its key: the last end told behind its name, or behind that of one of its list, in a sentence of the body."""
    text = scene.judged.reading.text
    likely = [entity for entity in outage.entities if entity.hit >= ALONE]
    own: dict[str, str] = {}
    for place, value in _ends(scene, outage):
        before = [(p.at, entity) for entity in likely for p in entity.places if _is_before(p, place)]
        if before:
            last = max(before, key=lambda one: one[0])[1]
            theirs = [entity for _, entity in before if entity is last or listed(text, entity, last)]
            own.update({entity.key: max(value, own.get(entity.key, "")) for entity in theirs})
    return own


def _is_before(name: Place, end: Place) -> bool:
    return name.sentence == end.sentence and name.at < end.at


def _ends(scene: Scene, outage: Outage) -> Iterator[tuple[Place, str]]:
    """The ends that the body tells of this outage: behind its onset, and before that of any other."""
    judged, start = scene.judged, outage.start
    onsets = [onset.value for onset in scene.onsets if onset is not outage.onset]
    for told in judged.ends:
        place, value = place_of(judged, told.clause, told.time.evidence.start), end_value(told)
        follows = len(start) >= 10 and value > start and not any(start < other <= value for other in onsets)
        if place.sentence and told.p("end") >= RETURNED and follows:
            yield place, value
