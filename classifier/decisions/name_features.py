"""What the models see of a name that a system could have: which words it keeps, and whose it makes the system."""

from __future__ import annotations

import re

from classifier.decisions.features import Context, Row, after, bucket
from classifier.systems.candidates import Candidate
from classifier.systems.lexicon import watchers
from classifier.systems.names import system_key
from classifier.systems.naming import Owner, Owners, Variant
from classifier.systems.phrases import ending_of
from classifier.text.lists import SEPARATED

_NEAREST = ("own", "shared", "introduced", "near", "topic", "carried", "before", "after", "bare")
"""How an owner may stand, from the nearest; what is left is named elsewhere, and often."""
_SUBJECT = frozenset({"은", "는", "이", "가", "도", "에서", "에서는", "에서도"})
_KIND = "은행|저축은행|회사|기업|업체|기관|공사|학교|대학|병원|증권사|카드사|보험사|통신사|항공사|방송사|매체|거래소|쇼핑몰|포털|플랫폼|사이트|서비스|시스템|게임|앱"
_AGAIN = re.compile(
    rf"(?<![가-힣])(?:(?:이|해당|그|같은|양|두|이들)\s?(?P<this>{_KIND})|(?P<bare>{_KIND}|사|시|도|구|군|당국|센터|측)(?:은|는|이|가|도|의|에|\s측|\s관계자))"
)
"""이 은행은, 회사는: whoever was named before is spoken of again."""


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
        **_told_row(context, system, variant, owner),
        **_again_row(context, system, variant, owner),
        **_back_row(context, system, owner, owners),
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


def _told_row(context: Context, system: Candidate, variant: Variant, owner: Owner) -> Row:
    """Whether the article writes the name somewhere, 한빛은행 앱 or 한빛은행의 앱."""
    text, said = context.reading.text, owner.said or owner.name
    tail = variant.name.removeprefix(said).lstrip()
    written = tail != "" and (f"{said} {tail}" in text or f"{said}의 {tail}" in text)
    told = f"written={written}"
    return {told: 1.0, f"{told} {system.kind}": 1.0, f"{told} part={variant.part}": 1.0}


def _again_row(context: Context, system: Candidate, variant: Variant, owner: Owner) -> Row:
    """Whether the sentence speaks again, before the system, of whom the last one named, and what it calls him."""
    sentence = context.reading.sentences[context.sentence_at(system.start)]
    again = _AGAIN.search(context.reading.text, sentence.start, system.start)
    if again is None:
        return {}
    row: Row = {"again": 1.0, **{f"again how={how}": 1.0 for how in variant.how}}
    if again["this"]:
        row.update({f"this how={how}": 1.0 for how in variant.how})
    if owner.name.endswith(again["this"] or again["bare"]):
        row["again, called so"] = 1.0
    return row


def _back_row(context: Context, system: Candidate, owner: Owner, owners: Owners) -> Row:
    """How many sentences back the owner is named, and whether as a subject there."""
    last = owners.last(owner.name, system.start)
    if last is None:
        return {}
    apart = context.sentence_at(system.start) - context.sentence_at(last.start)
    behind = "phrase" if last.end is None else after(context.reading.text, last.end)
    back = f"back={min(apart, 3)}"
    return {back: 1.0, f"{back} subject={behind in _SUBJECT}": 1.0}


def _sectors(one: str, other: str) -> str:
    return "unknown" if not one or not other else "same" if one == other else "other"
