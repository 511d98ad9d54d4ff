"""System mentions: known names, open patterns, owners shared and inherited, and what is no system."""

import pytest

from classifier.systems.find import Candidate, find_systems
from classifier.systems.lexicon import term_index
from classifier.text.sentences import split
from classifier.text.tokens import tokenize
from tests.timing import cpu_seconds, repeated


def candidates(text: str) -> list[Candidate]:
    tokens = tokenize(text)
    return find_systems(text, tokens, term_index().find(text, tokens), split(text))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("조달청 나라장터 시스템이 멈췄다.", {"나라장터"}),
        ("국민은행 인터넷뱅킹과 앱이 멈췄다.", {"KB국민은행 인터넷뱅킹", "KB국민은행 앱"}),
        ("신한은행과 우리은행의 전산망이 멈췄다.", {"신한은행 전산망", "우리은행 전산망"}),
        (
            "NH투자증권과 삼성증권의 HTS와 MTS가 멈췄다.",
            {"NH투자증권 HTS", "NH투자증권 MTS", "삼성증권 HTS", "삼성증권 MTS"},
        ),
        ("광명시 버스정보시스템이 멈췄다.", {"광명시 버스정보시스템"}),  # a kind of system, no service
        ("공항의 수하물 분류 시스템에 과부하가 걸렸다.", {"공항 수하물 분류 시스템"}),
        ("코레일은 사과했다. 홈페이지는 오후에 다시 열렸다.", {"코레일", "코레일 홈페이지"}),
        ("행정전산망이 마비됐다.", {"행정전산망"}),
        ("일정 관리 앱 '하루씨앗'이 열리지 않았다.", {"하루씨앗"}),
        ("한국조폐공사의 '모바일 신분증' 서비스가 끊겼다.", {"모바일 신분증"}),
        ("등기 서류를 떼는 '문서마루'가 세 시간 동안 열리지 않았다.", {"문서마루"}),
        ("KT 통신장애는 작업 실수 탓이다.", {"KT 통신"}),
        ("KT 유무선통신망 장애는 작업 실수 탓이다.", {"KT 유무선통신망"}),
        ("카카오페이 송금오류가 잇따랐다.", {"카카오페이 송금"}),
        ("새벌경찰서의 교통 범칙금 조회가 멈췄다.", {"새벌경찰서 교통 범칙금 조회"}),  # no name is cut in a word
        ("온라인 강의 사이트가 멈췄다.", {"온라인 강의 사이트"}),  # 의 of a noun is no particle
        ("한솔대 화상회의 시스템이 멈췄다.", {"한솔대 화상회의 시스템"}),
        ("KT와 SK텔레콤의 이동통신 기지국 300곳이 멈췄다.", {"KT 이동통신", "SK텔레콤 이동통신"}),
    ],
)
def test_names(text: str, names: set[str]) -> None:
    assert names <= {candidate.name for candidate in candidates(text)}


@pytest.mark.parametrize(
    "text",
    [
        "서버가 멈췄다.",
        "데이터센터에 불이 났다.",
        "라우터가 고장 났다.",
        "길을 찾지도 못했다.",
        "인터넷서점이 책을 판다.",
        "이동기지국 14대가 갔다.",
    ],
)
def test_devices_and_places_are_no_systems(text: str) -> None:
    assert candidates(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("키움증권 홈트레이딩시스템(HTS)이 멈췄다.", "키움증권 HTS"),
        ("미래에셋증권 MTS·HTS가 멈췄다.", "미래에셋증권 HTS"),
        ("네이버에서 뉴스, 쇼핑이 열리지 않았다.", "네이버 쇼핑"),
        ("너울통신 모바일·IPTV가 멈췄다.", "IPTV"),
        ("너울항공의 예약·발권 시스템이 멈췄다.", "너울항공 예약·발권 시스템"),  # one, by all that it does
        ("이비카드의 '버스타고'가 멈췄다.", "버스타고"),
        ("키움증권 MTS 로그인이 안 됐다.", "키움증권 MTS"),  # the system, not what one does with it
        ("LG유플러스 유선 인터넷망이 끊겼다.", "LG유플러스 유선 인터넷망"),  # a name ends where its last word does
        ("네이버 메일·카페가 멈췄다.", "네이버 메일"),
    ],
)
def test_abbreviations_lists_and_quotations(text: str, name: str) -> None:
    assert name in {candidate.name for candidate in candidates(text)}


def test_spans_are_exact_and_operators_known() -> None:
    text = "17일 정부24 누리집과 국민은행 인터넷뱅킹이 멈췄다."
    for candidate in candidates(text):
        assert text[candidate.start : candidate.end].strip() == text[candidate.start : candidate.end] != ""
    assert {c.operator for c in candidates(text)} == {"행정안전부", "KB국민은행"}


def test_owners_and_services_in_lists_are_not_multiplied_without_end() -> None:
    def found(number: int) -> int:
        return len(candidates("신한은행, " * number + "우리은행의 HTS" + ", MTS" * number + "가 멈췄다."))

    assert found(400) < 10 * found(50)


@pytest.mark.parametrize(
    "piece",
    [
        "국민은행 ", "'", "시스템 ", "의 ", "(가", "앱 '", "'누리'앱 ", "카카오톡·네이버·", "은행 앱과 ", "새벌시스템",
        "새벌경찰서사이트", "가나은행과 다라은행의 전산망 ",
    ],
)  # fmt: skip
def test_time_grows_with_length_only(piece: str) -> None:
    def seconds(size: int) -> float:
        text = repeated(piece, size)
        tokens, sentences = tokenize(text), split(text)
        hits = term_index().find(text, tokens)
        return cpu_seconds(lambda: find_systems(text, tokens, hits, sentences))

    # Eight times the text: eight times the work where it is linear, 64 times where it is quadratic.
    assert seconds(16_000) < 24 * max(seconds(2_000), 2e-3)


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("솔마루시 누리집이 열리지 않았다.", "솔마루시"),
        ("가람증권의 주문 시스템이 멈췄다.", "가람증권"),
        ("민원 창구 시스템이 멈췄다.", None),
        ("차세대 시스템이 멈췄다.", None),
        ("병원 예약 앱이 멈췄다.", None),
        ("고객센터 전화가 불통이다.", None),
        ("우리대학 수강신청 시스템이 멈췄다.", None),
    ],
)
def test_a_word_that_only_ends_like_an_organisation_owns_nothing(text: str, owner: str | None) -> None:
    assert {candidate.owner for candidate in candidates(text)} == {owner}
