"""The configuration: one file, the environment over it, every fault one line that names the key, no secret shown."""

from __future__ import annotations

import os
import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from meoktong.complaints import FailureError, UsageError
from meoktong.settings.load import load
from meoktong.settings.model import declared
from meoktong.settings.secrets import secret
from meoktong.settings.shown import rows
from tests.meoktong.conftest import Run

EXAMPLE = (files("meoktong.settings") / "example.toml").read_text("utf-8")
MAIL = '[mail]\nhost = "mail.example.org"\nsender = "먹통@example.org"\n'.replace("먹통", "meoktong")


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("MEOKTONG_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def write(text: str, path: str = "meoktong.toml") -> Path:
    Path(path).write_text(text, encoding="utf-8")
    return Path(path)


def paths(tree: dict[str, Any], above: str = "") -> set[str]:
    found: set[str] = set()
    for name, value in tree.items():
        found |= paths(value, f"{above}{name}.") if isinstance(value, dict) else {f"{above}{name}"}
    return found


def test_the_example_holds_every_key_and_is_valid_as_written_and_with_every_line_uncommented() -> None:
    write(EXAMPLE)
    assert load().settings.database == "meoktong.db"
    whole = re.sub(r"^# (?=\[|[a-z_]+ = )", "", EXAMPLE, flags=re.M)
    write(whole)
    settings = load().settings
    assert settings.subscriptions["desk"].alert is not None
    told = {path.replace("subscriptions.desk", "subscriptions.*") for path in paths(tomllib.loads(whole))}
    assert told == paths(declared())


def test_the_environment_wins_over_the_file_and_both_over_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    write('language = "en"\ncontact = "a"\n[run]\nmax_minutes = 5\nlog = "json"\n')
    monkeypatch.setenv("MEOKTONG_CONTACT", "b")
    monkeypatch.setenv("MEOKTONG_RUN__MAX_MINUTES", "7.5")
    monkeypatch.setenv("MEOKTONG_SOURCES", "한국일보, 동아일보")
    loaded = load()
    assert (loaded.settings.language, loaded.settings.contact, loaded.settings.run.max_minutes) == ("en", "b", 7.5)
    assert (loaded.settings.run.log, loaded.settings.sources) == ("json", ("한국일보", "동아일보"))
    origins = {row["key"]: row["from"] for row in rows(loaded)}
    assert origins["contact"] == origins["run.max_minutes"] == "environment"
    assert (origins["language"], origins["run.keep_pages_days"]) == ("meoktong.toml", "default")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[run]\nmax_minuts = 4", "unknown key run.max_minuts; did you mean run.max_minutes?"),
        ('sender = "a@b.example"', "unknown key sender; did you mean mail.sender?"),
        ('[subscriptions.desk.alert]\nsistems = ["a"]', "did you mean subscriptions.desk.alert.systems?"),
        ("언어 = 3", "not UTF-8|Invalid"),
        ("[run\n", "line 1, column 5"),
        ("[run]\nmax_minutes = -1", "run.max_minutes: input should be greater than 0"),
        ('language = "fr"', "language: input should be 'ko' or 'en'"),
        (MAIL + 'password = "hunter2"', "mail.password: a secret is named here"),
        ('[subscriptions.desk]\nnotify = ["slack://hunter2/b/c"]', "subscriptions.desk.notify.0: a secret is named"),
        ('[subscriptions.desk]\nmail = ["a@b.example\\r\\nBcc: x@y.example"]', "is no mail address"),
        (MAIL + 'sender_name = "a\\nBcc: x"', "mail.sender_name: is one line"),
        ('[subscriptions.desk]\nsectors = ["은행들"]', "did you mean 은행?"),
        ('[subscriptions."../x"]\n', "is no name"),
        ('database = "postgresql+psycopg://me:hunter2@db/x"', "a password is not written here"),
        ("x = " + "[" * 9000, "deep|recursion|nest|Invalid"),
    ],
)
def test_what_cannot_be_is_one_line_that_names_the_key_and_no_secret(text: str, says: str) -> None:
    write(text)
    with pytest.raises(UsageError) as caught:
        load()
    line = str(caught.value)
    assert re.search(f"^meoktong.toml: .*(?:{says if '|' in says else re.escape(says)})", line)
    assert "\n" not in line
    assert "hunter2" not in line


def test_a_misspelled_variable_is_refused_in_a_table_and_told_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEOKTONG_DATABSE", "x.db")
    assert load().strange == {"MEOKTONG_DATABSE": "MEOKTONG_DATABASE"}
    monkeypatch.setenv("MEOKTONG_RUN__MAX_MINUTS", "4")
    with pytest.raises(UsageError, match=r"run\.max_minuts; did you mean run\.max_minutes"):
        load()


def test_a_relative_database_lies_beside_the_file_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "etc").mkdir()
    file = write('database = "a.db"', "etc/other.toml")
    assert load(file).database == "etc/a.db"


def test_a_secret_comes_from_the_environment_or_from_a_file_of_our_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TOKEN", "hunter2")
    assert secret("env:TOKEN", tmp_path) == "hunter2"
    write("hunter3\n", "token").chmod(0o600)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert secret("file:token", tmp_path) == secret("file:$CREDENTIALS_DIRECTORY/token", Path("/")) == "hunter3"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644])
def test_a_secret_that_others_can_read_is_refused(mode: int, tmp_path: Path) -> None:
    write("hunter2", "token").chmod(mode)
    with pytest.raises(FailureError, match="chmod 600") as caught:
        secret("file:token", tmp_path)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("reference", ["env:NOT_SET_ANYWHERE", "file:nowhere", "file:."])
def test_a_secret_that_is_not_there_is_one_line(reference: str, tmp_path: Path) -> None:
    with pytest.raises(FailureError):
        secret(reference, tmp_path)


def test_a_secret_of_two_lines_is_refused(tmp_path: Path) -> None:
    write("a\r\nBcc: b", "token").chmod(0o600)
    with pytest.raises(FailureError, match="one line"):
        secret("file:token", tmp_path)


def test_init_writes_once_and_config_masks(meoktong: Run, tmp_path: Path) -> None:
    assert meoktong("init").returncode == 0
    again = meoktong("init")
    assert (again.returncode, "already there" in again.stderr) == (1, True)
    write(MAIL + 'password = "file:token"\n', str(tmp_path / "meoktong.toml"))
    write("hunter2", str(tmp_path / "token")).chmod(0o600)
    done = meoktong("config")
    assert done.returncode == 0
    assert "file:token (set, not shown)" in done.stdout
    assert "hunter2" not in done.stdout + done.stderr


def test_a_verb_that_needs_no_database_works_beside_a_broken_configuration(meoktong: Run, tmp_path: Path) -> None:
    write("x = 1", str(tmp_path / "meoktong.toml"))
    assert meoktong("timex", "24일", "--at", "2023-11-24T21:30").returncode == 0
    assert meoktong("extract", "-", stdin="").returncode == 0
    broken = meoktong("events")
    assert (broken.returncode, broken.stderr.splitlines()) == (2, ["meoktong: meoktong.toml: unknown key x"])


def test_the_configured_database_is_used_and_the_option_wins(meoktong: Run, tmp_path: Path) -> None:
    write('database = "configured.db"', str(tmp_path / "meoktong.toml"))
    assert "configured.db: no such database" in meoktong("events").stderr
    assert "given.db: no such database" in meoktong("events", "--db", "given.db").stderr
    assert "configured.db" in meoktong("--config", str(tmp_path / "meoktong.toml"), "events").stderr
