"""What we believe of one outage, computed from what every article says.

The rule, for each property: the more exact value beats the vaguer, then an official word beats a plain one and that
hearsay, then an article about the outage beats one that only recalls it, then the later article beats the earlier; of
equals that which more independent sources tell. A cause or an operator has no grain: there the number of independent
sources comes before the time. What a person said outranks all of it (`storage.reviews`). The start is the first of the leading systems' onsets; the
end that of all that the main system's operator runs, so that neither a part nor a customer of it ends the whole. The last word on the status counts,
and a told end is an end until a later article says that it goes on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from classifier.merging.accounts import HOUR, Account, period
from classifier.merging.attribution import PLAIN, standing
from classifier.merging.canonical import service_key
from classifier.merging.copies import independent_sources, text_groups
from classifier.merging.views import View, earliest, views
from classifier.systems.names import same_service
from storage.records import Cause, MergedEvent, Qualifier, Status

CERTAIN = 0.999  # confidence never reaches one
SLACK = 60.0  # minutes by which a told length may differ from start and end, which may be round hours


class Length(NamedTuple):
    """A duration in minutes with its qualifier; both None where it is not known."""

    minutes: float | None
    qualifier: Qualifier | None


def believe(accounts: Iterable[Account]) -> MergedEvent:
    """The merged event of a group of accounts."""
    members = sorted(accounts, key=lambda account: account.order)
    systems, leading = _systems(members)
    run = _run_with(members, leading)
    texts = text_groups(account.source for account in members)
    told = views(run, texts)
    onsets = [start for name in leading if (start := _start(views(_naming(members, name), texts)))]
    start = earliest(onsets) or _start(told) or _start(views(members, texts))
    end = _end(told, start)
    status = _status(told, end)
    length = _length(told, start, end, status)
    cause = _cause(run, texts)
    return MergedEvent(
        systems=systems,
        operator=_operator(run, texts) or _operator(members, texts),
        started_at=start,
        ended_at=end,
        duration_minutes=length.minutes,
        duration_qualifier=length.qualifier,
        status=status,
        cause=cause if cause != "unknown" else _cause(members, texts),
        confidence=_confidence(members),
        members=tuple((account.source.article_id, account.source.index) for account in members),
        independent_sources=independent_sources([account.source for account in members], texts),
    )


def _systems(members: Sequence[Account]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names by how often they are told, and those of them that lead: told at least half as often as the first.

    An article about the outage counts double; a service has one form, the one that is used most.
    """
    weight: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = {}
    for account in members:
        for name in account.source.mention.systems:
            key = next((known for known in forms if same_service(known, service_key(name))), service_key(name))
            weight[key] += 2 if account.source.mention.role == "main" else 1
            forms.setdefault(key, Counter())[name] += 1
    ranked = sorted(forms, key=lambda key: -weight[key])
    names = [max(sorted(forms[key]), key=lambda name: forms[key][name]) for key in ranked]
    leading = [name for key, name in zip(ranked, names, strict=True) if 2 * weight[key] >= weight[ranked[0]]]
    return tuple(names), tuple(leading)


def _naming(members: Sequence[Account], name: str) -> list[Account]:
    key = service_key(name)
    return [member for member in members if any(same_service(key, other) for other in member.keys)]


def _run_with(members: Sequence[Account], leading: Sequence[str]) -> list[Account]:
    """Accounts of the first system and of whatever else its operators run; all where nobody names any."""
    named = _naming(members, leading[0]) if leading else list(members)
    operators = {member.operator for member in named} - {""}
    return [m for m in members if m.operator in operators or any(m is one for one in named)]


def _start(told: Sequence[View]) -> str | None:
    known = [view for view in told if view.start]
    sources = _sources((view.start, view.text) for view in known)
    best = max(
        known, key=lambda v: (len(v.start or ""), v.start_standing, *v.weight, sources[v.start], v.order), default=None
    )
    return best.start if best else None


def _sources(told: Iterable[tuple[str | None, str]]) -> Counter[str | None]:
    """How many independent texts tell each value."""
    return Counter(value for value, _ in set(told))


def _end(told: Sequence[View], start: str | None) -> str | None:
    """The end as told, unless it comes before the start or a later article says that it still goes on."""
    ended = [view for view in told if view.end and (not start or period(view.end)[1] >= period(start)[0])]
    if not ended:
        return None
    last = max(view.order for view in ended)
    if any(view.goes_on and view.order > last for view in told):
        return None
    sources = _sources((view.end, view.text) for view in ended)
    key = lambda v: (len(v.end or ""), v.end_standing, *v.weight, sources[v.end], v.order)  # noqa: E731
    return max(ended, key=key).end


def _length(told: Sequence[View], start: str | None, end: str | None, status: Status) -> Length:
    """A duration from the best article that agrees with our times; else from start and end that name the hour.

    A length so far, told while the outage went on, is not the length of one that is over.
    """
    whole = [view for view in told if not (view.goes_on and status == "restored")]
    agreeing = [view for view in whole if view.minutes is not None and _agrees(view, start, end)]
    if agreeing:
        best = max(agreeing, key=lambda view: (bool(view.start or view.end), *view.weight, view.order))
        return Length(best.minutes, best.qualifier)
    if start and end and min(len(start), len(end)) >= HOUR:
        return Length(max(0.0, _minutes(period(start)[0], period(end)[0])), "about")
    return Length(None, None)


def _agrees(view: View, start: str | None, end: str | None) -> bool:
    """Whether an article's times are ours as far as it tells them, and its length fits between them."""
    if view.end and not end:
        return False
    if start and end:
        shortest = _minutes(period(start)[1], period(end)[0]) - SLACK
        longest = _minutes(period(start)[0], period(end)[1]) + SLACK
        if not shortest <= (view.minutes or 0.0) <= longest:
            return False
    pairs = ((view.start, start), (view.end, end))
    return all(not (a and b) or a.startswith(b) or b.startswith(a) for a, b in pairs)


def _minutes(first: datetime, last: datetime) -> float:
    return (last - first) / timedelta(minutes=1)


def _status(told: Sequence[View], end: str | None) -> Status:
    known = [view for view in told if view.status != "unknown"]
    if end:
        return "restored"
    return known[-1].status if known else "unknown"


def _cause(members: Sequence[Account], texts: Mapping[str, str]) -> Cause:
    """An official cause before hearsay, then what most independent sources name, of equals the latest.

    A supplier's failure is the customers' view of it.
    """
    known = [m for m in members if m.source.mention.cause != "unknown"]
    about = [m for m in known if m.source.mention.role == "main"] or known
    nearer = [m for m in about if m.source.mention.cause != "third_party"] or about
    sources = _sources((m.source.mention.cause, texts[m.source.article_id]) for m in nearer)
    stands: dict[str, int] = {}
    for m in nearer:
        stands[m.source.mention.cause] = max(stands.get(m.source.mention.cause, -1), standing(m.source, "cause"))
    best = max(
        nearer,
        key=lambda m: (
            stands[m.source.mention.cause] >= PLAIN,
            sources[m.source.mention.cause],
            stands[m.source.mention.cause],
            m.published,
            m.source.article_id,
            -m.source.index,
        ),
        default=None,
    )
    return best.source.mention.cause if best else "unknown"


def _operator(members: Sequence[Account], texts: Mapping[str, str]) -> str | None:
    told = [(m.source.mention.operator, texts[m.source.article_id]) for m in members if m.source.mention.operator]
    sources = _sources(told)
    return max(sorted(name for name in sources if name), key=lambda name: sources[name], default=None)


def _confidence(members: Sequence[Account]) -> float:
    """Chance that at least one outlet is right, as if outlets erred independently: an ordering, not a probability."""
    best: dict[str, float] = {}
    for account in members:
        outlet = account.source.publisher
        best[outlet] = max(best.get(outlet, 0.0), account.source.mention.confidence)
    doubt = 1.0
    for outlet in sorted(best):
        doubt *= 1.0 - min(1.0, max(0.0, best[outlet]))
    return round(min(CERTAIN, 1.0 - doubt), 3)
