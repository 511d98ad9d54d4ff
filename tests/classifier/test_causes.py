"""Cause words in their sentences: what rules one out."""

import pytest

from classifier.cues.cues import lexicon
from classifier.decisions.cause_features import is_denied


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("해킹이 아니라 내부 요인에 따른 장애다", True),
        ("이번 일은 디도스 공격과는 관련이 없다", True),
        ("사이버 공격의 흔적은 나오지 않았다", True),
        ("해킹을 당해 홈페이지가 멈췄다", False),
        ("접속자가 몰려 서버가 멈췄다", False),
    ],
)
def test_a_cause_is_ruled_out_just_behind_it(text: str, denied: bool) -> None:
    cues = lexicon().find(text)
    words = [cue for cue in cues if cue.kind == "cause"]
    assert words
    assert all(is_denied(cue, cues) is denied for cue in words)
