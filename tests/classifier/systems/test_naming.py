"""Which names a mention could have: whose it may be, and what is introduced right behind it."""

from datetime import datetime

import pytest

from classifier.decisions.features import Context
from classifier.decisions.judge import names_of, owners_of
from classifier.reading import read
from classifier.systems.naming import Variant

AT = datetime.fromisoformat("2024-09-22T16:00+09:00")


def names(text: str, mention: str) -> dict[str, tuple[str, ...]]:
    """Every name that the last candidate written as `mention` could have, with how its owner stands to it."""
    return {variant.name: variant.how for variant, _ in choices(text, mention)}


def named(text: str, mention: str) -> dict[str, dict[str, float]]:
    """The same with what the model sees of it."""
    return {variant.name: row for variant, row in choices(text, mention)}


def choices(text: str, mention: str) -> list[tuple[Variant, dict[str, float]]]:
    context = Context.of(read(text, AT))
    owners = owners_of(context.reading)
    found = [(clause, system) for clause in context.reading.clauses for system in clause.systems]
    clause, system = next(pair for pair in reversed(found) if text[pair[1].start : pair[1].end] == mention)
    return names_of(context, system, clause, owners)


def test_a_phrase_that_names_its_owner_is_nobody_elses() -> None:
    text = "통신사 장애 잇달아\nKT 인터넷이 지난달 끊겼다. 작년 9월에는 SK브로드밴드 인터넷이 반나절 멈췄다."
    found = names(text, "SK브로드밴드 인터넷")
    assert "SK브로드밴드 인터넷" in found
    assert "KT 인터넷" not in found


def test_its_owners_own_service_it_may_be() -> None:
    text = "코레일톡 먹통\n코레일톡이 17일 멈췄다. 코레일 앱은 두 시간 만에 열렸다."
    assert "코레일톡" in names(text, "코레일 앱")


@pytest.mark.parametrize(
    ("text", "mention", "service"),
    [
        ("예매 몰려 접속 지연\n한국철도공사의 예매 앱 '코레일톡'이 17일 멈췄다.", "한국철도공사의 예매 앱", "코레일톡"),
        ("이메일 안 열려\n구글의 이메일 서비스 지메일이 16일 멈췄다.", "구글의 이메일 서비스", "지메일"),
    ],
)
def test_what_a_phrase_introduces_is_its_name(text: str, mention: str, service: str) -> None:
    assert "introduced" in names(text, mention)[service]


def test_what_stands_in_a_list_with_it_is_not_introduced() -> None:
    text = "이메일 안 열려\n구글의 이메일 서비스와 카카오톡이 16일 멈췄다."
    assert all("introduced" not in how for how in names(text, "구글의 이메일 서비스").values())


def test_networks_in_a_place_may_be_anybodys() -> None:
    text = "KT 통신망 끊겨\nKT에 따르면 22일 새벽 기장군의 인터넷이 두 시간 끊겼다."
    assert "KT 인터넷" in names(text, "기장군의 인터넷")


def test_networks_are_no_places() -> None:
    text = (
        "굴착기에 선 끊겨\n다올방송은 22일 하남시 공사장에서 굴착기가 관로를 건드려 인터넷이 두 시간 끊겼다고 밝혔다."
    )
    found = names(text, "인터넷")
    assert "다올방송 인터넷" in found
    assert "하남시 인터넷" not in found


@pytest.mark.parametrize(
    ("text", "mention", "name", "features"),
    [
        (
            "가람은행 앱 멈춰\n누리은행은 앱이 멈췄다.",
            "앱",
            "가람은행 앱",
            {"written=True", "back=1", "back=1 subject=False"},
        ),
        (
            "가람은행 앱 멈춰\n누리은행은 앱이 멈췄다.",
            "앱",
            "누리은행 앱",
            {"written=False", "back=0", "back=0 subject=True"},
        ),
        (
            "은행 먹통\n가람은행이 말썽이다. 이 은행은 앱이 멈췄다.",
            "앱",
            "가람은행 앱",
            {"again", "again, called so", "this how=carried", "back=1 subject=True"},
        ),
    ],
)
def test_whose_a_system_is_also_by_who_is_spoken_of_again(
    text: str, mention: str, name: str, features: set[str]
) -> None:
    rows = named(text, mention)
    assert features <= rows[name].keys()
