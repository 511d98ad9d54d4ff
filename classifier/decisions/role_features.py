"""What the models see of an outage's role: where the article tells of it, how much, and how it stands to its first and headed ones."""

from __future__ import annotations

from classifier.decisions.features import Row, told_row
from classifier.decisions.relations import AGAIN, EARLIER
from classifier.decisions.scene import compatible
from classifier.decisions.wholes import LEAD, WORD, Story, days_apart, touched


def role_row(story: Story, n: int) -> Row:
    """Is it what the article is about? Its place, and how its day stands to that of the article's first outage."""
    row = dict(story.wholes[n])
    relation = "first" if n == 0 else days_apart(story, n, 0)
    row[f"day={relation}"] = 1.0
    row[f"day={relation} in title={bool(row['in title'] or row['named in title'])}"] = 1.0
    cues = {cue.name for clause in story.clauses(n) for cue in clause.cues}
    row[f"earlier={bool(cues & EARLIER)} again={bool(cues & AGAIN)}"] = 1.0
    youngest = max((f.start.value for f in story.fields if f.start), default="")
    start = story.fields[n].start
    row[f"youngest={start is not None and compatible(start.value, youngest)}"] = 1.0
    row[f"strongest={story.strengths[n] == max(story.strengths)}"] = 1.0
    reading, context = story.scene.judged.reading, story.scene.judged.context
    for number in {place.clause for place in touched(story.outages[n])}:
        row.update(told_row(context.words_in(reading.clauses[number]), WORD))
    return {**row, **_extent(story, n), **_headed(story, n, relation)}


def _extent(story: Story, n: int) -> Row:
    """From where to where the article tells of the outage, as shares of it, and whether of no other in more sentences."""
    told = [{place.sentence for place in touched(outage)} for outage in story.outages]
    mine, whole = told[n], max(1, len(story.scene.judged.reading.sentences) - 1)
    return {
        "from": min(mine) / whole,
        "to": max(mine) / whole,
        "extent": (max(mine) - min(mine)) / whole,
        "share": len(mine) / whole,
        f"told most={len(mine) == max(map(len, told))}": 1.0,
    }


def _headed(story: Story, n: int, day: str) -> Row:
    """How the outage stands to those of the headline. `day`: its day seen from the article's first outage."""
    headed = [m for m, outage in enumerate(story.outages) if any(place.sentence == 0 for place in touched(outage))]
    theirs = frozenset[str]().union(*(story.outages[m].operators for m in headed))
    ours = story.outages[n].operators
    owner = "untold" if not ours or not theirs else "same" if ours & theirs else "other"
    return {
        f"named by lead={any(place.sentence <= 1 for place in story.outages[n].places)}": 1.0,
        f"begun by lead={any(place.sentence <= LEAD for place in story.outages[n].starts)}": 1.0,
        f"headed={n in headed} others={any(m != n for m in headed)}": 1.0,
        f"headed owner={owner}": 1.0,
        f"headed owner={owner} day={day}": 1.0,
    }
