"""`meoktong explain`: what was found and why, for people; no text makes a terminal do anything."""

from __future__ import annotations

import io
import json
from datetime import datetime

import pytest
from rich.console import Console

from classifier.extract import extract
from meoktong.outputs.explained import STYLES, legend, render, visible
from storage.records import Article
from tests.meoktong.conftest import Run
from tests.meoktong.test_cli_extract import ARTICLE, line

HOSTILE = "[bold red]굵게[/] [link=http://x.example]눌러[/link] :smile: \x1b]0;title\x07\x1b[31m빨강\x9b2J \u202e거꾸로 \u2028판정: 장애 아님"


def coloured(article: Article) -> str:
    """What a terminal with colours receives."""
    console = Console(file=io.StringIO(), force_terminal=True, color_system="standard", highlight=False, markup=False)
    for told in render("one", article, extract(article)):
        console.print(told, soft_wrap=True)
    written = console.file
    assert isinstance(written, io.StringIO)
    return written.getvalue()


def article(**fields: str) -> Article:
    row = {**ARTICLE, **fields}
    return Article("", "", row["title"], row["body"], datetime.fromisoformat(row["published_at"]))


def test_a_pipe_gets_plain_text_with_every_value_and_its_reason(meoktong: Run) -> None:
    done = meoktong("explain", "-", stdin=line())
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout
    lines = done.stdout.splitlines()
    assert lines[0].startswith("■ one  2023-11-24 15:20")
    assert f"│ {ARTICLE['body']}" in lines
    assert any(told.startswith("판정: 장애 보도(report), 점수 ") for told in lines)
    assert any(told.startswith("사건 1 (기사의 주제), 확신 ") for told in lines)
    event = json.loads(meoktong("extract", "-", stdin=line()).stdout)["events"][0]
    for name, spans in event["evidence"].items():
        for span in spans:
            assert f"“{span['quote']}” {span['start']}:{span['end']}" in done.stdout, name
    assert all(f"[{maker}]" in done.stdout for maker in event["made_by"].values())


def test_bad_lines_are_named_and_the_others_are_shown(meoktong: Run) -> None:
    done = meoktong("explain", "-", stdin="글\n" + line())
    assert done.returncode == 3
    assert done.stderr.startswith("standard input:1: not JSON")
    assert "판정: " in done.stdout


def test_hostile_text_is_shown_and_never_obeyed(meoktong: Run) -> None:
    done = meoktong(
        "explain", "-", stdin=line(id=HOSTILE, title=HOSTILE, body=HOSTILE + ARTICLE["body"], publisher=HOSTILE)
    )
    assert done.returncode == 0
    assert "[bold red]굵게[/]" in done.stdout
    assert ":smile:" in done.stdout
    assert all(sign.isprintable() or sign == "\n" for sign in done.stdout)
    assert sum(told.startswith("판정: ") for told in done.stdout.splitlines()) == 1


def test_a_terminal_gets_the_evidence_in_colour_and_nothing_of_the_text() -> None:
    shown = coloured(article(title=HOSTILE + ARTICLE["title"]))
    assert "\x1b[1;36m" in shown  # a system
    assert "\x1b[1;32m" in shown  # a start
    assert "[bold red]굵게[/]" in shown
    assert not any(sign in shown for sign in ("\x1b]", "\x1b[31m", "\x9b", "\x07", "\u202e"))


def test_the_legend_names_every_colour() -> None:
    assert len(legend().plain.split("  ")) == len(STYLES) + 1
    assert {str(span.style) for span in legend().spans} == set(STYLES.values())


@pytest.mark.parametrize("text", [HOSTILE, "가\r\n나\t다\x00라", "\ud800"])
def test_visible_text_keeps_its_length(text: str) -> None:
    assert len(visible(text)) == len(text)
