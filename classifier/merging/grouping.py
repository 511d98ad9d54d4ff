"""Accounts -> groups that tell of one outage: who names the same service or operator at the same time.

Accounts are taken in an order of their own (day, exactness, publication), so the order of arrival does not matter:
first those that name the day, then those that are vaguer, which join what is there. Last, what one article ties
together (one operator, one fire, a supplier and its customers, on one day) becomes one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from classifier.merging.accounts import HOUR, Account
from classifier.systems.names import is_common, same_service

STRONG, WEAK, NONE = 2, 1, 0
RECURRENCE = timedelta(hours=3)  # quiet for longer than this, and it is another outage of the same day
SPILL = 7  # days over which an outage that lasted is still found by a later day inside it
FOLLOW_UP = timedelta(days=14)  # how long after the start an article that names no time may still speak of it
AHEAD = timedelta(hours=12)  # an article updated in place may tell of what began after it first appeared
SHORTEST_PREFIX = 3
# Causes that come from outside and hit many at once; a software fault on the same day is a coincidence.
SHARED_CAUSES = frozenset({"fire", "power", "cyberattack", "cable_cut", "disaster", "third_party", "overload"})


@dataclass(slots=True, eq=False)
class Group:
    """Accounts of one outage so far. `day` is None while no account names one."""

    day: date | None
    members: list[Account] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    operators: set[str] = field(default_factory=set)
    causes: set[str] = field(default_factory=set)

    def add(self, account: Account) -> None:
        """Take in one account."""
        self.members.append(account)
        self.keys |= account.keys
        self.operators |= {account.operator} - {""}
        self.causes |= {account.source.mention.cause} - {"unknown"}

    @property
    def begins(self) -> datetime:
        """The earliest moment at which it may have begun (a publication where nothing else is known)."""
        return min(member.window[0] if member.window else member.published for member in self.members)

    @property
    def until(self) -> datetime | None:
        """How far it is told to have lasted; a told end beats reports that it goes on."""
        ends = [m.until for m in self.members if m.until and m.source.mention.ended_at]
        return max(ends or [m.until for m in self.members if m.until], default=None)


def group(accounts: Iterable[Account]) -> list[Group]:
    """Partition accounts into outages. Pure; the same groups whatever the order of `accounts`."""
    return _tie(place(accounts))


def place(accounts: Iterable[Account]) -> list[Group]:
    """Accounts by names and times alone, before articles tie groups together.

    Every account joins the best of the groups that it could join, so groups that it could not or would not join make no
    difference to it: what incremental merging rests on.
    """
    listed = list(accounts)
    days: dict[date, list[Group]] = defaultdict(list)
    for account in sorted((a for a in listed if a.day), key=_dated_order):
        _place(account, _on_day(account, days), days)
    undated: list[Group] = []
    for account in sorted((a for a in listed if not a.day), key=_vague_order):
        _place_vague(account, days, undated)
    return [*(g for day in sorted(days) for g in days[day]), *undated]


def _dated_order(account: Account) -> tuple[date, int, tuple[datetime, str, int]]:
    return account.day or date.min, -len(account.source.mention.started_at or ""), account.order


def _vague_order(account: Account) -> tuple[int, tuple[datetime, str, int]]:
    return -len(account.source.mention.started_at or ""), account.order


def _place(account: Account, choices: Iterable[tuple[int, Group]], days: dict[date, list[Group]]) -> None:
    best = _best(account, choices)
    if best is None:
        best = Group(account.day)
        days[account.day or date.min].append(best)
    best.add(account)


def _place_vague(account: Account, days: dict[date, list[Group]], undated: list[Group]) -> None:
    best = _best(account, _in_window(account, days)) or _best(account, _among_vague(account, undated))
    if best is None:
        best = Group(None)
        undated.append(best)
    best.add(account)


def _best(account: Account, choices: Iterable[tuple[int, Group]]) -> Group | None:
    """The group that fits best: by name, then cause, then how much is told of it; the first of equals."""
    ranked = [
        ((strength, account.source.mention.cause in found.causes, len(found.members)), -n, found)
        for n, (strength, found) in enumerate(choices)
        if strength
    ]
    return max(ranked, key=lambda entry: entry[:2])[2] if ranked else None


def _on_day(account: Account, days: dict[date, list[Group]]) -> Iterator[tuple[int, Group]]:
    """Groups of the account's own day, and earlier ones that lasted into its beginning and are of the same name."""
    day = account.day or date.min
    yield from ((likeness(account, found), found) for found in days.get(day, ()) if _near(account, found))
    for back in range(1, SPILL + 1):
        for found in days.get(day - timedelta(days=back), ()):
            if found.until and account.window and found.until >= account.window[0]:
                strength = likeness(account, found)
                yield (STRONG if strength == STRONG else NONE), found


def _near(account: Account, found: Group) -> bool:
    """Whether hours agree: no told interval, or one at most `RECURRENCE` away."""
    mine = account.hours
    others = [hours for member in found.members if (hours := member.hours)]
    if mine is None or not others:
        return True
    return any(mine[0] - end <= RECURRENCE and begin - mine[1] <= RECURRENCE for begin, end in others)


def _in_window(account: Account, days: dict[date, list[Group]]) -> Iterator[tuple[int, Group]]:
    """Dated groups that a vague account may mean: of its month or year, or lately where it names no time at all."""
    first, last = account.window or (account.published - FOLLOW_UP, account.published + AHEAD)
    for back in range((last.date() - first.date()).days + 1):
        for found in days.get(last.date() - timedelta(days=back), ()):
            if _may_mean(account, found):
                strength = likeness(account, found)
                yield (strength if strength == STRONG or _is_near(account) else NONE), found


def _is_near(account: Account) -> bool:
    """Whether so little time is meant that the operator alone may name the outage: one month, or just now."""
    if account.window:
        return account.window[1] - account.window[0] < timedelta(days=31)
    return account.source.mention.role == "main"


def _may_mean(account: Account, found: Group) -> bool:
    """An article tells its outages apart itself; and one that goes on today is not one that ended before yesterday."""
    if any(member.source.article_id == account.source.article_id for member in found.members):
        return False
    over = account.window is None and account.goes_on and found.until
    return not (over and over < account.published - timedelta(days=1))


def _among_vague(account: Account, undated: Sequence[Group]) -> Iterator[tuple[int, Group]]:
    for found in undated:
        first = found.members[0]
        same_window = account.window == first.window
        close = abs(account.published - found.members[-1].published) <= FOLLOW_UP
        if same_window and (close or account.window is not None):
            yield likeness(account, found), found


def likeness(account: Account, found: Group) -> int:
    """How well names agree: `STRONG` the same service, `WEAK` the same operator or a part of it, `NONE`."""
    shared = account.keys & found.keys
    same_operator = account.operator in found.operators
    if any(not is_common(key) for key in shared) or (shared and same_operator):
        return STRONG
    pairs = [(mine, other) for mine in account.keys for other in found.keys]
    clash = bool(account.operator and found.operators and not same_operator)
    if not clash and any(same_service(mine, other) for mine, other in pairs):
        return STRONG
    if same_operator or any(_part_of(mine, other) for mine, other in pairs):
        return WEAK
    alike = any(mine.endswith(other) or other.endswith(mine) for mine, other in pairs)
    return WEAK if alike and not clash and _coincides(account, found) else NONE


def alike(one: Account, other: Account) -> bool:
    """Whether `likeness` could ever find anything in common, whatever else is told of either."""
    if one.operator and one.operator == other.operator:
        return True
    return any(
        mine.endswith(theirs) or theirs.endswith(mine) or _part_of(mine, theirs)
        for mine in one.keys
        for theirs in other.keys
    )


def _coincides(account: Account, found: Group) -> bool:
    """For names that anyone's service may have: the same hour is told, or one cause where no operator is named."""
    start = account.source.mention.started_at or ""
    if len(start) >= HOUR and any(member.source.mention.started_at == start for member in found.members):
        return True
    return not account.operator and not found.operators and account.source.mention.cause in found.causes


def _part_of(key: str, other: str) -> bool:
    """신한은행 and 신한은행쏠: one name begins the other."""
    short, long = sorted((key, other), key=len)
    return len(short) >= SHORTEST_PREFIX and long.startswith(short) and not is_common(short)


def _tie(groups: list[Group]) -> list[Group]:
    """Unite groups that one article tells as one outage."""
    owner = {id(member): n for n, found in enumerate(groups) for member in found.members}
    parents = list(range(len(groups)))

    def root(n: int) -> int:
        while parents[n] != n:
            n = parents[n]
        return n

    articles: dict[str, list[Account]] = defaultdict(list)
    for found in groups:
        for member in found.members:
            articles[member.source.article_id].append(member)
    for told in articles.values():
        for n, one in enumerate(told):
            for other in told[n + 1 :]:
                if _one_outage(one, other):
                    low, high = sorted((root(owner[id(one)]), root(owner[id(other)])))
                    parents[high] = low
    return _united(groups, [root(n) for n in range(len(groups))])


def _united(groups: list[Group], roots: list[int]) -> list[Group]:
    for n, found in enumerate(groups):
        if roots[n] != n:
            for member in found.members:
                groups[roots[n]].add(member)
    return [found for n, found in enumerate(groups) if roots[n] == n]


def _one_outage(one: Account, other: Account) -> bool:
    """Whether two mentions of one article belong together: the same beginning, and an operator or an outer cause."""
    if one.day is None or one.day != other.day or not _near(one, _alone(other)):
        return False
    if one.operator and one.operator == other.operator:
        return True
    causes = {one.source.mention.cause, other.source.mention.cause}
    if not one.source.mention.role == other.source.mention.role == "main":
        return False
    return "third_party" in causes or (len(causes) == 1 and causes <= SHARED_CAUSES)


def _alone(account: Account) -> Group:
    single = Group(account.day)
    single.add(account)
    return single
