"""From systems and onsets to outages: one for each onset and group of systems that share it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from classifier.decisions.judge import Judged, likeliest
from classifier.decisions.linear import LinearModel
from classifier.decisions.parting import returned, supplied
from classifier.decisions.relations import Outage, entity_row, listed, near, onset_row, together_row, when_row
from classifier.decisions.scene import Entity, Onset, Place, Scene, nearest

CONSIDERED = 0.08  # P of a system below which it is forgotten
POSSIBLE = 0.3  # P of an onset below which it is forgotten
MOST_SYSTEMS, MOST_ONSETS = 60, 24  # of one article, the surest; no article that we know has more than 15 and 9
MOST_PLACES = 80  # of one outage that are weighed; no article that we know has more than 21
HIT = 0.75  # P of a hit from which a system that no onset has is an outage of its own
BESIDE = 0.4  # the same, of one of another operator than all that have one: whom it hit too is told in passing
IN_PASSING = frozenset({"operator", "open"})  # sources of such; a service by its own name is mostly only named
# P from which a system is of the same outage as another: of one list, of one sentence, or farther apart. Low, for a missed
# name costs an event where a false one costs a name.
LISTED, NEAR, FAR = 0.06, 0.06, 0.18

Models = Mapping[str, LinearModel]


def scene_of(judged: Judged, models: Models) -> Scene:
    """The likely systems and onsets of an article."""
    return timed(weighed(Scene.of(judged), models["entity"]), models["when"])


def weighed(scene: Scene, model: LinearModel) -> Scene:
    """The scene with every system's P by the model `entity`, without those that surely were not hit."""
    sure = [replace(entity, hit=model.probability(entity_row(scene, entity))) for entity in scene.entities]
    ranked = sorted(sure, key=lambda entity: -entity.hit)
    kept = {entity.key for n, entity in enumerate(ranked[:MOST_SYSTEMS]) if entity.hit >= CONSIDERED or n < 2}
    return replace(scene, entities=tuple(entity for entity in sure if entity.key in kept))


def timed(scene: Scene, model: LinearModel) -> Scene:
    """The scene with every onset's P by the model `when`, without those at which surely nothing began."""
    sure = [replace(onset, p=model.probability(when_row(scene, onset))) for onset in scene.onsets]
    possible = [onset for onset in sure if onset.p >= POSSIBLE]
    return replace(scene, onsets=likeliest(possible, lambda onset: onset.p, MOST_ONSETS))


def anchor_of(scene: Scene, onset: Onset, model: LinearModel) -> Entity | None:
    """The system whose outage most likely began then."""
    return max(
        scene.entities,
        key=lambda entity: (model.probability(onset_row(scene, entity, onset)), -entity.places[0].at),
        default=None,
    )


def anchors_of(scene: Scene, model: LinearModel) -> list[Entity | None]:
    """The likeliest system for every onset."""
    return [anchor_of(scene, onset, model) for onset in scene.onsets]


def outages_of(scene: Scene, anchors: Sequence[Entity | None], model: LinearModel) -> list[Outage]:
    """The outages of an article, in the order in which the text tells them: of the surest system where none is sure."""
    found: list[Outage] = []
    for onset, anchor in zip(scene.onsets, anchors, strict=True):
        if anchor is not None:
            others = _joining(scene, anchor, onset, model)
            found.append(_outage(scene, [anchor, *others], onset))
    taken = {entity.key for outage in found for entity in outage.entities}
    free = [entity for entity in scene.entities if entity.key not in taken and _stands_alone(entity, found)]
    if not found and not free:
        free = [max(scene.entities, key=lambda entity: entity.hit)] if scene.entities else []
    while free:
        anchor = max(free, key=lambda entity: entity.hit)
        others = [entity for entity in _joining(scene, anchor, None, model) if entity in free]
        found.append(_outage(scene, [anchor, *others], _told_nearest(scene, anchor), by_day=anchor.hit < HIT))
        free = [entity for entity in free if entity is not anchor and entity not in others]
    told = (part for outage in found for part in _parted(scene, outage))
    return sorted(told, key=lambda outage: min(place.at for place in (*outage.places, *outage.starts)))


def _stands_alone(entity: Entity, found: Sequence[Outage]) -> bool:
    """Whether a system that no onset has is an outage beside those that have one."""
    known = entity.operator is None or any(entity.operator in outage.operators for outage in found)
    other = bool(found) and not known
    return entity.hit >= (BESIDE if other and entity.best.candidate.source in IN_PASSING else HIT)


def _parted(scene: Scene, outage: Outage) -> Iterator[Outage]:
    """The outages that one of systems that failed together is: mostly itself."""
    for group in supplied(outage):
        part = _part(scene, outage, group)
        for back, systems in returned(scene, part).items():
            yield _part(scene, part, systems, back)


def _part(scene: Scene, outage: Outage, group: list[Entity], back: str = "") -> Outage:
    """Some systems of an outage as one of its own; all of them are the outage itself."""
    if len(group) == len(outage.entities) and back == outage.back:
        return outage
    return _outage(scene, group, outage.onset, by_day=outage.by_day, back=back)


def _told_nearest(scene: Scene, entity: Entity) -> Onset | None:
    """The onset that is told nearest to a system that no onset is of: it most likely failed with those that it is of."""
    return min(scene.onsets, key=lambda onset: scene.closest(onset, entity)[0], default=None)


def _joining(scene: Scene, anchor: Entity, onset: Onset | None, model: LinearModel) -> list[Entity]:
    """The systems that most likely failed with `anchor`."""
    others = [entity for entity in scene.entities if entity is not anchor]
    likely = {entity.key: model.probability(together_row(scene, anchor, entity, onset)) for entity in others}
    return [entity for entity in others if likely[entity.key] >= _needed(scene, anchor, entity, onset)]


def _needed(scene: Scene, anchor: Entity, entity: Entity, onset: Onset | None) -> float:
    """How likely a system must be to join, by how it stands to the one that the onset is of."""
    if listed(scene.judged.reading.text, anchor, entity):
        return LISTED
    told = [*(onset.places if onset else anchor.places), *(place for place in anchor.places if place.sentence)]
    return NEAR if any(near(a, b) for a in told for b in entity.places) else FAR


def _outage(scene: Scene, group: list[Entity], onset: Onset | None, by_day: bool = False, back: str = "") -> Outage:
    ordered = sorted(group, key=lambda entity: (not entity.in_title, entity.places[0].at))
    return Outage(ordered, onset, onset.p if onset else 0.0, _own_places(scene, ordered, onset), by_day, back)


def _own_places(scene: Scene, group: Sequence[Entity], onset: Onset | None) -> list[Place]:
    """The mentions of the group's systems, without those that stand by another onset of the same system."""
    places = [place for entity in group for place in entity.places][:MOST_PLACES]
    if onset is None:
        return places
    others = [p for other in scene.onsets if other is not onset for p in other.places]
    return [p for p in places if _nearer(p, onset.places, others)] or places


def _nearer(place: Place, ours: Sequence[Place], theirs: Sequence[Place]) -> bool:
    rival, where = nearest(place, theirs)
    return where is None or not near(place, where) or nearest(place, ours)[0] <= rival
