"""Documentation cannot lag: every command is documented, every link leads somewhere, every file is where docs say."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from classifier.temporal.forms import rules_table
from crawler.publishers.table import sources_table
from meoktong.cli import app

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "README.ko.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMANDS = sorted(get_command(app).commands)  # type: ignore[attr-defined]
GROUPS = [command for command in get_command(app).commands.values() if hasattr(command, "commands")]  # type: ignore[attr-defined]
BELOW = sorted(f"{group.name} {name}" for group in GROUPS for name in group.commands)
OPTIONS = sorted(
    {
        option
        for commands in (get_command(app), *GROUPS)
        for command in commands.commands.values()  # type: ignore[attr-defined]
        for one in command.params
        for option in (*one.opts, *one.secondary_opts)
        if option.startswith("--")
    }
)


@pytest.mark.parametrize("command", [*COMMANDS, *BELOW])
def test_every_command_is_documented(command: str) -> None:
    assert f"`meoktong {command}" in (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("option", OPTIONS)
def test_every_option_is_documented(option: str) -> None:
    assert re.search(rf"{option}\b", (ROOT / "docs" / "commands.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_in_docs_exist(page: Path) -> None:
    told = re.findall(r"(?:\.venv/bin/|`)meoktong ([a-z]+)", page.read_text(encoding="utf-8"))
    assert set(told) - set(COMMANDS) == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?://)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_readme_opens_with_the_two_commands() -> None:
    for page in PAGES[:2]:
        head = page.read_text(encoding="utf-8")[:900]
        assert "make demo" in head
        assert "make test" in head


def test_both_readmes_show_the_same_digest() -> None:
    blocks = [
        re.findall(r"^    서비스 장애 요약.*?^    살펴본 [^\n]*$", p.read_text("utf-8"), re.M | re.S) for p in PAGES[:2]
    ]
    assert blocks[0] == blocks[1]
    assert len(blocks[0]) == 1


def test_the_table_of_time_rules_is_that_of_the_rules() -> None:
    """`meoktong timex --rules` prints it."""
    assert rules_table() in (ROOT / "docs" / "time-expressions.md").read_text(encoding="utf-8")


def test_the_table_of_sources_is_that_of_the_declarations() -> None:
    """`meoktong sources table` prints it."""
    assert sources_table() in (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
