"""Mentions as JSON: what is printed can be read again, and an annotated corpus can be read too."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.forms import mention_from_dict, mention_to_dict
from storage.records import Evidence, Milestone, OutageMention
from tests.storage.stories import mention

SPANS = st.builds(Evidence, st.integers(0, 9), st.integers(10, 99), st.text(max_size=9))
COUNTS = st.none() | st.integers(0, 9)
MENTIONS = st.builds(
    OutageMention,
    systems=st.lists(st.text(min_size=1), min_size=1, max_size=3).map(tuple),
    operator=st.none() | st.text(),
    started_at=st.none() | st.just("2023-11-24"),
    duration_minutes=st.none() | st.floats(0, 1e6),
    duration_qualifier=st.none() | st.just("over"),
    milestones=st.lists(st.builds(Milestone, st.just("2023-11"), st.text(), SPANS, COUNTS, COUNTS)).map(tuple),
    evidence=st.dictionaries(st.sampled_from(["system", "cause"]), st.lists(SPANS, min_size=1).map(tuple)),
    basis=st.dictionaries(st.text(), st.text()),
    confidence=st.floats(0, 1),
)


@given(MENTIONS)
def test_a_mention_survives_json(told: OutageMention) -> None:
    assert mention_from_dict(json.loads(json.dumps(mention_to_dict(told)))) == told


def test_the_keys_are_those_of_the_annotation_guide() -> None:
    form = mention_to_dict(mention())
    guide = (
        "systems operator role started_at ended_at duration_minutes duration_qualifier status cause evidence basis "
        "milestones confidence"
    )
    assert set(guide.split()) <= set(form)
    assert form["milestones"][0]["evidence"] == [{"start": form["milestones"][0]["evidence"][0]["start"],
                                                  "end": form["milestones"][0]["evidence"][0]["end"],
                                                  "quote": "4종이 먼저 돌아왔다"}]  # fmt: skip


def test_quotes_of_an_annotated_corpus_are_accepted_and_left_out() -> None:
    row: dict[str, Any] = {
        "systems": ["정부민원망"],
        "cause": "fire",
        "evidence": {"system": "정부민원망", "cause": "불이 나"},
    }
    row["milestones"] = [{"at": "2023-11-24T12", "what": "민원서류", "evidence": "4종이 먼저"}]
    assert mention_from_dict(row) == OutageMention(systems=("정부민원망",), cause="fire")


def test_missing_keys_take_their_defaults_and_unknown_ones_are_ignored() -> None:
    assert mention_from_dict({"systems": ["가"], "note": "x"}) == OutageMention(systems=("가",))


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"systems": None},
        {"systems": ["가"], "evidence": {"system": [{"start": 1}]}},
        {"systems": ["가"], "evidence": {"system": [{"start": None, "end": 2, "quote": ""}]}},
        {"systems": ["가"], "evidence": {"system": ["가"]}},
        {"systems": ["가"], "evidence": [1]},
        {"systems": ["가"], "evidence": None},
        {"systems": ["가"], "milestones": [{}]},
        {"systems": ["가"], "milestones": [{"at": "2023", "what": "", "evidence": ["가"]}]},
        {"systems": ["가"], "milestones": None},
    ],
)
def test_a_form_that_is_none_raises_what_callers_expect(row: dict[str, Any]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        mention_from_dict(row)
