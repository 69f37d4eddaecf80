"""The choices that a comparison supposes are read as they are written, and what cannot be read says what to write instead."""

import json

import pytest

from innsyn.gate.rules.policy import NATION, Delay, Policies, Policy
from innsyn.main.rule_changes.choosing import ChoiceProblem, choices_in, delay_from, told_choices, with_choices
from innsyn.main.rule_changes.tests.conftest import TODAY


def written(tmp_path, content):
    file = tmp_path / "choices.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return file


def test_a_file_of_choices_is_read(tmp_path):
    waits = [{"type": "DocumentReference", "days": 14}, {"type": "Observation", "code": {"system": "s", "code": "c"}, "days": "3"}]
    told = {"nation": {"delayed_days": 30, "tells_shields": False}, "874716782": {"ages": "graded", "delays": waits}}
    assert choices_in(written(tmp_path, told), TODAY) == {
        NATION: Policy(since=TODAY, delayed_days=30, tells_shields=False),
        "874716782": Policy(
            since=TODAY, ages="graded", delays=(Delay("DocumentReference", None, 14), Delay("Observation", ("type", "s", "c"), 3))
        ),
    }


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("not json", "cannot be read as JSON"),
        ([], "write an object"),
        ({"nation": 1}, "write an object"),
        ({"nation": {"age": "graded"}}, "no such choice: age"),
        ({"nation": {"ages": "all"}}, "ages is national or graded"),
        ({"nation": {"delays": [{"days": 3}]}}, "a delay is a FHIR type"),
        ({"nation": {"delays": [{"type": "Observation", "days": -1}]}}, "-1 is no number of days"),
        ({"nation": {"delayed_days": "soon"}}, "soon is no number of days"),
    ],
)
def test_what_cannot_be_read_says_what_to_write_instead(tmp_path, content, words):
    with pytest.raises(ChoiceProblem, match=words):
        choices_in(written(tmp_path, content), TODAY)


def test_a_delay_is_read_as_it_is_typed():
    assert delay_from("Observation:3") == Delay("Observation", None, 3)
    for words in (":3", "Observation", "Observation:x"):
        with pytest.raises(ChoiceProblem):
            delay_from(words)


def test_a_choice_takes_the_place_of_the_same_trusts_and_no_others():
    standing = Policies({"1": Policy(since=TODAY), "2": Policy(since=TODAY)})
    graded = Policy(since=TODAY, ages="graded")
    assert with_choices(standing, {"2": graded, NATION: graded}).by_trust == {"1": Policy(since=TODAY), "2": graded, NATION: graded}


def test_the_choices_of_the_stories_hold(few):
    told = told_choices(few.nation).by_trust.values()
    assert [choice.ages for choice in told] == ["graded", "graded"]
    assert all(choice.since < few.nation.today for choice in told)
