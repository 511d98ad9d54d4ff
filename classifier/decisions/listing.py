"""Which of an outage's systems are listed: every service once, by the name that says most of it."""

from __future__ import annotations

from collections.abc import Sequence

from classifier.decisions.judge import Judged, JudgedSystem
from classifier.decisions.relations import LIKELY, Outage, listed
from classifier.decisions.scene import Entity, Scene
from classifier.systems.names import system_key
from classifier.systems.naming import INTRODUCING

FUNCTION = 0.8  # P of a hit from which a function is listed beside its service, though that is surer
MERE = 0.5  # the same, beside any other system
STRAY = 0.3  # the same for any system, beside one of another operator
ENUMERATED = 0.2  # P of a hit from which a function is listed that the text lists with others of its owner
FULLER = 0.4  # P of a hit from which a name stands for a shorter form of it, though that is surer
ELSEWHERE = 0.5  # sentences by which a system stands farther from an onset than its nearest: not in that sentence


def named_systems(scene: Scene, outages: Sequence[Outage], outage: Outage) -> list[Entity]:
    """The systems to list with one of the outages of an article, at least one: those that no other of them names better, and that are told
    here.
    """
    text, entities = scene.judged.reading.text, outage.entities
    best = [one for one in entities if not _is_named_better(text, [e for e in entities if e is not one], one)]
    return told_here(scene, outages, outage, best) or [max(entities, key=lambda entity: entity.hit)]


def told_here(scene: Scene, outages: Sequence[Outage], outage: Outage, systems: Sequence[Entity]) -> list[Entity]:
    """Those of an outage's systems that are not told nearer to another's onset: what failed in October is not all of what failed in May.

    The systems that stand nearest to the onset, and others of that sentence, stay; without an onset all do.
    """
    onset = outage.onset
    if onset is None or not systems:
        return list(systems)
    gaps = {one.key: scene.closest(onset, one)[0] for one in systems}
    here = min(gaps.values()) + ELSEWHERE
    others = [other for other in outages if other is not outage]
    return [one for one in systems if gaps[one.key] <= here or not _is_nearer(scene, others, one, gaps[one.key])]


def _is_nearer(scene: Scene, outages: Sequence[Outage], one: Entity, gap: float) -> bool:
    return any(o.onset and one.key in o.keys and scene.closest(o.onset, one)[0] < gap for o in outages)


def function_of(judged: Judged, entity: Entity) -> JudgedSystem | None:
    """What failed of an operator that is listed by its bare name: what a clause that names it tells of, if nobody owns that."""
    clauses = {place.clause for place in entity.places} if entity.is_operator else set()
    told = (s for s in judged.systems if s.clause in clauses and s.candidate.tail and not s.candidate.owner)
    return max((s for s in told if s.hit >= LIKELY), key=lambda s: s.hit, default=None)


def full_name(entity: Entity, function: JudgedSystem | None) -> str:
    """The name to list: an operator's with what failed of it, 제주항공 발권시스템."""
    return entity.name if function is None else f"{entity.name} {function.candidate.tail}"


def _is_named_better(text: str, others: Sequence[Entity], one: Entity) -> bool:
    """Whether one of the outage's other systems names what `one` names, and better, or does what `one` says."""
    if any(_is_better(text, other, one) for other in others):
        return True
    wholes = [other for other in others if _has_function(other, one) or _is_mere_function(other, one)]
    peers = _peers(text, others, one) if wholes else []
    return any(all(peer is whole for peer in peers) for whole in wholes)


def _is_better(text: str, other: Entity, one: Entity) -> bool:
    """Whether `other` names what `one` names, and better."""
    return (
        _is_service_of(other, one)
        or _is_longer(other, one)
        or _is_fuller(other, one)
        or _is_stray(other, one)
        or _is_introduced(text, other, one)
    )


def _is_service_of(other: Entity, one: Entity) -> bool:
    """새올행정시스템 beside 행정안전부: an operator's own name says nothing beside a service of it."""
    return one.is_operator and not other.is_operator and other.operator == one.operator


def _is_longer(other: Entity, one: Entity) -> bool:
    """KT 인터넷 beside 인터넷 or KT."""
    if len(other.key) <= len(one.key):
        return False
    return other.key.endswith(one.key) or (one.is_operator and other.key.startswith(one.key))


def _is_fuller(other: Entity, one: Entity) -> bool:
    """세종시 민원전산망 beside 세종시 전산망: of one owner, with more said before the noun."""
    noun = system_key(one.best.candidate.noun)
    if not noun or other.hit < FULLER or len(other.key) <= len(one.key):
        return False
    owner = one.key.removesuffix(noun)
    of_one = other.operator == one.operator is not None or (owner != "" and other.key.startswith(owner))
    return one.key.endswith(noun) and other.key.endswith(noun) and of_one


def _has_function(other: Entity, one: Entity) -> bool:
    """카카오톡 beside 카카오톡 메시지: where a service is surer than a function of it, what failed is mostly the service."""
    longer = len(one.key) > len(other.key) and one.key.startswith(other.key)
    if other.is_operator or (_is_general(other) and one.best.candidate.use != "function"):
        return False
    return longer and one.hit < min(FUNCTION, other.hit)


def _is_general(one: Entity) -> bool:
    """인천국제공항공사 시스템: a name that says no more than whose it is, so that its 수하물 분류 시스템 is no function of it."""
    return one.operator is not None and one.key == system_key(one.operator)


def _is_mere_function(other: Entity, one: Entity) -> bool:
    """쏠 beside 신한은행 이체: what one does is mostly done with a system that is named too."""
    if one.best.candidate.use != "function" or other.best.candidate.use == "function":
        return False
    return one.hit < min(MERE, other.hit)


def _peers(text: str, others: Sequence[Entity], one: Entity) -> list[Entity]:
    """뉴스, 카페 and 블로그 of one portal: what the text lists of a whole stays, though that failed (docs/annotation.md)."""
    alike = [
        other
        for other in others
        if other.operator == one.operator and other.best.candidate.source == one.best.candidate.source
    ]
    return [peer for peer in alike if min(peer.hit, one.hit) >= ENUMERATED and listed(text, one, peer)]


def _is_stray(other: Entity, one: Entity) -> bool:
    """What was hardly hit beside a surer system of somebody else."""
    return one.hit < min(STRAY, other.hit) and (one.operator is None or one.operator != other.operator)


def _is_introduced(text: str, other: Entity, one: Entity) -> bool:
    """카카오톡 in 카카오의 메신저 '카카오톡': what describes a surer name right before it is no other service."""
    end, start = one.best.candidate.end, other.best.candidate.start
    return one.hit < other.hit and end <= start and INTRODUCING.fullmatch(text, end, start) is not None
