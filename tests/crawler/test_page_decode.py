"""Bytes in every encoding that Korean pages come in, rightly and wrongly declared."""

import pytest

from crawler.page_decode import MAX_ELEMENTS, MAX_PAGE_BYTES, decode, tree_of
from crawler.refusal import NotAnArticle

TEXT = "<p>모바일 신분증이 멈췄다. 펲시와 똠얌도 CP949에만 있다.</p>"


def _declaring(charset: str) -> str:
    return f'<meta charset="{charset}">{TEXT}'


@pytest.mark.parametrize(
    ("page", "content_type"),
    [
        (TEXT.encode(), ""),
        (TEXT.encode("utf-8-sig"), "text/html; charset=euc-kr"),
        (TEXT.encode("utf-16"), ""),
        (TEXT.encode("cp949"), ""),
        (TEXT.encode("cp949"), "text/html; charset=EUC-KR"),
        (TEXT.encode("cp949"), "text/html; charset=UTF-8"),
        (_declaring("euc-kr").encode("cp949"), "text/html"),
        (_declaring("ks_c_5601-1987").encode("cp949"), ""),
        (_declaring("euc-kr").encode(), "text/html; charset=euc-kr"),
        (_declaring("utf-8").encode("cp949"), "text/html; charset=utf-8"),
        (_declaring("no-such-charset").encode("cp949"), "text/html; charset=bogus"),
        (TEXT, "text/html; charset=euc-kr"),
    ],
)
def test_the_text_comes_out_whatever_is_declared(page: bytes | str, content_type: str) -> None:
    assert decode(page, content_type).endswith(TEXT)


def test_one_broken_byte_does_not_turn_a_page_into_another_encoding() -> None:
    assert decode(TEXT.encode() * 20 + b"\xff", "text/html; charset=utf-8").startswith(TEXT)


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (b"", "empty"),
        (" \n\t", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 50, "binary"),
        (b"<p>" * (MAX_PAGE_BYTES // 3 + 1), "larger than 4,000,000 bytes"),
    ],
)
def test_what_is_no_page_is_refused(page: bytes | str, reason: str) -> None:
    with pytest.raises(NotAnArticle, match=reason):
        decode(page)


def test_a_page_of_too_many_elements_is_refused() -> None:
    with pytest.raises(NotAnArticle, match="20,000 elements"):
        tree_of("<p>" * (MAX_ELEMENTS + 1))


@pytest.mark.parametrize("markup", ["<?xml version='1.0' encoding='euc-kr'?><p>가</p>", "가\ud800나<p>", "<p>" * 1000])
def test_hostile_markup_still_gives_a_tree(markup: str) -> None:
    assert tree_of(markup) is not None


@pytest.mark.parametrize("code", ["1", "031", "127", "x1e", "X01F", "xFFFF", "65534"])
def test_references_to_control_characters_become_spaces(code: str) -> None:
    assert tree_of(f"<p>가&#{code};나</p>").text_content() == "가 나"


@pytest.mark.parametrize(("code", "letter"), [("44032", "가"), ("xAC00", "가"), ("300", "\u012c"), ("x1f600", "😀")])
def test_other_references_stay(code: str, letter: str) -> None:
    assert tree_of(f"<p>&#{code};</p>").text_content() == letter


def test_markup_of_comments_only_holds_nothing() -> None:
    with pytest.raises(NotAnArticle, match="no markup"):
        tree_of("<!-- nothing -->")
