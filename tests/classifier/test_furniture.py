"""Furniture lines by their own examples, and where an article ends."""

import pytest

from classifier.text.furniture import SHORTEST_STORY, FurnitureEntry, blanked, entries, furniture

CASES = [(entry, line, True) for entry, _ in entries() for line in entry.examples]
CASES += [(entry, line, False) for entry, _ in entries() for line in entry.counterexamples]


@pytest.mark.parametrize(("entry", "line", "expected"), CASES, ids=lambda value: getattr(value, "name", str(value)))
def test_examples(entry: FurnitureEntry, line: str, expected: bool) -> None:
    assert bool(furniture(f"제목\n{line}")) is expected


def test_list_after_the_end_is_furniture_and_prose_is_not() -> None:
    text = "제목\n- 첫째, 접속이 끊겼다.\n본문이 이어진다.\n김하늘 기자\n- 17일 나라장터 먹통\n덧붙인 문장도 본문이다."
    lines = {text[span.start : span.end] for span in furniture(text)}
    assert lines == {"김하늘 기자", "- 17일 나라장터 먹통"}


def shown(text: str) -> list[str]:
    return [line.strip() for line in blanked(text).split("\n") if line.strip()]


def test_behind_a_heading_headlines_may_end_like_sentences() -> None:
    text = "제목\n본문이 이어진다.\n[관련기사]\n나라장터 17일 3시간 멈췄다\n정부24도 접속 장애\n다시 본문이다."
    assert shown(text) == ["제목", "본문이 이어진다.", "다시 본문이다."]


def test_a_byline_before_the_text_ends_nothing() -> None:
    text = "제목\n김하늘 기자\n3시간 만에 복구\n본문이 이어진다."
    assert shown(text) == ["제목", "3시간 만에 복구", "본문이 이어진다."]


def test_arrows_at_the_end_are_links_and_a_list_inside_is_text() -> None:
    text = "제목\n멈춘 곳은 다음과 같다.\n▲정부24\n▲나라장터\n▶ 나머지는 열렸다.\n▶ 카카오톡 또 먹통\n▶ 더 보기"
    assert shown(text) == ["제목", "멈춘 곳은 다음과 같다.", "▲정부24", "▲나라장터", "▶ 나머지는 열렸다."]


def test_a_body_of_one_line_ends_at_its_copyright_notice() -> None:
    prose = "은행 앱이 17일 멈췄다. " * (1 + SHORTEST_STORY // 14)
    notice = "<저작권자 ⓒ 한강일보, 무단 전재 및 재배포 금지> 관련기사 나라장터 3시간 먹통됐다."
    assert shown(f"제목\n{prose}{notice}") == ["제목", prose.strip()]
    assert shown(f"제목\nⓒ 한강일보 무단전재 및 재배포 금지 {prose}") == [
        "제목",
        f"ⓒ 한강일보 무단전재 및 재배포 금지 {prose}".strip(),
    ]


@pytest.mark.parametrize(
    "headline",
    [
        "[속보] 은행 앱 먹통",
        "<단독>은행 앱 먹통",
        "(종합2보) 은행 앱 먹통",
        "속보) 은행 앱 먹통",
        "【단독】[영상] 은행 앱 먹통",
        "은행 앱 먹통(종합)",
        "은행 앱 먹통 [종합2보]",
        "은행 앱 먹통[뉴스7]",
        "[TF포토] 은행 앱 먹통 (영상)",
    ],
)
def test_marks_of_the_headline_are_no_part_of_it(headline: str) -> None:
    text = f"{headline}\n본문이다."
    assert shown(text) == ["은행 앱 먹통", "본문이다."]
    assert len(blanked(text)) == len(text)


@pytest.mark.parametrize(
    "headline", ["[속보]", "(주)한빛 앱 먹통", "[한빛은행] 앱 먹통", "앱 먹통(14일)", "'종합' 앱 먹통", ""]
)
def test_what_belongs_to_a_headline_stays(headline: str) -> None:
    assert blanked(f"{headline}\n본문이다.") == f"{headline}\n본문이다."


def test_headline_is_never_furniture() -> None:
    assert furniture("김하늘 기자\n본문이다.") == []


@pytest.mark.parametrize("line", ["가" * 5000, "사진 " * 60, "[" * 280, "a@" * 140, "#가 " * 90])
def test_hostile_lines_are_cheap(line: str) -> None:
    furniture("제목\n" + "\n".join([line] * 200))
