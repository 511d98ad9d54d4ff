"""The gazetteer: every form finds its entry, and a faulty file says where."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from classifier.systems.lexicon import (
    GAZETTEER,
    GazetteerError,
    collectives,
    company_of,
    company_then,
    gazetteer,
    read_gazetteer,
    term_index,
)
from classifier.systems.terms import Term, squeeze
from classifier.text.tokens import tokenize

FORMS = [(form, term) for form, term in gazetteer().forms() if term.kind in {"service", "operator"}]


def test_it_is_as_large_as_promised() -> None:
    assert sum(len(entries) for entries in gazetteer().services.values()) >= 400
    assert len(gazetteer().operators) >= 250


@pytest.mark.parametrize("kind", ["service", "operator"])
def test_every_form_is_found_as_its_entry(kind: str) -> None:
    """In a sentence of its own; a longer form of another entry may rightly win, a service beats an operator."""
    owners: dict[str, set[str]] = {}
    for form, term in FORMS:
        owners.setdefault(squeeze(form)[0], set()).add(term.name)
    for form, term in FORMS:
        if term.kind != kind:
            continue
        text = f"이날 {form} 접속이 끊겼다."
        hits = term_index().find(text, tokenize(text))
        assert hits, form
        assert {hit.term.name for hit in hits} & owners[squeeze(form)[0]], form


def test_spacing_does_not_matter() -> None:
    for text in ("모바일신분증이 멈췄다", "모바일 신분증이 멈췄다"):
        (hit,) = [h for h in term_index().find(text, tokenize(text)) if h.term.kind == "service"]
        assert (hit.term.name, text[hit.start : hit.end].replace(" ", "")) == ("모바일 신분증", "모바일신분증")


def test_a_name_inside_another_word_is_none() -> None:
    text = "토스트와 다음달 일정"
    assert [h for h in term_index().find(text, tokenize(text)) if h.term.kind == "service"] == []


@pytest.mark.parametrize(
    ("operator", "day", "company"),
    [
        ("메타", date(2021, 10, 27), "페이스북"),
        ("메타", date(2021, 10, 28), "메타"),
        ("트위터", date(2022, 12, 29), "트위터"),
        ("트위터", date(2024, 1, 1), "엑스"),
        ("행정안전부", date(2012, 1, 1), "행정안전부"),  # its name twice, with two others in between
        ("행정안전부", date(2013, 8, 9), "안전행정부"),
        ("GS25", date(2024, 1, 1), "GS리테일"),
        ("코레일", date(2024, 1, 1), "코레일"),
        ("너울소프트", date(2024, 1, 1), "너울소프트"),  # nobody lists it
    ],
)
def test_the_company_behind_a_name_on_a_day(operator: str, day: date, company: str) -> None:
    assert company_then(company_of(operator), day) == company


def test_former_names_are_told_from_the_earliest_on() -> None:
    for operator in gazetteer().operators:
        days = [former.until for former in operator.formerly]
        assert days == sorted(days), operator.name


def test_companies_behind_brands_are_operators_too() -> None:
    known = {operator.name for operator in gazetteer().operators}
    assert {operator.company for operator in gazetteer().operators} - {""} <= known


def test_several_are_no_operator() -> None:
    assert "통신 3사" in collectives()


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("ai.toml", 'service = [{ name = "갑", alias = ["을"] }]', r"^ai\.toml: service\.0\.alias: Extra inputs"),
        ("ai.toml", 'service = [{ aliases = ["을"] }]', r"^ai\.toml: service\.0\.name: Field required"),
        ("ai.toml", "service = [", r"^ai\.toml: "),
        ("ai.toml", 'service = [{ name = "갑", aliases = ["정부24"] }]', "'정부24' names both"),
        ("nouns.toml", "plain = []", r"^nouns\.toml: owned: Field required"),
    ],
)
def test_faulty_file_names_file_and_entry(tmp_path: Path, file: str, text: str, message: str) -> None:
    folder = tmp_path / "gazetteer"
    shutil.copytree(GAZETTEER, folder)
    (folder / file).write_text(text, encoding="utf-8")
    with pytest.raises(GazetteerError, match=message):
        read_gazetteer(folder)


def test_term_kinds_are_known() -> None:
    assert {term.kind for _, term in gazetteer().forms()} == {"service", "operator", "generic", "thing"}
    assert isinstance(FORMS[0][1], Term)
