"""What the models see of a name that a system could have: which words it keeps, and whose it makes the system."""

from __future__ import annotations

from classifier.decisions.features import Context, Row, after, bucket
from classifier.systems.candidates import Candidate
from classifier.systems.lexicon import watchers
from classifier.systems.names import system_key
from classifier.systems.naming import Owner, Owners, Variant
from classifier.systems.phrases import ending_of
from classifier.text.lists import SEPARATED

_NEAREST = ("own", "shared", "introduced", "near", "topic", "carried", "before", "after", "bare")
"""How an owner may stand, from the nearest; what is left is named elsewhere, and often."""


def name_row(context: Context, system: Candidate, variant: Variant, owners: Owners) -> Row:
    """Is this what the system is called? Whose it is said to be, what that owner is and how it stands, which words are kept."""
    key = system_key(variant.name)
    owner = variant.owner
    kind = owner.kind if owner else "-"
    noun = system.kind
    words = len(system.tail.split())
    row: Row = {
        "bias": 1.0,
        f"part={variant.part}": 1.0,
        f"part={variant.part} words={min(words, 4)}": 1.0,
        f"part={variant.part} {noun}": 1.0,
        f"owner={kind}": 1.0,
        f"owner={kind} {noun}": 1.0,
        f"owner={kind} noun={system.noun}": 0.5,
        f"owner={kind} head={system.name[-2:]}": 0.5,
        f"owned={owner is not None} noun={system.noun}": 0.5,
        f"owned={owner is not None} head={system.name[-2:]}": 0.5,
        f"part={variant.part} first={system.tail.split(' ')[0]}": 0.5,
        f"told={bucket(context.counts.get(key, 0), 0, 1, 3)}": 1.0,
        f"in title={key in context.in_title}": 1.0,
        f"hows={min(len(variant.how), 4)}": 1.0,
    }
    row.update(_own_row(system, variant, kind))
    nearest = next((how for how in _NEAREST if how in variant.how), "rank")
    near = f"nearest={nearest} beside={variant.beside}"
    row.update({near: 1.0, f"{near} {noun}": 1.0, f"{near} owner={kind}": 1.0})
    for how in variant.how:
        row[f"how={how}"] = 1.0
        row[f"how={how} {noun}"] = 1.0
        row[f"how={how} owner={kind}"] = 1.0
        row[f"how={how} part={variant.part}"] = 1.0
    if owner is not None:
        row.update(_owner_row(context, system, variant, owner, owners))
    return row


def _own_row(system: Candidate, variant: Variant, kind: str) -> Row:
    """Whether the phrase itself names an owner, one that the gazetteer knows or not, and whether the name keeps to it."""
    own = "-" if not system.owner else "known" if system.in_gazetteer else "local"
    kept = f"own owner={own} kept={'own' in variant.how or 'shared' in variant.how}"
    return {
        kept: 1.0,
        f"{kept} {variant.part}": 1.0,
        f"{kept} {system.kind}": 1.0,
        f"own owner={own} owner={kind}": 1.0,
    }


def _owner_row(context: Context, system: Candidate, variant: Variant, owner: Owner, owners: Owners) -> Row:
    """Is the system this owner's? What kind of organisation it is, what follows its name, how near and how prominent it is."""
    behind = "phrase" if owner.end is None else after(context.reading.text, owner.end)
    ending = ending_of(owner.name)
    row: Row = {
        f"weight={bucket(owners.weights.get(owner.name, 0), 0, 1, 3, 6)}": 1.0,
        f"behind owner={behind}": 1.0,
        f"behind owner={behind} owner={owner.kind}": 1.0,
        **{f"how={how} behind owner={behind}": 1.0 for how in variant.how},
        f"owner ends={ending}": 0.5,
        f"owner ends={ending} noun={system.noun}": 0.5,
        f"owner ends={ending} head={system.name[-2:]}": 0.5,
        f"sector={_sectors(owner.sector, system.sector)}": 1.0,
        f"owner sector={owner.sector}": 0.5,
        f"owner sector={owner.sector} {system.kind}": 0.5,
        f"owner sector={owner.sector} noun={system.noun}": 0.5,
        f"owner sector={owner.sector} head={system.name[-2:]}": 0.5,
        f"first={bool(owners.ranked) and owners.ranked[0] == owner.name} owner={owner.kind}": 1.0,
    }
    if owner.name in watchers():
        row["owner watches"] = 1.0
        row[f"owner watches {system.kind}"] = 1.0
        row.update({f"how={how} owner watches": 1.0 for how in variant.how})
    if "near" in variant.how:
        gap = bucket(system.start - owner.start, 12, 25, 50, 100)
        row[f"near in {gap}"] = 1.0
        row[f"near in {gap} {system.kind}"] = 1.0
        if owner.end is not None and SEPARATED.fullmatch(context.reading.text, owner.end, system.start):
            row["near, listed"] = 1.0
            row[f"near, listed, alike={bool(ending) and system.name.endswith(ending)}"] = 1.0
    return row


def _sectors(one: str, other: str) -> str:
    return "unknown" if not one or not other else "same" if one == other else "other"
