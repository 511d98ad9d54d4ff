"""How long questions take on a large record: `python benchmarks/queries.py` (a million articles, 50,000 outages, SQLite).

The articles are generated, one sentence after another, with common words in most and rare ones in few. Every question is
asked several times through a fresh session; the median counts. `--db` keeps the record for another run.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlmodel import Session

from storage import counting, fulltext, queries
from storage.localtime import SEOUL
from storage.store import Store

LIMIT = 0.2  # seconds at the median
FIRST = datetime(2015, 1, 1, tzinfo=UTC)
YEARS = 10
OPERATORS = [
    f"{a}{b}"
    for a in ("가온", "누리", "다솔", "라온", "마루", "바론", "새빛", "아람")
    for b in ("은행", "통신", "증권", "카드")
]
SERVICES = ("앱", "인터넷뱅킹", "홈페이지", "결제", "고객센터", "로그인")
CAUSES = ("software", "hardware", "overload", "fire", "power", "unknown", "unknown", "human_error")
WORDS = ("오전부터 접속이 되지 않았다", "장애가 이어졌다", "복구를 마쳤다고 밝혔다", "이용자 불편이 컸다", "원인을 찾고 있다", "전산망 점검을 했다",
         "날씨가 맑겠다", "경기를 이겼다", "주가가 올랐다", "축제가 열린다", "새 앨범을 냈다", "예산을 심의했다")  # fmt: skip


def text(rng: random.Random, n: int, system: str) -> tuple[str, str]:
    """Headline and body of about 200 characters; `system` only in articles on outages."""
    parts = [rng.choice(WORDS[:6] if system or rng.random() < 0.2 else WORDS[6:]) for _ in range(10)]
    rare = f"{rng.choice(OPERATORS)[:2]}골{n % 997}번지"
    return f"{system or rng.choice(WORDS)} {n}", f"{system} {rare} 소식이다. " + ". ".join(parts) + "."


def fill(path: Path, articles: int, events: int) -> None:
    """Write the tables directly: the store's own way is for one article at a time."""
    Store(str(path)).close()
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA synchronous=OFF")
    database.execute("BEGIN")
    rng = random.Random(5)  # noqa: S311
    each = articles // events
    for part in parts(1, articles + 1, 20_000):
        rows = [article(rng, n, articles, events, each) for n in part]
        insert(
            database,
            "article",
            "id, url, publisher, source, first_seen, current_id, unmerged",
            (row["article"] for row in rows),
        )
        columns = "id, article_id, headline, body, published_at, published_local, published_raw, modified_raw, layout, body_sha256, extractor, relevance, relevance_score, partial"
        insert(database, "article_version", columns, (row["version"] for row in rows))
        for table in (fulltext.WORDS, fulltext.TELLING):
            entries = (row["entry"] for row in rows if table == fulltext.WORDS or row["event"])
            insert(database, table, "rowid, words", entries)
    names = {
        (kind, told)
        for n in range(events)
        for kind, told in (("system", system_of(n)), ("operator", system_of(n).split()[0]))
    }
    insert(
        database,
        "name",
        "kind, name, written, key",
        ((*pair, pair[1].replace(" ", ""), pair[1].replace(" ", "")) for pair in sorted(names)),
    )
    for part in parts(0, events, 5_000):
        outages(database, rng, part, articles, events)
    database.execute("COMMIT")
    database.execute("ANALYZE")
    database.close()


def parts(first: int, end: int, size: int) -> Iterator[range]:
    return (range(at, min(at + size, end)) for at in range(first, end, size))


def insert(database: sqlite3.Connection, table: str, columns: str, rows: Iterator[Any]) -> None:
    marks = ", ".join("?" for _ in columns.split(","))
    database.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)  # noqa: S608


def moment(n: int, articles: int) -> datetime:
    return FIRST + timedelta(days=365 * YEARS) * (n / articles)


def event_of(n: int, events: int, each: int) -> int | None:
    """Three articles of every twenty or so tell of an outage."""
    return (n // each) % events if n % each < 3 and n // each < events else None


def article(rng: random.Random, n: int, articles: int, events: int, each: int) -> dict[str, Any]:
    when = moment(n, articles)
    event = event_of(n, events, each)
    system = system_of(event) if event is not None else ""
    headline, body = text(rng, n, system)
    told = f"{when:%Y-%m-%d %H:%M:%S.%f}"
    local = f"{when.astimezone(SEOUL):%Y-%m-%d %H:%M}"
    label = "report" if event is not None else "reference" if n % 50 == 0 else "none"
    return {
        "event": event is not None,
        "article": (n, f"https://news{n % 90}.example/{n}", f"신문{n % 90}", "", told, n, 0),
        "version": (n, n, headline, body, told, local, "", "", "", f"{n:064x}", "v1", label, 0.5, 0),
        "entry": (fulltext.number(when, n), fulltext.words(f"{headline}\n{body}")),
    }


def system_of(event: int) -> str:
    operator = OPERATORS[event * 7919 % len(OPERATORS)]
    return f"{operator} {SERVICES[event * 104_729 % len(SERVICES)]}"


def outages(database: sqlite3.Connection, rng: random.Random, part: range, articles: int, events: int) -> None:
    each = articles // events
    rows: dict[str, list[Any]] = {name: [] for name in ("event", "state", "name", "member", "mention", "statement")}
    for n in part:
        start = moment(n * each, articles).astimezone(SEOUL)
        system, cause = system_of(n), CAUSES[n % len(CAUSES)]
        minutes = float(rng.randint(5, 900)) if n % 3 else None
        began, name = f"{start.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}", f"{start:%Y%m%d}-{n:06x}"
        date, clock = f"{start:%Y-%m-%d}", f"{start:%H:%M}"
        status, operator = ("restored" if minutes else "unknown"), system.split()[0]
        believed = (
            began,
            "minute",
            date,
            clock,
            minutes,
            f'["{system}"]',
            operator,
            status,
            cause,
            0.9,
            2,
            3,
            "",
            began,
        )
        rows["event"].append((name, *believed, began, began))
        rows["state"].append((name, *believed, began))
        rows["name"] += [
            (name, kind, 0, told, told.replace(" ", ""), began, minutes)
            for kind, told in (("system", system), ("operator", operator))
        ]
        for k in range(3):
            told_by = n * each + k
            if not told_by or event_of(told_by, events, each) != n:
                continue
            rows["member"].append((told_by, 0, name, k))
            rows["mention"].append(
                (
                    began,
                    "minute",
                    date,
                    clock,
                    minutes,
                    told_by,
                    0,
                    f'["{system}"]',
                    operator,
                    "main",
                    status,
                    cause,
                    "[]",
                    "{}",
                    "{}",
                    0.9,
                )
            )
            values = {
                "systems": f'["{system}"]',
                "operator": operator,
                "started_at": f"{date}T{clock}",
                "status": status,
                "cause": cause,
                "role": "main",
            }
            rows["statement"] += [
                (name, told_by, 0, prop, value, value, "benchmark", began) for prop, value in values.items()
            ]
    believed_columns = "started_at, started_grain, started_date, started_time, duration_minutes, systems, operator, status, cause, confidence, independent_sources, articles, review, began"
    insert(database, "event", f"id, {believed_columns}, first_seen, updated_at", iter(rows["event"]))
    insert(database, "event_state", f"event_id, {believed_columns}, since", iter(rows["state"]))
    insert(database, "event_name", "event_id, kind, position, name, key, began, duration_minutes", iter(rows["name"]))
    insert(database, "event_mention", "article_id, mention, event_id, position", iter(rows["member"]))
    insert(
        database,
        "mention",
        "started_at, started_grain, started_date, started_time, duration_minutes, version_id, position, systems, operator, role, status, cause, milestones, basis, made_by, confidence",
        iter(rows["mention"]),
    )
    insert(
        database,
        "statement",
        "event_id, article_id, mention, property, value, quote, made_by, first_seen",
        iter(rows["statement"]),
    )


def questions(session: Session) -> dict[str, Callable[[], Any]]:
    """What `meoktong events`, `event`, `systems` and `articles` ask."""
    some = queries.events(session, since="2020-03", limit=1)[0].id
    day = FIRST + timedelta(days=2_000)
    return {
        "events, newest": lambda: queries.events(session),
        "events --system": lambda: queries.events(session, system=system_of(17)),
        "events --operator": lambda: queries.events(session, operator="가온은행"),
        "events of a sector": lambda: queries.events(
            session, among=[f"{name} 앱".replace(" ", "") for name in OPERATORS]
        ),
        "events --cause": lambda: queries.events(session, cause="fire"),
        "events --status": lambda: queries.events(session, status="unknown"),
        "events of a month": lambda: queries.events(session, since="2019-05", until="2019-05"),
        "events --min-duration": lambda: queries.events(session, min_duration=800),
        "events by duration": lambda: queries.events(session, sort="duration"),
        "events, page 400": lambda: queries.events(session, offset=40_000),
        "events --text 장애": lambda: queries.events(session, text="장애"),
        "events --text, rare": lambda: queries.events(session, text="가온골17번지"),
        "events --text and --cause": lambda: queries.events(session, text="전산망 복구", cause="fire"),
        "events of a month, as of then": lambda: queries.events(session, since="2019-05", until="2019-05", at=day),
        "event ID": lambda: (queries.event(session, some), counting.context(session, some)),
        "event ID --as-of": lambda: queries.event(session, some, day + timedelta(days=900)),
        "systems": lambda: counting.systems(session),
        "systems of a year": lambda: counting.systems(session, since="2020", until="2020"),
        "operators": lambda: counting.systems(session, kind="operator"),
        "articles, newest": lambda: queries.articles(session),
        "articles --text 장애": lambda: queries.articles(session, text="장애"),
        "articles --text, two words": lambda: queries.articles(session, text="전산망 접속"),
        "articles --text, rare": lambda: queries.articles(session, text="누리골33번지"),
        "articles --text of a month": lambda: queries.articles(
            session, text="복구", since=day, until=day + timedelta(days=30)
        ),
        "articles --relevance": lambda: queries.articles(session, relevance="reference"),
        "articles --publisher": lambda: queries.articles(session, publisher="신문7"),
        "changes of a day": lambda: queries.changes(session, day, day + timedelta(days=1)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--events", type=int, default=50_000)
    parser.add_argument("--repeat", type=int, default=7)
    parser.add_argument("--db", type=Path)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = told.db or Path(folder) / "large.db"
        if not path.exists():
            start = time.perf_counter()
            fill(path, told.articles, told.events)
            print(f"filled in {time.perf_counter() - start:.0f} s, {path.stat().st_size / 1e9:.1f} GB")
        slow = 0
        with Store(str(path), create=False) as store:
            with store.reading() as session:
                names = list(questions(session))
            for name in names:
                times, found = [], 0
                for _ in range(told.repeat):
                    with store.reading() as session:
                        ask = questions(session)[name]
                        start = time.perf_counter()
                        answer = ask()
                        times.append(time.perf_counter() - start)
                        found = len(answer) if isinstance(answer, list) else 1
                median = statistics.median(times)
                slow += median >= LIMIT
                print(
                    f"{median * 1000:8.1f} ms  {found:4d} found  {name}{'  SLOW' if median >= LIMIT else ''}",
                    flush=True,
                )
        print(f"{slow} of {len(names)} questions take {LIMIT * 1000:.0f} ms or more")


if __name__ == "__main__":
    main()
