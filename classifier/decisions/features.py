"""What the models see: features of clauses, system mentions and times, as names and numbers.

Features speak of cue words, particles, distance and place in the article; never of a system's or an operator's own name,
which would only memorise the training articles.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain, groupby, pairwise
from operator import attrgetter

from classifier.cues.cues import Cue
from classifier.decisions.arguments import argument_of
from classifier.decisions.times import first_point, to_come
from classifier.reading import Clause, Reading
from classifier.systems.candidates import Candidate
from classifier.systems.lexicon import watchers
from classifier.systems.names import system_key
from classifier.text.tokens import Token
from storage.records import Timex

Row = dict[str, float]
_AFTER = re.compile(
    r"(?:\([^()\n]{0,20}\))?['’\"”]?\s?((?:부터|까지|께|쯤|경|무렵|에서는|에서도|에선|에서|에야|에는|에도|에게|에|으로는|로는|까지도|현재|기준|만에|동안|간|째|가량|정도|넘게|이후|이전|전|뒤|후|"
    r"은|는|이|가|을|를|의|도|와|과|로|으로|측|관계자|등|및|접속|이용|서비스|사용자|이용자)(?![가-힣A-Za-z0-9])|[~∼,·])?"
)
_PASSED = re.compile(
    r"(?:[을를이가])?\s?(?:조금\s|막\s|훌쩍\s)?(?:넘어서?|넘겨서?|넘긴|넘도록|지나서?|돼서|되어서|되도록)(까지|야)?(?![가-힣])"
)
_SPEAKER = re.compile(
    r"(?:\S{0,6}\s)?(?:측|관계자|대변인|대표|사장|장관|에 따르면|은 .{0,30}(?:밝혔|전했|말했|설명했)|는 .{0,30}(?:밝혔|전했|말했|설명했))"
)
_FUTURE = re.compile(r"(?:예정|계획|방침|전망|하기로|할 것|될 것|겠다|한다|된다|합니다|됩니다|하자|하라)")
_PAST = re.compile(r"[았었했됐렸졌났겼혔췄갔왔뒀줬냈켰꼈랐웠였]")


@dataclass(frozen=True)
class Context:
    """A reading with what several feature rows need, counted once. `leaves_open`: some clause says that the cause is not known."""

    reading: Reading
    counts: dict[str, int]
    in_title: frozenset[str]
    words: tuple[str, ...]
    starts: tuple[int, ...]
    predicates: tuple[tuple[int, str], ...]
    leaves_open: bool

    @classmethod
    def of(cls, reading: Reading) -> Context:
        """Count every system key of the article."""
        counts: dict[str, int] = {}
        title: set[str] = set()
        for clause in reading.clauses:
            for system in clause.systems:
                key = system_key(system.name)
                counts[key] = counts.get(key, 0) + 1
                if clause.sentence == 0:
                    title.add(key)
        tokens = reading.tokens
        return cls(
            reading,
            counts,
            frozenset(title),
            _words(reading),
            tuple(token.start for token in tokens),
            tuple(_predicates(tokens)),
            any(clause.leaves_open for clause in reading.clauses),
        )

    @cached_property
    def says(self) -> tuple[Row, ...]:
        """For every clause its words, and which follows which: not to be changed."""
        return tuple(says_row(self.words_in(clause)) for clause in self.reading.clauses)

    @cached_property
    def sentences(self) -> dict[int, tuple[Clause, ...]]:
        """The clauses of every sentence, by its number."""
        return {n: tuple(clauses) for n, clauses in groupby(self.reading.clauses, attrgetter("sentence"))}

    @cached_property
    def beginnings(self) -> tuple[int, ...]:
        """Where every sentence begins."""
        return tuple(sentence.start for sentence in self.reading.sentences)

    def sentence_at(self, place: int) -> int:
        """The number of the sentence that holds a place."""
        return max(0, bisect_right(self.beginnings, place) - 1)

    @cached_property
    def cues(self) -> dict[int, tuple[Cue, ...]]:
        """The cues of every sentence, by its number."""
        found = self.sentences.items()
        return {n: tuple(chain.from_iterable(clause.cues for clause in clauses)) for n, clauses in found}

    def around(self, start: int, end: int, low: int, high: int) -> tuple[Sequence[str], Sequence[str]]:
        """The words before `start` and behind `end`, nearest first, inside the bounds of a sentence."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        floor, top = bisect_left(self.starts, low), bisect_left(self.starts, high)
        before = self.words[max(floor, first - NEAR) : first]
        return before[::-1], self.words[last : min(top, last + NEAR)]

    def within(self, clause: Clause) -> slice:
        """Which tokens and words are a clause's."""
        return slice(bisect_left(self.starts, clause.span.start), bisect_left(self.starts, clause.span.end))

    def words_in(self, clause: Clause) -> Sequence[str]:
        """The words of a clause, in order."""
        return self.words[self.within(clause)]

    def predicates_in(self, start: int, end: int) -> list[str]:
        """What is predicated in a span, in order: 시작되, 끊, 복구하."""
        low = bisect_left(self.predicates, (start, ""))
        return [predicate for _, predicate in self.predicates[low : bisect_left(self.predicates, (end, ""))]]


def _predicates(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """Verbs by their first syllable, which inflection leaves alone; verbs made of a noun by that noun."""
    before = ""
    for token in tokens:
        if _is_verb(token.tag):
            yield token.start, token.surface[0]
        elif _makes_verb(token.tag):
            yield token.start, before
        before = token.surface


@cache
def _is_verb(tag: str) -> bool:
    return tag.startswith(("VV", "VA", "VCN"))


@cache
def _makes_verb(tag: str) -> bool:
    return tag.startswith(("XSV", "XSA"))


def predicate_row(context: Context, clause: Clause, end: int) -> Row:
    """What comes next after a span, and what its clause ends with."""
    found = context.predicates_in(end, clause.span.end)
    row: Row = {f"predicates={min(len(found), 3)}": 1.0}
    if found:
        row[f"next predicate={found[0]}"] = 1.0
        row[f"last predicate={found[-1]}"] = 1.0
    row.update({f"predicate={predicate}": 0.5 for predicate in found})
    return row


NEAR = 6  # words to each side that a decision looks at


def _words(reading: Reading) -> tuple[str, ...]:
    """Every token as a feature may see it: names and numbers masked, so that nothing of one incident is learned."""
    names = [(s.start, s.end) for s in reading.systems if s.source != "open"]
    masked = {n for start, end in names for n in range(start, end)}
    return tuple("<name>" if start in masked else _mask(tag) or surface for surface, tag, start, _, _ in reading.tokens)


@cache
def _mask(tag: str) -> str:
    """What stands for a morpheme that is a name, a number or not Hangul."""
    return next((mask for mask, beginnings in _MASKS.items() if tag.startswith(beginnings)), "")


_MASKS = {"<name>": ("NNP",), "<n>": ("SN", "NR"), "<x>": ("SL", "SH")}


def word_row(context: Context, clause: Clause, start: int, end: int) -> Row:
    """The words around a span in its sentence, by place and side."""
    before, behind = context.around(start, end, *context.reading.sentences[clause.sentence])
    row: Row = {}
    for side, words in (("<", before), (">", behind)):
        row.update({f"{side}{n}={word}": WEIGHT for n, word in enumerate(words[:2])})
        row.update({f"{side}={word}": WEIGHT / 2 for word in words[2:]})
        if len(words) > 1:
            row[f"{side}01={words[0]} {words[1]}"] = WEIGHT
    return row


WEIGHT = 0.5  # of a word near a span, against the features that say what it means
TOLD = 0.4  # of a word of a clause, likewise


def bucket(number: float, *edges: float) -> str:
    """The smallest edge that `number` does not pass, as a name."""
    return _names_of(edges)[bisect_left(edges, number)]


@cache
def _names_of(edges: tuple[float, ...]) -> tuple[str, ...]:
    """What lies up to each of these edges, which ascend, and past the last, as names."""
    return (*(f"<={edge:g}" for edge in edges), f">{edges[-1]:g}")


def place(clause: Clause) -> str:
    """Where in the article a clause stands."""
    return "title" if clause.sentence == 0 else f"s{bucket(clause.sentence, 1, 2, 4, 8)}"


def cue_names(cues: Iterable[Cue], prefix: str) -> Row:
    """One feature per cue word and per kind of cue."""
    row: Row = {}
    for cue in cues:
        row[f"{prefix}{cue.name}"] = 1.0
        row[f"{prefix}kind={cue.kind}"] = 1.0
    return row


def told_row(words: Iterable[str], weight: float = TOLD, prefix: str = "says=") -> Row:
    """Words of a clause, or pairs of them, wherever in it they stand."""
    return dict.fromkeys(map(prefix.__add__, words), weight)


def says_row(words: Sequence[str]) -> Row:
    """These words of a clause, and which follows which."""
    return told_row(words) | {f"says={one} {other}": TOLD for one, other in pairwise(words)}


def clause_row(context: Context, n: int) -> Row:
    """Does this clause say that an outage happened? Cues here and around, tense, place, its words and what follows which."""
    reading = context.reading
    clause = reading.clauses[n]
    text = reading.text[clause.span.start : clause.span.end]
    row: Row = {"bias": 1.0, f"place={place(clause)}": 1.0, **cue_names(clause.cues, "cue=")}
    for step, name in ((-1, "prev="), (1, "next=")):
        near = reading.clauses[n + step] if 0 <= n + step < len(reading.clauses) else None
        if near is not None and near.sentence == clause.sentence:
            row.update({f"{name}{cue.kind}": 1.0 for cue in near.cues})
    row["past"] = float(bool(_PAST.search(text)))
    row["future"] = float(bool(_FUTURE.search(text)))
    row["outages"] = min(3.0, sum(cue.kind == "outage" for cue in clause.cues))
    row[f"systems={min(3, len(clause.systems))}"] = 1.0
    for system in clause.systems:
        row[f"system={system.source}{'?' if system.ambiguous else ''}"] = 1.0
    for time in clause.times:
        row[f"time={time.type}"] = 1.0
    row.update(context.says[n])
    row["time to come"] = float(comes(reading, clause))
    if {"outage", "digital"} <= {cue.kind for cue in clause.cues}:
        row["digital outage"] = 1.0
    if clause.has("outage") and (clause.systems or clause.has("digital")) and clause.times:
        row["timed outage"] = 1.0
    return row


def comes(reading: Reading, clause: Clause) -> bool:
    """Whether the clause names a time that was still to come when the article was published."""
    return any(is_ahead(reading, time) for time in clause.times)


def is_ahead(reading: Reading, time: Timex) -> bool:
    """Whether a time was still to come when the article was published; a length never is."""
    return time.type != "duration" and to_come(first_point(time.value), reading.published_at)


def after(text: str, end: int) -> str:
    """The particle or word that follows a span, as a small closed class: 까지 also of 오후 1시를 넘어서까지, 에야 of 넘어서야."""
    passed = _PASSED.match(text, end)
    if passed:
        return {"까지": "까지", "야": "에야"}.get(passed[1], "넘어")
    found = _AFTER.match(text, end)
    return (found[1] if found else None) or "-"


def nearest(
    cues: Sequence[Cue], start: int, end: int, *, before: bool, kinds: frozenset[str]
) -> tuple[Cue, int] | None:
    """The nearest cue of some kinds before `start` or after `end`, with its distance in characters."""
    if before:
        found = [cue for cue in cues if cue.end <= start and cue.kind in kinds]
        return (found[-1], start - found[-1].end) if found else None
    found = [cue for cue in cues if cue.start >= end and cue.kind in kinds]
    return (found[0], found[0].start - end) if found else None


_VERBS = frozenset(
    {"outage", "recovery", "partial", "ongoing", "planned", "feared", "denied", "other_sense", "drill", "aftermath"}
)
_MARKS = frozenset({"notice", "observation", "earlier"})


def neighbour_row(cues: Sequence[Cue], start: int, end: int) -> Row:
    """The cues around a span, in its sentence: what comes next decides most in Korean, where verbs come last."""
    row: Row = {}
    for before, name in ((False, "then"), (True, "before")):
        found = nearest(cues, start, end, before=before, kinds=_VERBS)
        row[f"{name}={found[0].kind if found else '-'}"] = 1.0
        if found:
            row[f"{name} in {bucket(found[1], 6, 15, 30, 60)}"] = 1.0
            row[f"{name}:{found[0].kind} in {bucket(found[1], 15, 40)}"] = 1.0
            row[f"{name} word={found[0].name}"] = 1.0
        mark = nearest(cues, start, end, before=before, kinds=_MARKS)
        if mark and mark[1] < 40:
            row[f"{name} mark={mark[0].name}"] = 1.0
    return row


def system_row(context: Context, clause: Clause, system: Candidate, asserted: float, asserted_sentence: float) -> Row:
    """Was this system hit? Its form, what follows it, the cues around it, how often and where it is named."""
    text = context.reading.text
    key = system_key(system.name)
    cues = context.cues[clause.sentence]
    follows = after(text, system.end)
    row: Row = {
        "bias": 1.0,
        f"source={system.source}{'?' if system.ambiguous else ''}": 1.0,
        f"use={system.use or '-'}": 1.0,
        f"source={system.source} use={system.use or '-'} owned={system.owner is not None}": 1.0,
        f"after={follows}": 1.0,
        f"source={system.source} after={follows}": 1.0,
        f"place={place(clause)}": 1.0,
        f"named={bucket(context.counts.get(key, 1), 1, 2, 4)}": 1.0,
        "in title": float(key in context.in_title),
        "asserted": asserted,
        "asserted sentence": asserted_sentence,
        "owned": float(system.owner is not None),
        "speaker": float(bool(_SPEAKER.match(text, system.end))),
        f"shared={system.shared}": 1.0,
        f"alone={all(o is system or o.source == 'operator' for o in clause.systems)} source={system.source}": 1.0,
        f"local={system.local} source={system.source}": 1.0,
        f"noun={system.noun or '-'}": 0.5,
        f"head={system.name[-2:]}": 0.5,
        f"watches={system.name in watchers()}": 1.0,
        f"length={bucket(len(key), 2, 4, 8, 14)}": 1.0,
    }
    row[f"source={system.source} asserted"] = asserted
    row[f"operator kind hit={system.source == 'operator'}"] = asserted_sentence
    around = neighbour_row(cues, system.start, system.end)
    row.update(around)
    row.update(_between_row(clause, system))
    row.update(_argument_row(context, clause, system, cues, asserted))
    row.update({f"after={follows} {name}": 1.0 for name in around if name.startswith("then=")})
    row.update({f"source={system.source} {name}": 1.0 for name in around if name.startswith("then")})
    row.update(word_row(context, clause, system.start, system.end))
    row.update(predicate_row(context, clause, system.end))
    return row


def _argument_row(context: Context, clause: Clause, system: Candidate, cues: Sequence[Cue], asserted: float) -> Row:
    """What the name is to the event words among the sentence's `cues`."""
    peers = [other for c in context.sentences[clause.sentence] for other in c.systems]
    part, cue = argument_of(context.reading.text, system, peers, cues)
    kind = cue.kind if cue else "-"
    return {
        f"part={part}": 1.0,
        f"part={part} {kind}": 1.0,
        f"part={part} {system.source}": 1.0,
        f"part={part} asserted": asserted,
        f"cue={cue.name if cue else '-'}": 1.0,
        f"cue={cue.name if cue else '-'} part={part}": 1.0,
    }


def _between_row(clause: Clause, system: Candidate) -> Row:
    """Who stands nearer to the outage word: how many other names follow before it, and whether a longer one covers this."""
    found = nearest(clause.cues, system.start, system.end, before=False, kinds=frozenset({"outage"}))
    if found is None:
        return {"no outage behind": 1.0}
    rivals = [other for other in clause.systems if system.end <= other.start < found[0].start]
    covered = any(
        other.start <= system.start and system.end <= other.end and other != system for other in clause.systems
    )
    row = {f"rivals={min(len(rivals), 2)}": 1.0, f"source={system.source} rivals={min(len(rivals), 2)}": 1.0}
    row["covered"] = float(covered)
    return row
