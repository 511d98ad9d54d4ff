"""Names that are ordinary words too: which sense a text has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.systems.lexicon import term_index
from classifier.systems.senses import in_sense
from classifier.systems.terms import Hit
from classifier.text.tokens import tokenize
from tests.timing import cpu_seconds, repeated


def meant(text: str) -> list[Hit]:
    tokens = tokenize(text)
    return in_sense(text, tokens, term_index().find(text, tokens))


def services(text: str) -> list[str]:
    return [hit.term.name for hit in meant(text) if hit.term.kind == "service"]


def operators(text: str) -> list[str]:
    return [hit.term.name for hit in meant(text) if hit.term.kind == "operator"]


@pytest.mark.parametrize(
    "text",
    [
        "시행령은 다음 달 19일까지 의견을 모은다.",
        "포털 '다음'이 연 투표는 다음 달까지다.",  # the portal once, the next month once
        "버스는 29일 첫차부터 멈췄다.",
        "공장의 조립 라인이 두 시간 섰다.",
        "스키장 리프트가 강풍에 멈췄다.",
        "방역패스를 확인하지 못했다.",  # inside a word
        "아이폰X 예약이 시작됐다.",
        "사우스웨스트항공(NYSE:LUV)의 체크인이 막혔다.",  # where a share is traded
    ],
)
def test_an_ordinary_word_is_no_service(text: str) -> None:
    assert services(text) in ([], ["다음"] if "포털" in text else [])


def test_works_are_no_corporation() -> None:
    assert operators("도로 공사 중에 케이블이 끊겼다.") == []
    assert operators("도로공사 홈페이지가 멈췄다.") == ["한국도로공사"]


def test_another_name_in_brackets_is_no_second_service() -> None:
    assert "트위터" not in services("엑스(X, 옛 트위터)가 멈췄다.")
    assert "트위터" in services("엑스(X, 옛 트위터)가 멈췄다. 트위터 앱도 멈췄다.")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("포털 '다음'이 멈췄다.", "다음"),  # in quotation marks behind a noun for what it is
        ("카카오톡과 다음이 멎었다.", "다음"),  # in one list with a sure name
        ("다음 카페가 열리지 않았다. 카카오는 사과했다.", "다음 카페"),
        ("소셜미디어 엑스(X)가 멈췄다.", "엑스"),
        ("메신저 라인이 한 시간 동안 열리지 않았다. 라인은 사과했다.", "라인"),
        ("음원 서비스 멜론이 멈췄다.", "멜론"),
        ("윈도 컴퓨터 수백만 대가 꺼졌다.", "윈도"),  # no word but a name
    ],
)
def test_what_the_article_shows_to_be_a_service_is_one(text: str, name: str) -> None:
    assert name in services(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("카카오는 앱으로 가스 밸브를 잠그게 했다.", ["카카오"]),  # a company of the same sector shows nothing
        ("비자 업무가 밀렸다.", []),
        ("비자카드 결제가 끊겼다. 비자는 사과했다.", ["비자"]),  # whose service is named
        ("게임사 밸브(Valve)가 사과했다.", ["밸브"]),
        ("비자와 마스터카드에서 결제가 끊겼다.", ["비자", "마스터카드"]),
    ],
)
def test_an_operator_may_be_called_by_an_ordinary_word(text: str, names: list[str]) -> None:
    assert operators(text) == names


def test_what_is_counted_is_no_service() -> None:
    text = "인터넷은 2만52회선, 전용회선은 1천회선이 끊겼다."
    hits = meant(text)
    assert [hit.start for hit in hits if hit.term.name == "회선"] == []
    assert "인터넷" in {hit.term.name for hit in hits}


def test_an_institution_is_not_named_inside_the_name_of_another() -> None:
    hits = meant("다람경찰청과 경찰청은 정기국회에서 다퉜다.")
    assert [(hit.term.name, hit.start) for hit in hits] == [("경찰청", 7)]


@given(st.text("다음라인엑스(X)'카카오톡 과,앱달\n", max_size=80))
def test_any_text_is_survived_and_order_kept(text: str) -> None:
    tokens = tokenize(text)
    hits = term_index().find(text, tokens)
    kept = in_sense(text, tokens, hits)
    assert kept == [hit for hit in hits if hit in kept]


@pytest.mark.parametrize(
    "piece", ["다음 달 ", "라인은 ", "카카오톡과 다음 ", "'다음' ", "앱 라인 ", "라인 갔다 네이버 갔다 "]
)
def test_time_grows_with_length_only(piece: str) -> None:
    def seconds(size: int) -> float:
        text = repeated(piece, size)
        tokens = tokenize(text)
        hits = term_index().find(text, tokens)
        return cpu_seconds(lambda: in_sense(text, tokens, hits))

    # Sixteen times the text: sixteen times the work where it is linear, 256 times where it is quadratic.
    assert seconds(48_000) < 64 * max(seconds(3_000), 2e-3)
