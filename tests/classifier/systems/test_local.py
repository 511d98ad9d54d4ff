"""Names that only the article knows: how it introduces them, and where they are found then."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.cues.cues import lexicon
from classifier.reading import read
from classifier.systems.lexicon import term_index
from classifier.systems.local import with_local
from classifier.text.tokens import tokenize
from tests.timing import cpu_seconds, repeated


def names(text: str) -> dict[str, str]:
    tokens = tokenize(text)
    failed = [cue.start for cue in lexicon().find(text) if cue.kind == "outage"]
    found = with_local(text, tokens, term_index().find(text, tokens), frozenset(), text.find("\n"), failed)
    return {hit.term.name: hit.term.kind for hit in found if hit.term.local}


def mentions(title: str, body: str) -> list[str]:
    reading = read(f"{title}\n{body}", datetime(2025, 3, 4, 9, tzinfo=UTC))
    return [candidate.name for clause in reading.clauses for candidate in clause.systems]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("속보\n배달앱 '뚝딱상'이 멈췄다.", "뚝딱상", "service"),  # in quotation marks behind a service noun
        ("속보\n'바람결' 앱에 접속할 수 없다.", "바람결", "service"),  # and before one
        ("속보\n가상자산거래소 코인숲이 멈췄다. 코인숲은 사과했다.", "코인숲", "service"),  # behind what it is
        ("속보\n소셜미디어 루프온이 멈췄다. 루프온은 사과했다.", "루프온", "service"),
        ("속보\n'바람결'의 예약 접수가 끊겼다.", "바람결", "service"),  # and before what is its own
        ("속보\n'바람결'과 '물결표', '한들잎' 등 주요 게임이 멈췄다.", "물결표", "service"),  # in a list of such
        ("속보\n자전거 '두발로'와 '네발로'가 멈췄다.", "네발로", "service"),
        (
            "속보\n주식 앱 꿀단지가 멈췄다. '꿀단지' 이용자는 화를 냈다.",
            "꿀단지",
            "service",
        ),  # a quoted word of the dictionary
        ("'팔각마루' 예매 실종\n팔각마루는 21일 사과했다.", "팔각마루", "service"),  # that the headline quotes
        (
            "속보\n손님은 화를 냈다. '나들마루'가 21일 오전 멈췄다.",
            "나들마루",
            "service",
        ),  # of which it says that it failed
        ("'나들마루' 먹통\n나들마루는 21일 사과했다.", "나들마루", "service"),  # as the headline does
        ("속보\n쇼핑몰 이웃24가 멈췄다.", "이웃24", "service"),
        ("속보\n너울증권 고객들이 항의했다.", "너울증권", "operator"),  # by the ending of a company's name
        ("속보\n새솔농협 창구가 붐볐다.", "새솔농협", "operator"),
        ("속보\n한빛자격평가원 누리집이 멈췄다.", "한빛자격평가원", "operator"),
        (
            "민원온 한때 먹통\n21일 민원온이 멈췄다.",
            "민원온",
            "service",
        ),  # the headline's word, which the body takes up
    ],
)
def test_what_the_article_introduces_is_a_name(text: str, name: str, kind: str) -> None:
    assert names(text)[name] == kind


@pytest.mark.parametrize(
    "text",
    [
        "속보\n시중은행 앱에서 신용카드 결제가 되지 않았다. 신용카드 승인이 밀렸다.",  # ordinary compounds
        "속보\n해저케이블이 끊겨 유료방송 화면이 멈췄다. 도시철도는 다녔다.",
        "속보\n카카오톡 앱이 멈췄다. 카카오톡은 사과했다.",  # the gazetteer knows it
        "'첫날' 먹통\n21일 첫날부터 앱이 멈췄다.",  # a quoted word of it
        "속보\n'나들마루'는 상을 받았다. 21일에는 앱이 멈췄다.",  # of which another sentence says something
        "속보\n'개통 첫날'은 앱이 멈췄다.",
        "서울 한때 먹통\n21일 서울에서 접속이 끊겼다.",  # one word of the dictionary
        "속보\n회사 관계자는 같은 오류라고 했다. 관계자는 사과했다.",
        "속보\n업체 측은 PC 접속을 막았다. PC 화면이 멈췄다.",
        "속보\n쇼핑몰 '설 대목 뒤 정산도 못 해' 앱에는 불만이 쌓였다.",  # what is said, not what is named
        "속보\n은행 '대기 중' 화면만 나왔다. 호스팅 업체 랜섬웨어 감염이다.",
        "클라우드 부산에 연다\n클라우드 부산 센터가 문을 연다.",  # a place
        "데이터베이스 이중화 끝\n데이터베이스 이중화가 끝났다. 물류센터 앱도 물류센터도 그대로다.",
        "2호선 문 고장\n2호선 열차가 늦었다. 2호선은 지난달에도 섰다.",  # behind a number
        "속보\n뉴스 한도윤 기자가 앱을 써 보니 뉴스 한도윤 기자는 놀랐다.",  # who writes
        "체육 앱 '올스톱' 이틀째\n체육시설을 예약하는 앱이 이틀째 열리지 않는다. 시는 서버를 고치고 있으며 언제 끝날지는 알 수 없다고 했다.",  # quoted in the headline alone
        "제주4.3 폄훼 멈춰야\n이사장은 제주4.3평화재단에서 제주4.3을 말했다.",  # cut in a number
    ],
)
def test_ordinary_words_are_no_names(text: str) -> None:
    assert names(text) == {}


def test_a_name_is_found_wherever_it_stands_and_owns_what_follows() -> None:
    found = mentions("뚝딱상 결제 먹통", "배달앱 '뚝딱상'이 21일 멈췄다. 뚝딱상 홈페이지도 열리지 않았다.")
    assert found.count("뚝딱상") >= 2
    assert "뚝딱상 결제" in found


def test_a_name_leaves_the_rest_of_a_longer_noun() -> None:
    assert "너울카드 결제" in mentions("너울카드 결제 먹통", "21일 너울카드 결제가 되지 않았다. 너울카드는 사과했다.")


def test_a_longer_local_name_hides_a_known_one_inside_it() -> None:
    text = "속보\n택배 업체 '한바다택배'의 앱이 멈췄다."
    tokens = tokenize(text)
    hits = term_index().find(text, tokens)
    local = with_local(text, tokens, hits, frozenset(), 2)
    assert [hit.term.name for hit in local if hit.start <= text.find("한바다택배") + 1 < hit.end] == ["한바다택배"]


@given(st.text("배달앱 '뚝딱상'이은행 증권\n가나()\"", max_size=80))
def test_any_text_is_survived_and_hits_do_not_overlap(text: str) -> None:
    tokens = tokenize(text)
    hits = term_index().find(text, tokens)
    local = with_local(text, tokens, hits, frozenset(), text.find("\n"))
    assert all(a.end <= b.start for a, b in itertools.pairwise(local))


@pytest.mark.parametrize("piece", ["배달앱 '뚝딱상' ", "가나은행 ", "뚝딱상은 ", "앱 ", "'", "업체 가나다"])
def test_time_grows_with_length_only(piece: str) -> None:
    def seconds(size: int) -> float:
        text = repeated(piece, size)
        tokens = tokenize(text)
        hits = term_index().find(text, tokens)
        return cpu_seconds(lambda: with_local(text, tokens, hits, frozenset(), 0))

    # Sixteen times the text: sixteen times the work where it is linear, 256 times where it is quadratic.
    assert seconds(48_000) < 64 * max(seconds(3_000), 2e-3)


@pytest.mark.parametrize(
    "text",
    [
        "힌남노가 끊은 통신\n태풍 힌남노로 통신이 끊겼다. 힌남노는 6일 새벽 상륙했다.",
        "흠뻑쇼 예매 몰려 서버 다운\n가수의 공연 '흠뻑쇼' 예매에 사람이 몰렸다. 흠뻑쇼는 다음 달 열린다.",
    ],
)
def test_storms_and_works_are_no_services(text: str) -> None:
    assert not {"힌남노", "흠뻑쇼"} & set(names(text))


def test_what_something_was_called_owns_nothing() -> None:
    text = "속보\n너울증권{} 고객들이 항의했다. 너울증권은 사과했다."
    assert "노을증권" in names(text.format("과 노을증권"))
    assert "노을증권" not in names(text.format("(옛 노을증권)"))
