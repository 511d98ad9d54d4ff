"""Who runs what failed: what the gazetteer knows, what the article says of a service that nobody lists, and who is asked."""

from datetime import datetime, timedelta, timezone

import pytest

from classifier.decisions.features import Context
from classifier.decisions.organisations import organisations_of
from classifier.extract import extract
from classifier.learning.labels import is_called
from classifier.reading import read
from storage.records import Article, OutageMention

KOREA = timezone(timedelta(hours=9))
AT = datetime(2024, 5, 14, 12, tzinfo=KOREA)
UNLISTED = (
    "가계부 앱 '알뜰한달' 접속 장애",
    "가계부 앱 '알뜰한달'이 14일 오전 9시부터 접속되지 않고 있다.\n'알뜰한달'을 운영하는 너울소프트는 \"서버를 고치고 있다\"고 밝혔다. "
    "금융감독원은 경위를 알아보고 있다.",
)
LISTED = (
    "정부24 접속 장애…40분 만에 복구",
    "정부24가 14일 오전 9시 10분부터 접속되지 않다가 9시 50분 복구됐다. 서버 장애 때문인 것으로 알려졌다.",
)


def first(headline: str, body: str) -> tuple[OutageMention, str]:
    story = Article("https://www.example.com/1", "한강일보", headline, body, AT)
    return extract(story).mentions[0], story.text


def test_who_runs_a_service_that_nobody_lists_is_read_from_the_article() -> None:
    mention, text = first(*UNLISTED)
    assert mention.operator == "너울소프트"
    assert mention.made_by["operator"] == "model:operator"
    (span,) = mention.evidence["operator"]
    assert text[span.start : span.end] == "너울소프트"


def test_who_runs_a_listed_service_is_known_though_no_word_says_it() -> None:
    mention, _ = first(*LISTED)
    assert mention.operator == "행정안전부"
    assert mention.basis["operator"] == mention.made_by["operator"] == "gazetteer"
    assert "operator" not in mention.evidence


def test_a_listed_operator_that_the_article_names_has_its_words() -> None:
    mention, text = first(LISTED[0], LISTED[1] + " 행안부는 사과했다.")
    (span,) = mention.evidence["operator"]
    assert (mention.operator, text[span.start : span.end]) == ("행정안전부", "행안부")
    assert "operator" not in mention.basis


def test_services_of_several_have_no_operator() -> None:
    body = (
        "가상자산 거래소 업비트와 빗썸, 코인원, 코빗이 14일 오전 9시 10분부터 일제히 접속되지 않다가 9시 50분 복구됐다."
    )
    mention, _ = first("업비트·빗썸·코인원·코빗 한때 접속 장애", body)
    assert len(mention.systems) >= 3
    assert mention.operator is None


@pytest.mark.parametrize(
    ("headline", "body", "operator"),
    [
        (
            "페이스북 한때 접속 장애",
            "페이스북이 9일 오전 6시 30분부터 45분 동안 접속되지 않았다. 서버 오류 때문이었다.",
            "페이스북",
        ),
        ("GS25 카드결제 먹통", "GS25 카드결제가 14일 오전 9시 10분부터 되지 않다가 9시 50분 복구됐다.", "GS리테일"),
        ("배달의민족·요기요 접속 장애", "배달의민족과 요기요가 14일 오전 9시 10분부터 접속되지 않았다.", None),
    ],
)
def test_the_operator_is_the_company_of_that_day(headline: str, body: str, operator: str | None) -> None:
    at = datetime(2021, 4, 14, 10, tzinfo=KOREA)
    mention = extract(Article("https://www.example.com/1", "한강일보", headline, body, at)).mentions[0]
    assert mention.operator == operator


def test_an_operator_is_called_as_the_article_writes_it_but_not_by_a_short_form() -> None:
    body = "비씨카드 앱이 14일 오전 9시 10분부터 접속되지 않다가 9시 50분 복구됐다."
    mention, _ = first("비씨카드 앱 한때 접속 장애", body)
    assert mention.operator == "비씨카드"  # of BC카드
    mention, _ = first("행안부 누리집 접속 장애", "행안부 누리집이 14일 오전 9시 10분부터 열리지 않았다.")
    assert mention.operator == "행정안전부"


def test_a_company_that_the_article_names_is_called_as_it_is_today() -> None:
    body = "페이스북이 9일 오전 6시 30분부터 45분 동안 접속되지 않았다. 메타는 사과했다."
    at = datetime(2021, 4, 14, 10, tzinfo=KOREA)
    (mention,) = extract(Article("https://www.example.com/1", "한강일보", "페이스북 한때 접속 장애", body, at)).mentions
    assert mention.operator == "메타"


def test_everybody_whom_an_article_names_is_asked_but_no_common_noun_or_time() -> None:
    found = {one.name: one for one in organisations_of(read("\n".join(UNLISTED), AT))}
    assert found["금융감독원"].kind == "operator"
    assert found["알뜰한달"].kind == "service"
    assert len(found["알뜰한달"].places) == 3
    assert found["너울소프트"].kind == "company"
    assert not {"앱", "서버", "14일", "오전", "경위", "접속"} & found.keys()


def test_places_of_organisations_are_where_their_words_are() -> None:
    context = Context.of(read("\n".join(UNLISTED), AT))
    for one in organisations_of(context.reading):
        assert all(context.reading.text[span.start : span.end] == one.name for span in one.places)


@pytest.mark.parametrize(
    ("name", "operator", "same"),
    [
        ("너울소프트", "너울소프트", True),
        ("주식회사 너울소프트", "너울소프트", True),
        ("한국전산원", "한국전산원 본부", True),
        ("은행", "한국가람은행", False),
        ("가람", "나루", False),
    ],
)
def test_a_name_is_an_operators_if_it_is_most_of_it(name: str, operator: str, same: bool) -> None:
    assert is_called(name, operator) is same
