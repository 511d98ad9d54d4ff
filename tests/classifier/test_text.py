"""Tokens, sentences and clauses: offsets are exact, and the tagger is one KoNLPy object per process."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.text.sentences import clauses, split
from classifier.text.tagger import TaggerUnavailableError, build_tagger, morphemes
from classifier.text.tokens import tokenize

TEXT = '정부24 먹통… 4시간 만에 복구\n17일 오전 8시 40분쯤 접속이 중단됐다가 복구됐고, 원인은 과부하였다. "죄송하다"고 3.5% 밝혔다.'


def test_token_offsets_are_exact() -> None:
    tokens = tokenize(TEXT)
    assert all(TEXT[token.start : token.end] == token.surface for token in tokens)
    assert "".join(token.surface for token in tokens) == "".join(TEXT.split())


def test_the_fork_keeps_compounds_whole() -> None:
    assert ("과부하", "NNG") in [(token.surface, token.tag) for token in tokenize("과부하로 멈췄다")]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=80))
def test_any_text_keeps_offsets(text: str) -> None:
    assert all(text[token.start : token.end] == token.surface for token in tokenize(text))


def test_separators_that_are_no_line_breaks_are_morphemes() -> None:
    assert [token.surface for token in tokenize("장애\u2028복구\x85끝")] == ["장애", "\u2028", "복구", "\x85", "끝"]


@pytest.mark.parametrize("piece", ["1234567890", "a", "…", "ㅋ", "가"])
def test_an_unbroken_run_is_tokenized_in_bounded_time(piece: str) -> None:
    """MeCab alone needs minutes for so many digits."""
    text = "장애 " + piece * (100_000 // len(piece))
    tokens = tokenize(text)
    assert "".join(token.surface for token in tokens) == text.replace(" ", "")


@pytest.mark.parametrize("text", [TEXT, "", " \n", "EOS\tx, y"])
def test_morphemes_are_those_of_konlpy(text: str) -> None:
    tagger = build_tagger("Mecab")
    assert [(surface, tag) for surface, tag, _ in morphemes(tagger, text)] == tagger.pos(text)


def test_a_place_is_known_as_one() -> None:
    assert [token.surface for token in tokenize("부산과 미국에서 앱이 멈췄다") if token.is_place] == ["부산", "미국"]


def test_tagger_is_built_once() -> None:
    assert build_tagger("Mecab") is build_tagger("Mecab")


def test_unknown_tagger_is_one_clear_line() -> None:
    with pytest.raises(
        TaggerUnavailableError, match=r"^MEOKTONG_TAGGER='Mekab' is no KoNLPy tagger; known: Mecab, Okt"
    ):
        build_tagger("Mekab")


def test_missing_java_is_one_clear_line() -> None:
    """A KoNLPy tagger that needs Java, on a machine where no JVM can be found."""
    code = """
import jpype._jvmfinder as finder
for kind in (finder.LinuxJVMFinder, finder.DarwinJVMFinder):  # wherever this machine keeps its Java, do not look there
    kind._locations = ()
finder.LinuxJVMFinder._java = "/nonexistent"
from classifier.text.tokens import tokenize
try:
    tokenize("먹통")
except RuntimeError as error:
    print(error)
"""
    environment = {"MEOKTONG_TAGGER": "Okt", "JAVA_HOME": "/nonexistent", "PATH": ""}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=120)
    assert done.stdout.startswith("KoNLPy's Okt needs Java: ")
    assert len(done.stdout.splitlines()) == 1


def test_sentences_keep_decimals_and_quotes_together() -> None:
    found = [TEXT[span.start : span.end] for span in split(TEXT)]
    assert found[0] == "정부24 먹통…"
    assert found[-1] == '"죄송하다"고 3.5% 밝혔다.'
    assert found[2].endswith("과부하였다.")


def test_clauses_cover_their_sentence() -> None:
    sentence = split(TEXT)[2]
    tokens = [token for token in tokenize(TEXT) if sentence.start <= token.start < sentence.end]
    pieces = list(clauses(sentence, tokens))
    assert [TEXT[piece.start : piece.end].strip() for piece in pieces] == [
        "17일 오전 8시 40분쯤 접속이 중단됐다가", "복구됐고,", "원인은 과부하였다.",
    ]  # fmt: skip
    assert (pieces[0].start, pieces[-1].end) == sentence
