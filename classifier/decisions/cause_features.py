"""What the models see of a clause that may tell a cause: its words, its cues, and what its sentence says of causes."""

from __future__ import annotations

from classifier.cues.cues import Cue
from classifier.decisions.features import Context, Row, cue_names
from classifier.reading import Clause

DENIAL = 12  # characters from a word to what rules it out


def cause_row(context: Context, n: int) -> Row:
    """Does this clause tell the cause of an outage, and which? Cue words are but one sign: most causes are told in plain words."""
    clause = context.reading.clauses[n]
    sentence = context.sentences[clause.sentence]
    others = [cue for cue in clause.cues if not cue.cause]
    holding, _ = cause_words(context, clause)
    row: Row = {"bias": 1.0, **context.says[n], **cue_names([*others, *holding, *clause.reasons], "cue=")}
    row.update({f"sentence {cue.kind}": 1.0 for other in sentence if other is not clause for cue in other.reasons})
    row.update({f"system={system.source}": 1.0 for system in clause.systems})
    row["outage in sentence"] = float(any(other.has("outage") for other in sentence))
    return row


def cause_words(context: Context, clause: Clause) -> tuple[list[Cue], list[Cue]]:
    """The words of a clause that stand for a cause: those that hold, and those that are ruled out just behind (해킹이 아니라)."""
    words = [cue for cue in clause.cues if cue.cause]
    if not words:
        return [], []
    denials = [cue for other in context.sentences[clause.sentence] for cue in other.reasons if cue.kind == "ruled_out"]
    ruled_out = [cue for cue in words if any(o.end > cue.end and o.start - cue.end <= DENIAL for o in denials)]
    return [cue for cue in words if cue not in ruled_out], ruled_out
