"""What `clean_text` takes out, what it leaves alone, and that once is enough."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.clean import clean_text


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("정부24가 멈췄다.\n24일\t오후", "정부24가 멈췄다.\n24일\t오후"),
        ("첫 줄\r\n둘째 줄\r셋째 줄", "첫 줄\n둘째 줄\n셋째 줄"),
        ("장\x00애\x08", "장애"),
        ("장\ud83d애", "장애"),
        ("😀 장애", "😀 장애"),
        (unicodedata.normalize("NFD", "먹통"), "먹통"),
        ("서비스\x85장애\x7f", "서비스장애"),
        ("줄\u2028바꿈", "줄\n바꿈"),
        ("빈\xa0칸", "빈\xa0칸"),
        ("\ufeff먹\u200b통\u2060 장\xad애", "먹통 장애"),
        ("👨\u200d👩\u200d👧 먹통", "👨\u200d👩\u200d👧 먹통"),
        ("", ""),
    ],
)
def test_unsafe_characters_go_and_text_stays(dirty: str, clean: str) -> None:
    assert clean_text(dirty) == clean


def test_hangul_letters_that_meet_when_a_control_goes_are_composed() -> None:
    assert clean_text("\u1106\x00\u1165\u11a8") == "먹"


@given(st.text(st.characters(exclude_categories=())))
def test_cleaning_is_idempotent_and_encodable(text: str) -> None:
    cleaned = clean_text(text)
    assert clean_text(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert "\x00" not in cleaned.encode().decode()
