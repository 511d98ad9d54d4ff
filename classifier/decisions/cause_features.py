"""What the models see of a clause that may tell a cause: its words, its cues, and what its sentence says of causes."""

from __future__ import annotations

from classifier.cues.cues import Cue
from classifier.decisions.features import Context, Row, cue_names, says_row
from classifier.reading import Clause

DENIAL = 12  # characters from a word to what rules it out


def cause_row(context: Context, n: int) -> Row:
    """Does this clause tell the cause of an outage, and which? Cue words are but one sign: most causes are told in plain words."""
    clauses = context.reading.clauses
    clause = clauses[n]
    sentence = [other for other in clauses if other.sentence == clause.sentence]
    others = [cue for cue in clause.cues if not cue.cause]
    row: Row = {"bias": 1.0, **says_row(context, clause)}
    row.update(cue_names([*others, *cause_words(context, clause), *clause.reasons], "cue="))
    row.update({f"sentence {cue.kind}": 1.0 for other in sentence if other is not clause for cue in other.reasons})
    row.update({f"system={system.source}": 1.0 for system in clause.systems})
    row["outage in sentence"] = float(any(other.has("outage") for other in sentence))
    return row


def cause_words(context: Context, clause: Clause, *, ruled_out: bool = False) -> list[Cue]:
    """The words of a clause that stand for a cause: those that hold, or those that are ruled out just behind (해킹이 아니라)."""
    sentence = (other for other in context.reading.clauses if other.sentence == clause.sentence)
    denials = [cue for other in sentence for cue in other.reasons if cue.kind == "ruled_out"]
    return [cue for cue in clause.cues if cue.cause and _is_denied(cue, denials) == ruled_out]


def _is_denied(cue: Cue, denials: list[Cue]) -> bool:
    return any(other.end > cue.end and other.start - cue.end <= DENIAL for other in denials)
