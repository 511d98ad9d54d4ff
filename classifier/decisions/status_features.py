"""What the models see of an outage's status: its cues and words, what the article says of recovery, and how long ago it began and ended."""

from __future__ import annotations

from classifier.decisions.features import TOLD, Row, bucket, told_row
from classifier.decisions.fields import STILL
from classifier.decisions.times import local_minute, minutes_between
from classifier.decisions.wholes import Story, days_before, touched
from classifier.reading import Clause

_ARTICLE = frozenset({"recovery", "partial", "ongoing", "aftermath", "denied"})
_STATE = frozenset({"outage", "recovery", "partial", "ongoing"})


def status_row(story: Story, n: int) -> Row:
    """Is it over? The outage's own cues and words, what the article says of recovery, and all of its words."""
    row = dict(story.wholes[n])
    reading = story.scene.judged.reading
    when = days_before(story, story.fields[n].start)
    own = {place.sentence for place in touched(story.outages[n])}
    for clause in reading.clauses:
        for cue in clause.cues:
            if cue.kind in _ARTICLE:
                row[f"article kind={cue.kind}"] = 1.0
                row[f"article cue={cue.name}"] = 1.0
                if clause.sentence == 0:
                    row[f"title kind={cue.kind}"] = 1.0
                if _is_near(clause, own):
                    row[f"near kind={cue.kind}"] = 1.0
    row.update({f"age={when} {name}": 1.0 for name in list(row) if name.startswith(("article kind", "near kind"))})
    row.update(_manner(story, n, when))
    outage = story.outages[n]
    context = story.scene.judged.context
    for told_in in {place.clause for place in outage.starts or outage.places}:
        row.update(told_row(context.words_in(reading.clauses[told_in])))
    row.update(told_row(context.words, TOLD / 2, "article says="))
    return {**row, **_observed(story, own), **_ended(story, n)}


def _is_near(clause: Clause, own: set[int]) -> bool:
    """Whether a clause stands in one of an outage's `own` sentences or right behind one."""
    return clause.sentence in own or clause.sentence - 1 in own


def _observed(story: Story, own: set[int]) -> Row:
    """What is said behind an observation (오후 3시 현재 …), in the outage's sentences or anywhere."""
    judged = story.scene.judged
    tokens, row = judged.reading.tokens, Row()
    for clause in judged.reading.clauses:
        seen = next((cue.end for cue in clause.cues if cue.kind == "observation"), None)
        if seen is None:
            continue
        near = _is_near(clause, own)
        inside = judged.context.within(clause)
        behind = [w for w, t in zip(judged.context.words[inside], tokens[inside], strict=True) if t.start >= seen]
        row.update({f"now={word}": TOLD for word in behind})
        if near:
            row.update({f"now near={word}": TOLD for word in behind})
        row[f"now near={near}"] = 1.0
        row.update(
            {f"now {cue.kind} near={near}": 1.0 for cue in clause.cues if cue.start >= seen and cue.kind in _STATE}
        )
    return row


def _ended(story: Story, n: int) -> Row:
    """How long before publication the outage began and ended, and whether its length goes on."""
    fields, published = story.fields[n], local_minute(story.scene.judged.reading.published_at)
    row: Row = {}
    if fields.end:
        row[f"ended={bucket(minutes_between(fields.end.value, published), -1, 30, 180, 1440)}"] = 1.0
        row[f"end told={fields.end.evidence is not None}"] = 1.0
    if fields.length and fields.length.evidence:
        row[f"length goes on={fields.length.evidence.quote.endswith(STILL)}"] = 1.0
    if fields.start and len(fields.start.value) >= 10:
        hours = bucket(minutes_between(fields.start.value, published) / 60, 1, 3, 6, 12, 24, 48, 96)
        row[f"hours={hours}"] = 1.0
        row[f"hours={hours} end={fields.end is not None}"] = 1.0
    return row


_MANNER = ("MAG", "VX", "EF", "VV", "NNB")


def _manner(story: Story, n: int, when: str) -> Row:
    """How the outage's sentences tell it: adverbs, auxiliaries and endings (아직, -고 있다, -았다)."""
    context, reading = story.scene.judged.context, story.scene.judged.reading
    row: Row = {}
    for clause in story.clauses(n):
        tokens = reading.tokens[context.within(clause)]
        for token, following in zip(tokens, (*tokens[1:], None), strict=True):
            if token.tag.startswith(_MANNER):
                row[f"manner={token.surface}"] = 0.5
            if token.surface == "고" and following is not None and following.surface.startswith("있"):
                row["goes on"] = 1.0
                row[f"goes on age={when}"] = 1.0
    return row
