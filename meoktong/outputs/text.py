"""A digest as plain Korean text, aligned for a fixed-width screen: what a journalist reads and sends on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len

from meoktong.digest import Digest, Entry, Watched
from meoktong.outputs.korean import CAUSES, STATUSES, day, length, moment, ordinal
from storage.records import MergedEvent

WIDTH = 88  # screen cells; a Hangul syllable takes two
LABEL = 6
INDENT = " " * 4
NAMES = 5  # systems that are named; the others are counted
OUTLETS = 12


def render(digest: Digest) -> str:
    """The digest as text that ends in a newline."""
    lines = [*_head(digest)]
    numbers = iter(range(1, len(digest.news) + len(digest.older) + 1))
    for title, entries in (
        ("진행 중인 장애", digest.open),
        ("복구된 장애", digest.restored),
        ("복구 여부가 알려지지 않은 장애", digest.unclear),
        ("앞서 시작된 장애의 새 소식", digest.older),
    ):
        lines += _section(title, entries, numbers, digest.period.days[1])
    for title, entries in (("확인이 필요한 언급", digest.doubtful), ("기사에 언급된 지난 사례", digest.recalled)):
        if entries:
            lines += ["", f"■ {title} {len(entries)}건"]
            lines += [line for entry in entries for line in _in_brief(entry)]
    return "\n".join([*lines, *_foot(digest.watched)]) + "\n"


def _head(digest: Digest) -> Iterator[str]:
    first, last = digest.period.days
    until = f" ~ {day(last, first)}" if last != first else ""
    yield f"서비스 장애 요약: {day(first)}{until}"
    yield "=" * WIDTH
    if not digest.news:
        yield "이 기간에 새로 알려진 장애가 없습니다."
        return
    counts = (("진행 중", digest.open), ("복구", digest.restored), ("미확인", digest.unclear))
    shares = ", ".join(f"{name} {len(entries)}건" for name, entries in counts if entries)
    yield f"새 장애 {len(digest.news)}건 ({shares})"


def _section(title: str, entries: Sequence[Entry], numbers: Iterator[int], near: str) -> Iterator[str]:
    if not entries:
        return
    yield ""
    yield f"■ {title}"
    for entry in entries:
        yield ""
        yield from _entry(entry, next(numbers), near)


def _entry(entry: Entry, number: int, near: str) -> Iterator[str]:
    event = entry.event
    state = f" [{STATUSES[event.status]}]" if event.status != "restored" else ""
    yield from _wrapped(f"{number:>2}. ", systems(event) + state)
    yield from _field("운영", event.operator or "")
    yield from _field("시각", when(event, near, entry.reported))
    yield from _field("원인", CAUSES[event.cause])
    yield from _field("보도", f"기사 {entry.articles}건, 독립 출처 {event.independent_sources}곳")
    if entry.circle and entry.nth > 1:
        yield from _field("맥락", f"{entry.circle} 장애로는 이 기간 {ordinal(entry.nth)}")
    if entry.quote:
        yield from _field("근거", f"“{entry.quote.text}” ({entry.quote.publisher})")
    for n, (publisher, url) in enumerate(entry.links):
        yield f"{INDENT}{_padded('기사' if n == 0 else '', LABEL)}{publisher} {url}"
    if entry.articles > len(entry.links):
        yield f"{INDENT}{' ' * LABEL}외 {entry.articles - len(entry.links)}건"


def systems(event: MergedEvent) -> str:
    """The most prominent systems, the others counted."""
    named = ", ".join(event.systems[:NAMES])
    return f"{named} 외 {len(event.systems) - NAMES}개" if len(event.systems) > NAMES else named


def when(event: MergedEvent, near: str = "", reported: str = "") -> str:
    """From when to when and how long, in Korean; the day of the first report where nobody tells the start.

    `near` is a day whose year need not be said.
    """
    start, end = event.started_at, event.ended_at
    told = moment(start, near) if start else ""
    if end and not (start and end[:10] == start[:10] and len(end) <= 10):
        told += f" ~ {moment(end, start or near)}"
    elif start and event.status in {"ongoing", "partial"}:
        told += " ~ 계속"
    if not start:
        told = f"시작 시각이 알려지지 않음{f' ({day(reported, near)} 보도)' if reported else ''}{told}"
    known = [told]
    if event.duration_minutes is not None:
        known.append(length(event.duration_minutes, event.duration_qualifier))
    return ", ".join(known)


def _in_brief(entry: Entry) -> Iterator[str]:
    event = entry.event
    cause = f", {CAUSES[event.cause]}" if event.cause != "unknown" else ""
    outlets = dict.fromkeys(publisher for publisher, _ in entry.links if publisher)
    yield from _wrapped(
        "  - ",
        f"{when(event, reported=entry.reported)}: {systems(event)}{cause} ({', '.join(outlets)})".replace(" ()", ""),
    )


def _foot(watched: Watched) -> Iterator[str]:
    yield ""
    yield "-" * WIDTH
    outlets = sorted(watched.per_publisher.items(), key=lambda pair: (-pair[1], pair[0]))
    listed = ", ".join(f"{name} {count}건" for name, count in outlets[:OUTLETS])
    more = f" 외 {len(outlets) - OUTLETS}곳" if len(outlets) > OUTLETS else ""
    yield from _wrapped("", f"살펴본 기사 {watched.articles}건, 매체 {len(outlets)}곳: {listed}{more}".rstrip(": "))
    if watched.silent:
        yield from _wrapped("", f"아무것도 얻지 못한 출처: {', '.join(watched.silent)}")


def _field(label: str, value: str) -> Iterable[str]:
    return _wrapped(INDENT + _padded(label, LABEL), value) if value else ()


def _padded(text: str, width: int) -> str:
    return text + " " * max(0, width - cell_len(text))


def _wrapped(prefix: str, text: str) -> Iterator[str]:
    """Lines of at most `WIDTH` cells, broken at spaces, the later ones indented to the width of `prefix`."""
    line, margin = prefix, " " * cell_len(prefix)
    for word in text.split():
        gap = "" if line in {prefix, margin} else " "
        if gap and cell_len(line) + 1 + cell_len(word) > WIDTH:
            yield line
            line, gap = margin, ""
        line += gap + word
    yield line
