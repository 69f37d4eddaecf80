"""HL7's own R4 examples: every valid one is accepted, and each of the others is refused for what is wrong with it.

Source: npm `hl7.fhir.r4.examples` 4.0.1 (CC0-1.0); the exceptions and why are in `exceptions.json` and docs/spec/examples.md.
"""

import json
from pathlib import Path

import pytest

from innsyn.fhir.body import read_body
from innsyn.fhir.validate_operation import validate_outcome
from innsyn.fhir.validation import validate

EXAMPLES = Path(__file__).parents[3] / "node_modules" / "hl7.fhir.r4.examples"
DATA = Path(__file__).with_name("exceptions.json")
EXCEPTIONS = {one["file"]: one for one in json.loads(DATA.read_text())}
NUMBER_OF_EXAMPLES = 5306
PARTS = 8

pytestmark = pytest.mark.skipif(not EXAMPLES.is_dir(), reason="run `npm ci`: the official examples are not at hand")


def example_files():
    return sorted(path for path in EXAMPLES.glob("*.json") if path.name != "package.json")


def faults(path):
    resource = read_body(path.read_bytes())
    return [(one.code, one.path) for one in validate(resource)] if isinstance(resource, dict) else [resource]


def test_all_examples_are_there():
    assert len(example_files()) == NUMBER_OF_EXAMPLES
    assert EXCEPTIONS.keys() <= {path.name for path in example_files()}


@pytest.mark.uncounted
@pytest.mark.parametrize("part", range(PARTS))
def test_every_valid_example_is_accepted(part):
    listed = [path for path in example_files()[part::PARTS] if path.name not in EXCEPTIONS]
    refused = {path.name: found for path in listed if (found := faults(path))}
    assert refused == {}


@pytest.mark.uncounted
@pytest.mark.parametrize("name", EXCEPTIONS)
def test_an_example_at_fault_is_refused_for_the_right_reason(name):
    assert faults(EXAMPLES / name) == [tuple(one) for one in EXCEPTIONS[name]["problems"]]


@pytest.mark.uncounted
@pytest.mark.parametrize("part", range(PARTS))
def test_an_accepted_example_is_given_advice_and_no_error(part):
    """Every eighth of those that are not definitions: advice takes longer, and nobody waits for it."""
    names = ("StructureDefinition", "SearchParameter", "ValueSet", "CodeSystem", "ConceptMap", "ig-r4", "ImplementationGuide", "Bundle")
    listed = [path for path in example_files() if not path.name.startswith(names) and path.name not in EXCEPTIONS][part::PARTS]
    for path in listed:
        problems = validate_outcome(read_body(path.read_bytes()), (), "create")
        assert [one for one in problems if one.severity == "error"] == [], path.name


def test_the_list_of_exceptions_in_the_documentation_is_the_one_we_hold():
    said = (Path(__file__).parents[3] / "docs" / "spec" / "examples.md").read_text()
    assert [one["why"] for one in EXCEPTIONS.values() if one["why"] not in said] == []
    assert f"{NUMBER_OF_EXAMPLES - len(EXCEPTIONS):,}" in said
