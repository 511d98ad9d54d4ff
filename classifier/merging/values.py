"""What we believe of one outage, computed from what every article says.

The rule, for each property: the more exact value beats the vaguer, then an article about the outage beats one that
only recalls it, then the later article beats the earlier. The start is the first of the leading systems' onsets; the
end that of all that the main system's operator runs, so that neither a part nor a customer of it ends the whole. The last word on the status counts,
and a told end is an end until a later article says that it goes on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from classifier.merging.accounts import HOUR, Account, period
from classifier.merging.canonical import service_key
from classifier.merging.copies import independent_sources
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
    told = views(run)
    onsets = [start for name in leading if (start := _start(views(_naming(members, name))))]
    start = earliest(onsets) or _start(told) or _start(views(members))
    end = _end(told, start)
    status = _status(told, end)
    length = _length(told, start, end, status)
    cause = _cause(run)
    return MergedEvent(
        systems=systems,
        operator=_operator(run) or _operator(members),
        started_at=start,
        ended_at=end,
        duration_minutes=length.minutes,
        duration_qualifier=length.qualifier,
        status=status,
        cause=cause if cause != "unknown" else _cause(members),
        confidence=_confidence(members),
        members=tuple((account.source.article_id, account.source.index) for account in members),
        independent_sources=independent_sources([account.source for account in members]),
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
    best = max((view for view in told if view.start), key=lambda v: (len(v.start or ""), v.weight), default=None)
    return best.start if best else None


def _end(told: Sequence[View], start: str | None) -> str | None:
    """The end as told, unless it comes before the start or a later article says that it still goes on."""
    ended = [view for view in told if view.end and (not start or period(view.end)[1] >= period(start)[0])]
    if not ended:
        return None
    last = max(view.order for view in ended)
    if any(view.goes_on and view.order > last for view in told):
        return None
    return max(ended, key=lambda view: (len(view.end or ""), view.weight)).end


def _length(told: Sequence[View], start: str | None, end: str | None, status: Status) -> Length:
    """A duration from the best article that agrees with our times; else from start and end that name the hour.

    A length so far, told while the outage went on, is not the length of one that is over.
    """
    whole = [view for view in told if not (view.goes_on and status == "restored")]
    agreeing = [view for view in whole if view.minutes is not None and _agrees(view, start, end)]
    if agreeing:
        best = max(agreeing, key=lambda view: (bool(view.start or view.end), view.weight))
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


def _cause(members: Sequence[Account]) -> Cause:
    """The cause that most articles name, of equals the latest; a supplier's failure is the customers' view of it."""
    known = [m for m in members if m.source.mention.cause != "unknown"]
    about = [m for m in known if m.source.mention.role == "main"] or known
    nearer = [m for m in about if m.source.mention.cause != "third_party"] or about
    counts = Counter(m.source.mention.cause for m in nearer)
    best = max(nearer, key=lambda m: (counts[m.source.mention.cause], m.published, -m.source.index), default=None)
    return best.source.mention.cause if best else "unknown"


def _operator(members: Sequence[Account]) -> str | None:
    counts = Counter(m.source.mention.operator for m in members if m.source.mention.operator)
    return max(sorted(counts), key=lambda name: counts[name]) if counts else None


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
