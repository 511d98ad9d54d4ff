"""docs/data.md: every command and every query in it is run on the record that `make demo` leaves."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from meoktong.research.schema import schema
from tests.meoktong.conftest import ROOT, Run

DOC = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", DOC, re.M | re.S)


COMMANDS = [line for block in blocks("sh") for line in block.splitlines() if line.startswith("meoktong ")]
QUESTIONS = blocks("sql")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demo's record as `meoktong.db`."""
    import subprocess

    folder = tmp_path_factory.mktemp("data")
    env = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    command = [sys.executable, "-m", "meoktong", "demo", "--db", "meoktong.db"]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return folder


def test_there_are_ten_questions_each_as_command_and_as_sql() -> None:
    parts = re.split(r"^### \d+\. ", DOC, flags=re.M)[1:]
    assert len(parts) == len(QUESTIONS) == 10
    assert all("```sh" in part and "```sql" in part for part in parts)


def test_every_command_answers(demo: Path, meoktong: Run) -> None:
    for command in COMMANDS:
        words = command.split()[1:]
        out = ["--db", str(demo / "meoktong.db")]
        if words[:2] == ["export", "events"] and "--out" in words:
            words[-1] = str(demo / words[-1])
        if words[0] == "backup":
            words[-1] = str(demo / words[-1])
        done = meoktong(*words, *out)
        assert (done.returncode, done.stderr.strip()) == (0, ""), command
        assert len(done.stdout.splitlines()) > 1 or "--out" in words or words[0] == "backup", command


@pytest.mark.parametrize("question", range(10))
def test_every_query_answers(demo: Path, question: int) -> None:
    with closing(sqlite3.connect(demo / "meoktong.db")) as database:
        assert database.execute(QUESTIONS[question]).fetchall()


def test_command_and_query_say_the_same(demo: Path, meoktong: Run) -> None:
    with closing(sqlite3.connect(demo / "meoktong.db")) as database:
        for question, command in ((0, COMMANDS[0]), (4, COMMANDS[4]), (8, COMMANDS[8])):
            told = json.loads(
                meoktong(*command.split()[1:], "--db", str(demo / "meoktong.db"), "--format", "json").stdout
            )
            found = database.execute(QUESTIONS[question]).fetchall()
            assert len(told) == len(found) > 0
            if question < 8:
                assert [one["id"] for one in told] == [row[0] for row in found]


def test_duckdb_and_pandas_read_the_export(demo: Path, meoktong: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    target = demo / "events.parquet"
    meoktong("export", "events", "--format", "parquet", "--out", str(target), "--db", str(demo / "meoktong.db"))
    monkeypatch.chdir(demo)
    examples = blocks("python")
    assert len(examples) == 2
    for example in examples:
        exec(compile(example, "docs/data.md", "exec"), {})  # noqa: S102 - our own documentation


def test_the_schema_in_the_docs_is_that_of_the_models() -> None:
    """`meoktong export schema` prints it."""
    assert DOC.endswith(schema())
