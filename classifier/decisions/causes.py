"""What an outage's cause could be: every cause that the article may tell against each other, and against that nobody tells."""

from __future__ import annotations

from collections.abc import Sequence

from classifier.decisions.company import company_of
from classifier.decisions.features import Row, bucket, told_row
from classifier.decisions.judge import JudgedCause
from classifier.decisions.relations import Outage, attach_row
from classifier.decisions.scene import Place, Scene, place_of


def cause_choices(scene: Scene, outages: Sequence[Outage], outage: Outage) -> list[tuple[JudgedCause | None, Row]]:
    """What an outage's cause could be, with its features: every one that a clause may tell, and that nobody tells."""
    told = scene.judged.causes
    return [
        *((cause, named_row(scene, outages, outage, cause)) for cause in told),
        (None, untold_row(scene, outages, outage, told)),
    ]


def named_row(scene: Scene, outages: Sequence[Outage], outage: Outage, cause: JudgedCause) -> Row:
    """Is this the outage's cause? Its place, its surety, the words of its clause, what else is said of causes."""
    place = place_of(scene.judged, cause.clause, cause.span.start)
    row = attach_row(outages, outage, place, cause.names)
    alike = [other.names for other in scene.judged.causes if other.cause == cause.cause and other is not cause]
    rivals = [other.names for other in scene.judged.causes if other.cause != cause.cause]
    kinds = {other.cause for other in scene.judged.causes}
    row.update(
        {
            f"cause={cause.cause}": 1.0,
            f"word={cause.word}": 1.0,
            f"cause={cause.cause} p": cause.names,
            "support": min(2.0, sum(alike)),
            "surest alike": max(alike, default=0.0),
            "margin": cause.names - max(rivals, default=0.0),
            f"kinds={min(len(kinds), 4)}": 1.0,
        }
    )
    row.update({f"{cause.cause} beside {kind}": 1.0 for kind in kinds if kind != cause.cause})
    row.update(told_row(scene.judged.context.words_in(scene.judged.reading.clauses[place.clause])))
    row.update(_company_row(scene, outages, outage, cause, place))
    row.update(_customers_row(outages, outage, cause, place))
    return row


def _customers_row(outages: Sequence[Outage], outage: Outage, cause: JudgedCause, place: Place) -> Row:
    """How many operators were hit at once, and whether another's outage stands beside: a supplier's failure is its customers' cause."""
    operators = outage.operators
    others = [other for other in outages if other is not outage and not operators & other.operators]
    supplier = f"third={cause.cause == 'third_party'}"
    here = any(p.sentence == place.sentence for other in others for p in other.places)
    mine = any(p.sentence == place.sentence for p in outage.places)
    that_day = any(_same_day(other, outage) for other in others)
    earlier = any(other.places[0].at < outage.places[0].at for other in others)
    return {
        f"owners={min(len(operators), 3)} {cause.cause}": 1.0,
        f"systems={min(len(outage.entities), 3)} {cause.cause}": 1.0,
        f"others here={here} mine={mine} that day={that_day} {supplier}": 1.0,
        f"others={min(len(others), 2)} kin={min(len(outages) - 1 - len(others), 2)} {supplier}": 1.0,
        f"others before={earlier} that day={that_day} {supplier}": 1.0,
    }


def _same_day(one: Outage, other: Outage) -> bool:
    return bool(one.onset and other.onset and one.onset.value[:10] == other.onset.value[:10])


def _company_row(scene: Scene, outages: Sequence[Outage], outage: Outage, cause: JudgedCause, place: Place) -> Row:
    """Whose names stand in the sentence, whose is the failure that it tells of, and is it of an earlier case?"""
    clauses = scene.judged.reading.clauses
    company = company_of(scene.judged, outage, place.sentence)
    beside, subject = company.beside(), company.subject(cause.span.end)
    earlier = any(cue.kind == "earlier" for c in clauses if c.sentence == place.sentence for cue in c.cues)
    young = _is_young(outages, outage)
    told_in = {p.sentence for p in (*outage.places, *outage.starts)}
    inside = place.sentence in told_in
    where = f"young={young} start={_stands(place, outage.starts)} name={_stands(place, outage.places)}"
    first = outages.index(outage) == 0
    return {
        beside: 1.0,
        f"{beside} title={place.sentence == 0}": 1.0,
        f"subject={subject}": 1.0,
        f"subject={subject} {cause.cause}": 1.0,
        f"earlier={earlier} young={young}": 1.0,
        f"earlier={earlier} first={first}": 1.0,
        where: 1.0,
        f"{where} outages={min(len(outages), 2)}": 1.0,
        f"inside={inside} sentences={bucket(len(told_in), 1, 2, 4)}": 1.0,
        f"inside={inside} young={young}": 1.0,
        f"inside={inside} young={young} p": cause.names,
        f"open={scene.judged.context.leaves_open} word={cause.word}": 1.0,
        f"open={scene.judged.context.leaves_open} {cause.cause}": 1.0,
        f"young={young} told={bucket(place.sentence, 0, 1, 2, 4)}": 1.0,
    }


def _stands(here: Place, there: Sequence[Place]) -> str:
    """Whether a sentence is one of others, the one before, the one behind, or far."""
    numbers = {place.sentence for place in there}
    steps = {"in": 0, "next": -1, "before": 1}
    return next((name for name, off in steps.items() if here.sentence + off in numbers), "far") if numbers else "none"


def untold_row(scene: Scene, outages: Sequence[Outage], outage: Outage, offered: Sequence[JudgedCause]) -> Row:
    """Does the article leave the outage's cause open?"""
    clauses = scene.judged.reading.clauses
    own = {place.sentence for place in (*outage.places, *outage.starts)}
    open_in = {clause.sentence for clause in clauses if clause.leaves_open}
    inside = max((cause.names for cause in offered if clauses[cause.clause].sentence in own), default=0.0)
    held = f"inside={bucket(inside, 0, 0.25, 0.5)}"
    young = _is_young(outages, outage)
    return {
        "untold": 1.0,
        "untold surest": max((cause.names for cause in offered), default=0.0),
        "untold inside": inside,
        f"untold open={bool(open_in)}": 1.0,
        f"untold open={bool(open_in)} {held}": 1.0,
        f"untold open={bool(open_in)} young={young}": 1.0,
        f"untold open near={any(n in own or n - 1 in own for n in open_in)}": 1.0,
        f"untold open in title={0 in open_in}": 1.0,
        f"untold order={min(outages.index(outage), 2)}": 1.0,
        f"untold outages={min(len(outages), 3)}": 1.0,
        f"untold start={bool(outage.starts)}": 1.0,
        f"untold {held}": 1.0,
        f"untold {held} sentences={bucket(len(own), 1, 2, 4)}": 1.0,
        f"untold {held} young={young}": 1.0,
    }


def _is_young(outages: Sequence[Outage], outage: Outage) -> bool:
    """Whether no outage of the article began later."""
    return outage.onset is not None and outage.onset.value >= max(o.onset.value for o in outages if o.onset)
