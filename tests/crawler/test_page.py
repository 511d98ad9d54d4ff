"""What `parse` promises beyond single pages: layouts of a given registry, bounds on time, and no Scrapy behind it."""

import subprocess
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.page import GENERIC, MAX_BODY, NotAnArticle, parse
from crawler.page_body import body_of
from crawler.page_decode import tree_of
from crawler.publishers.model import Layout, Publisher
from crawler.publishers.registry import Registry
from storage.clean import clean_text

HEAD = (
    '<html><head><meta property="og:title" content="전자지갑 멈춤"><meta property="og:type" content="article">'
    '<meta property="article:published_time" content="2023-11-24T13:57:00+09:00"></head><body>'
)
BODY = "<p>전자지갑 서비스가 24일 오후 1시 57분부터 멈췄다. 회사는 원인을 찾고 있다고 밝혔다.</p>"
OUTLET = Publisher(
    "마루일보",
    ("maru.example",),
    layouts=(Layout("maru-1", body=("div.text", "script:html"), headline=("h1",), remove=("a.more",)),),
)
REGISTRY = Registry((OUTLET,))
URL = "https://maru.example/a/1"


def test_a_declared_outlet_is_read_by_its_layout_and_named_by_its_declaration() -> None:
    now = datetime(2023, 11, 24, 6, tzinfo=UTC)
    page = f"{HEAD}<h1>전자지갑 멈춤</h1><div class=text>{BODY}<a class=more>더 보기</a></div>"
    article = parse(page, URL, registry=REGISTRY, now=now)
    assert (article.publisher, article.layout, article.fetched_at) == ("마루일보", "maru-1", now)
    assert article.body.startswith("전자지갑 서비스가 24일")
    assert "더 보기" not in article.body


def test_a_page_that_no_layout_reads_says_so_by_its_layout_name() -> None:
    article = parse(f"{HEAD}<article>{BODY}</article>", URL, registry=REGISTRY)
    assert (article.publisher, article.layout) == ("마루일보", GENERIC)


def test_a_body_inside_a_script_is_read_like_any_other() -> None:
    page = f'{HEAD}<script>go({{"html":"<p>첫 줄.<br>둘째\\u0000 줄.</p>\\u003cp>끝\\ud83d.</p>"}})</script>'
    assert parse(page, URL, registry=REGISTRY).body == "첫 줄.\n둘째 줄.\n끝."


HOSTILE = {
    "deep divs": "<div>" * 18_000,
    "deep lists": "<ul><li>" * 9_000,
    "line breaks": "가<br>" * 18_000,
    "links": "<a href=x>가</a>" * 18_000,
    "open paragraphs": "<p>가" * 18_000,
    "attributes": "<p " + "a=b " * 500_000 + ">",
    "bad entities": "&#0;&#xD800;&#x1e;&#99999999999;" * 10_000,
    "open comments": "<!--" * 100_000,
    "endless text": "가 " * 300_000,
    "deep JSON": '<script type="application/ld+json">' + "[" * 1_000_000 + "</script>",
    "long JSON": '<script type="application/ld+json">[' + '{"@type":"x"},' * 150_000 + "{}]</script>",
    "script keys": "<script>" + '"html": "' * 150_000 + "</script>",
    "dates": "입력 2023.11.24 " * 50_000,
}


def test_a_script_that_only_refers_to_the_body_elsewhere_is_no_body() -> None:
    page = f'{HEAD}<script>go({{"html":"$24"}})</script><article>{BODY}</article>'
    assert parse(page, URL, registry=REGISTRY).layout == GENERIC


def _body(fragment: str) -> str:
    return body_of(tree_of(f"<div>{fragment}</div>"))


@pytest.mark.parametrize(
    ("fragment", "body"),
    [
        ("하나<br>둘<br/><br>셋", "하나\n둘\n셋"),
        ("<p>가<b>나</b>다</p>라<p>마</p>", "가나다\n라\n마"),
        ("<p>24일&nbsp;오후\n 1시</p>", "24일 오후 1시"),
        ("<ul><li>하나</li><li><a href=x>딴 기사</a></li></ul>", "하나"),
        ("<p>▶ <a href=x>딴 기사</a></p><p>본문 <a href=x>속의 말</a>이다</p>", "본문 속의 말이다"),
        ("<a href=x><p>딴 기사</p><p>또 딴 기사</p></a><p>본문</p>", "본문"),
        ("앞의 말<figure><img><figcaption>설명</figcaption></figure>뒤의 말", "앞의 말\n뒤의 말"),
        ("<p>앞<script>x()</script>뒤</p>", "앞뒤"),
        ("<p>가&#1;나<button>공유</button>&#x1E;다\x1f라\ufffe</p>", "가 나 다라"),
        ("<table><tr><td>역</td><td>복구 시각</td></tr></table>", "역\n복구 시각"),
        ("<p>보\u200b이지\ufeff 않는 글자</p>", "보이지 않는 글자"),
        ("<p>본문</p><p>이산 기자 san@example.com</p><p>ⓒ 마루일보 무단전재 금지</p>", "본문"),
    ],
)
def test_paragraphs(fragment: str, body: str) -> None:
    assert _body(fragment) == body


@pytest.mark.parametrize("url", [URL, "https://unknown.example/a/1"])
@pytest.mark.parametrize("filling", HOSTILE.values(), ids=HOSTILE)
def test_hostile_pages_end_soon_in_an_article_or_a_refusal(filling: str, url: str) -> None:
    started = time.process_time()
    with suppress(NotAnArticle):
        article = parse(f"{HEAD}<div class=text>{filling}{BODY}", url, registry=REGISTRY)
        assert 0 < len(article.body) <= MAX_BODY
        assert article.text == clean_text(article.text)
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<p>" + BODY, "the page has no headline"),
        (HEAD.replace("2023-11-24", "1970-01-01") + BODY, "the page names no publication date"),
        (HEAD + "<p>짧다", "the page holds no article text"),
    ],
    ids=["headline", "date", "text"],
)
def test_what_is_missing_is_named(page: str, reason: str) -> None:
    with pytest.raises(NotAnArticle, match=reason):
        parse(page, "https://unknown.example/a/1")


@pytest.mark.parametrize("url", ["http://[broken", "https://maru.example", "https://maru.example/"])
def test_an_address_that_can_hold_no_article(url: str) -> None:
    with pytest.raises(NotAnArticle, match="the address is"):
        parse(HEAD + BODY, url)


def test_reading_a_page_loads_neither_scrapy_nor_a_database() -> None:
    root = Path(__file__).parents[2]
    unwanted = "{'scrapy', 'twisted', 'sqlmodel', 'sqlalchemy'}"
    code = f"import sys, crawler.page, crawler.forms; print(sorted({unwanted} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"
