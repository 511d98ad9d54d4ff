"""The gazetteer's data: wide enough, one entry a name, tidy, and at one with itself. Generated from the files."""

import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from classifier.merging.canonical import operator_key, service_key
from classifier.systems.lexicon import (
    GAZETTEER,
    GazetteerError,
    OperatorEntry,
    ServiceEntry,
    gazetteer,
    read_gazetteer,
)
from classifier.systems.terms import squeeze
from meoktong.sectors import NAMES

SERVICES = [(sector, entry) for sector, entries in gazetteer().services.items() for entry in entries]
OPERATORS = gazetteer().operators
LONGEST = 40  # characters of a name that an evidence span can still hold well


def entries() -> Iterator[ServiceEntry | OperatorEntry]:
    yield from (entry for _, entry in SERVICES)
    yield from OPERATORS


def test_it_covers_the_field() -> None:
    assert len(SERVICES) >= 3000
    assert len(OPERATORS) >= 3000
    assert min(len(group) for group in gazetteer().services.values()) >= 20


def test_every_alias_means_its_entry_when_mentions_are_merged() -> None:
    for _, entry in SERVICES:
        assert {service_key(form) for form in (entry.name, *entry.aliases)} == {service_key(entry.name)}, entry
    for operator in OPERATORS:
        assert {operator_key(form) for form in (operator.name, *operator.aliases)} == {operator_key(operator.name)}


def test_a_name_stands_in_one_entry_only() -> None:
    for names in ([entry.name for _, entry in SERVICES], [operator.name for operator in OPERATORS]):
        assert sorted(names) == sorted(set(names))


def test_an_alias_says_something_new() -> None:
    """Spacing and case are the finder's work, so a form that differs by them alone is clutter."""
    for entry in entries():
        forms = [squeeze(form)[0] for form in (entry.name, *entry.aliases)]
        assert len(forms) == len(set(forms)), entry


def test_a_service_calls_its_operator_by_the_canonical_name() -> None:
    canonical = {squeeze(form)[0]: o.name for o in OPERATORS for form in (o.name, *o.aliases)}
    for sector, entry in SERVICES:
        known = canonical.get(squeeze(entry.operator)[0], entry.operator)
        assert entry.operator == known, f"{sector}.toml: {entry.name}"


def test_names_are_tidy() -> None:
    for entry in entries():
        for form in (entry.name, *entry.aliases):
            assert form == " ".join(unicodedata.normalize("NFC", form).split())
            assert 0 < len(form) <= LONGEST


def test_a_single_syllable_is_always_ambiguous() -> None:
    short = {entry.name for _, entry in SERVICES for form in (entry.name, *entry.aliases) if len(form) == 1}
    assert short <= {entry.name for _, entry in SERVICES if entry.ambiguous}
    assert all(len(form) > 1 for operator in OPERATORS for form in (operator.name, *operator.aliases))


def test_every_sector_and_kind_has_a_name_in_the_digest() -> None:
    assert {sector for sector, _ in SERVICES} | {operator.kind for operator in OPERATORS} <= NAMES.keys()


@pytest.mark.parametrize(
    "word", ["다음", "라인", "토스", "줌", "멜론", "나이스", "쏠", "당근", "직방", "엑스", "벅스", "사람인", "핀다"]
)
def test_words_of_daily_life_are_ambiguous(word: str) -> None:
    assert [entry.ambiguous for _, entry in SERVICES if entry.name == word] == [True]


@pytest.mark.parametrize(
    ("service", "operator"),
    [
        ("업비트", "두나무"),
        ("배달의민족", "우아한형제들"),
        ("코레일톡", "코레일"),
        ("청약홈", "한국부동산원"),
        ("아파트투유", "금융결제원"),
        ("NH콕뱅크", "농협"),
        ("우체국쇼핑", "한국우편사업진흥원"),
        ("영웅문S", "키움증권"),
    ],
)
def test_operators_as_the_news_names_them(service: str, operator: str) -> None:
    assert [entry.operator for _, entry in SERVICES if entry.name == service] == [operator]


@pytest.mark.parametrize("path", sorted(GAZETTEER.glob("*.toml")), ids=lambda path: path.stem)
def test_a_misspelt_key_names_file_and_entry(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "gazetteer"
    shutil.copytree(GAZETTEER, folder)
    text = path.read_text(encoding="utf-8")
    at = text.find("{ name =")
    misspelt = text[:at] + text[at:].replace("name =", "nmae =", 1) if at >= 0 else text.replace("plain =", "plian =")
    (folder / path.name).write_text(misspelt, encoding="utf-8")
    with pytest.raises(GazetteerError, match=rf"^{path.name}: ((service|operator)\.0\.|plain)"):
        read_gazetteer(folder)
