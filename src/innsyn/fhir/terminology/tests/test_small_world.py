"""How value sets are put together, tried on a small world made for the purpose."""

import pytest

from innsyn.fhir.terminology import hierarchy, membership

SYSTEM = {"content": "complete", "codes": ["high", "higher", "highest", "low"], "above": {"higher": ["high"], "highest": ["higher"]}}
LOOP = {"content": "complete", "codes": ["a", "b"], "above": {"a": ["b"], "b": ["a"]}}
SYSTEMS = {"urn:level": SYSTEM, "urn:loop": LOOP, "urn:sample": {"content": "example", "codes": ["one"]}}


def filtered(operator, value="high", prop="concept"):
    return {"include": [{"system": "urn:level", "filter": [[prop, operator, value]]}]}


SETS = {
    "urn:all": {"include": [{"system": "urn:level"}]},
    "urn:two": {"include": [{"system": "urn:level", "codes": ["low", "high"]}]},
    "urn:both": {"include": [{"sets": ["urn:two|1.0", "urn:is-a"]}]},
    "urn:in-system": {"include": [{"system": "urn:level", "codes": ["low"], "sets": ["urn:two"]}]},
    "urn:is-a": filtered("is-a"),
    "urn:below": filtered("descendent-of"),
    "urn:not": filtered("is-not-a"),
    "urn:children": filtered("=", prop="parent"),
    "urn:regex": filtered("regex", "high.+", prop="code"),
    "urn:odd": filtered("=", prop="colour"),
    "urn:ring": {"include": [{"sets": ["urn:ring"]}]},
    "urn:without": {"include": [{"system": "urn:level"}], "exclude": [{"sets": ["urn:two"]}]},
    "urn:sampled": {"include": [{"system": "urn:sample"}]},
    "urn:sampled-less": {"include": [{"system": "urn:sample"}], "exclude": [{"system": "urn:sample", "codes": ["one"]}]},
    "urn:filtered-sample": {"include": [{"system": "urn:sample", "filter": [["concept", "is-a", "one"]]}]},
    "urn:whole-less": {"include": [{"system": "urn:level"}], "exclude": [{"system": "urn:level", "sets": ["urn:all"]}]},
}


@pytest.fixture(autouse=True)
def small_world(monkeypatch):
    monkeypatch.setattr(membership, "_composed", lambda: SETS)
    monkeypatch.setattr(hierarchy, "_listed", lambda: SYSTEMS)
    hierarchy.code_system.cache_clear()
    membership.expand.cache_clear()
    yield
    hierarchy.code_system.cache_clear()
    membership.expand.cache_clear()


@pytest.mark.parametrize(
    ("value_set", "codes"),
    [
        ("urn:all", {"high", "higher", "highest", "low"}),
        ("urn:two", {"low", "high"}),
        ("urn:both", {"high"}),
        ("urn:in-system", {"low"}),
        ("urn:is-a", {"high", "higher", "highest"}),
        ("urn:below", {"higher", "highest"}),
        ("urn:not", {"low"}),
        ("urn:children", {"higher"}),
        ("urn:regex", {"higher", "highest"}),
        ("urn:without", {"higher", "highest"}),
        ("urn:whole-less", set()),
    ],
)
def test_a_value_set_has_what_its_parts_say(value_set, codes):
    assert membership.expand(value_set) == membership.Expansion(frozenset(("urn:level", code) for code in codes))


@pytest.mark.parametrize("value_set", ["urn:odd", "urn:ring", "urn:sampled-less", "urn:filtered-sample", "urn:nowhere"])
def test_what_cannot_be_told_is_unknown(value_set):
    assert membership.expand(value_set) is None


def test_of_a_system_with_examples_only_every_code_counts():
    assert membership.expand("urn:sampled") == membership.Expansion(whole=frozenset({"urn:sample"}))


def test_a_hierarchy_that_bites_its_tail_is_walked_once():
    assert hierarchy.descendants("urn:loop", "a") == {"a", "b"}
    assert hierarchy.ancestors("urn:loop", "a") == {"a", "b"}
