"""The forms of a digest: each readable by its own reader, the same selection in all, and no word of others obeyed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import pytest
from lxml import etree, html
from markdown_it import MarkdownIt

from meoktong.digest import Digest
from meoktong.outputs import atom, chat, data, markdown, text
from meoktong.outputs import html as page
from meoktong.outputs.story import SUBJECT, told
from meoktong.outputs.tongue import ENGLISH, KOREAN
from tests.meoktong.stories import HOSTILE, UPDATED, hostile, plain

ATOM = "{http://www.w3.org/2005/Atom}"
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
CHROMIUM = shutil.which("chromium")
WRITERS = [text.render, markdown.render, page.render, atom.render, chat.render]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_form_tells_every_outage_and_what_changed(language: str) -> None:
    for write in WRITERS:
        written = write(plain(), language)  # type: ignore[operator]
        for words in ("정부24", "모바일 신분증", "누리방송", "http://www.hangangilbo.example/20231124-aaaaaa"):
            assert words in written
        assert ("접속 폭주(과부하) → 작업 실수" if language == "ko" else "overload → human error") in written


def test_both_languages_can_say_the_same() -> None:
    assert KOREAN.says.keys() == ENGLISH.says.keys()
    assert KOREAN.parts.keys() == ENGLISH.parts.keys() == {part for part, _ in plain().parts()}
    assert KOREAN.properties.keys() == ENGLISH.properties.keys()
    assert KOREAN.causes.keys() == ENGLISH.causes.keys()
    for name, korean in KOREAN.says.items():
        assert Counter(re.findall(r"{\w+}", korean)) == Counter(re.findall(r"{\w+}", ENGLISH.says[name])), name


@pytest.mark.parametrize("write", WRITERS)
def test_no_control_of_others_reaches_a_reader(write: object) -> None:
    assert CONTROLS.search(write(hostile())) is None  # type: ignore[operator]


def test_a_subject_is_one_short_line_whatever_a_system_is_called() -> None:
    subject = told(hostile()).subject
    assert len(subject) <= SUBJECT
    assert subject.startswith("[먹통] 새 장애 1건 (진행 중 1건) · <img src=x onerror=alert(1)>")
    assert CONTROLS.search(subject) is None


def test_subjects_say_what_a_desk_sorts_by() -> None:
    assert told(plain()).subject == "[먹통] 새 장애 1건 (진행 중 1건), 복구된 장애 1건 · 정부24, 모바일 신분증"
    assert told(plain(), "en").subject == "[meoktong] New 1 (ongoing 1), Resolved 1 · 정부24, 모바일 신분증"
    assert told(plain(), alert=True).subject.startswith("[먹통 속보] ")
    nothing = Digest(plain().period, UPDATED)
    assert told(nothing).subject == "[먹통] 새로 알려진 장애 없음 · 2023년 11월 24일(금)"


# HTML


def test_the_page_loads_nothing_and_links_only_into_the_web() -> None:
    tree = html.fromstring(page.render(hostile()).encode(), parser=html.HTMLParser(encoding="utf-8"))
    assert tree.xpath("//script | //img | //iframe | //link | //form | //*[@onerror or @onmouseover or @onclick]") == []
    assert {urlsplit(address).scheme for address in tree.xpath("//@href")} == {"https"}
    assert " ".join(HOSTILE.split())[:40] in " ".join(tree.text_content().split())


def test_the_page_names_its_language_and_colours_for_light_and_dark() -> None:
    tree = html.fromstring(page.render(plain(), "en").encode())
    assert tree.get("lang") == "en"
    assert tree.xpath("//meta[@name='color-scheme']/@content") == ["light dark"]
    assert "prefers-color-scheme: dark" in tree.findtext(".//style")


@pytest.mark.skipif(CHROMIUM is None, reason="no browser here")
def test_a_browser_runs_nothing_of_a_hostile_page(tmp_path: Path) -> None:
    written = page.render(hostile()).replace("alert(1)", "document.title='obeyed'")
    (tmp_path / "page.html").write_text(written, encoding="utf-8")
    command = [
        str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", (tmp_path / "page.html").as_uri(),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert "<title>[먹통] 새 장애 1건" in done.stdout
    assert html.fromstring(done.stdout).xpath("//script | //img") == []


# Markdown


def test_markdown_of_others_is_only_text() -> None:
    shown = html.fromstring(MarkdownIt("commonmark", {"html": True}).render(markdown.render(hostile())))
    assert shown.xpath("//img | //script | //em | //code") == []
    assert shown.xpath("//a/@href") == ["https://a.example/%22onmouseover=%22alert(1)"]
    assert not [strong for strong in shown.xpath("//strong/text()") if "굵게" in strong]
    assert "[누르세요](javascript:alert(1)) <!channel> ＠everyone" in shown.text_content()


def test_markdown_has_one_heading_an_outage() -> None:
    shown = html.fromstring(MarkdownIt("commonmark").render(markdown.render(plain())))
    assert [heading.text_content() for heading in shown.xpath("//h3")] == [
        "1. 정부24 [진행 중]",
        "2. 모바일 신분증, 모바일 운전면허증 [복구]",
    ]


# JSON


def test_json_tells_old_and_new_values() -> None:
    whole = json.loads(data.render(plain()))
    (entry,) = whole["resolved"]
    assert entry["changes"] == [
        {"property": "status", "old": "ongoing", "new": "restored", "by": ["누리방송"]},
        {"property": "cause", "old": "overload", "new": "human_error", "by": ["누리방송", "새벽경제"]},
    ]
    assert whole["watched"]["silent"] == ["새벽경제/사회"]


# Atom (RFC 4287)


def test_the_feed_has_what_the_standard_asks_for() -> None:
    feed = etree.fromstring(atom.render(plain("desk")).encode())
    assert feed.tag == f"{ATOM}feed"
    for one in (feed, *feed.iter(f"{ATOM}entry")):
        counts = Counter(child.tag for child in one)
        assert all(counts[f"{ATOM}{name}"] == 1 for name in ("id", "title", "updated"))
        assert datetime.fromisoformat(one.findtext(f"{ATOM}updated")).tzinfo is not None
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    identifiers = [element.text for element in feed.iter(f"{ATOM}id")]
    assert len(set(identifiers)) == len(identifiers) == 3
    assert all(identifier.startswith("urn:uuid:") for identifier in identifiers)
    assert {entry.find(f"{ATOM}content").get("type") for entry in feed.iter(f"{ATOM}entry")} == {"html"}


def test_a_feed_reader_reads_it() -> None:
    feed = feedparser.parse(atom.render(plain("desk")))
    assert not feed.bozo
    assert feed.version == "atom10"
    assert [entry.title for entry in feed.entries] == ["[복구] 모바일 신분증, 모바일 운전면허증", "[진행 중] 정부24"][
        ::-1
    ]
    assert feed.entries[0].link == "http://www.hangangilbo.example/20231124-aaaaaa"
    assert "누리방송" in feed.entries[1].content[0].value


def test_news_of_an_outage_updates_its_entry() -> None:
    first = plain()
    later = UPDATED + timedelta(hours=3)
    second = replace(first, new=(), changed=(replace(first.new[0], kind="changed", updated_at=later),))
    before, after = (feedparser.parse(atom.render(digest)) for digest in (first, second))
    one = before.entries[0]
    (same,) = [entry for entry in after.entries if entry.id == one.id]
    assert same.updated == "2023-11-24T16:00:00Z"
    assert (same.updated > one.updated, after.feed.updated) == (True, same.updated)
    assert after.feed.id == before.feed.id


def test_a_hostile_feed_is_well_formed_and_harmless() -> None:
    feed = feedparser.parse(atom.render(hostile()), sanitize_html=False)
    assert not feed.bozo
    content = html.fromstring(feed.entries[0].content[0].value)
    assert content.xpath("//img | //script") == []
    assert content.xpath("//a/@href") == ["https://a.example/%22onmouseover=%22alert(1)"]
