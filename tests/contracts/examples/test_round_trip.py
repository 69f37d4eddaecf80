"""HL7's 5,306 official R4 examples, each from JSON to XML and back without loss.

Source: npm `hl7.fhir.r4.examples` 4.0.1 (HL7, CC0-1.0), fetched with its checksum by `./innsyn test`. Everything is compared: names,
order of lists, nulls, numbers as they are written, narratives letter by letter. The order of names is free in JSON and is not compared.
"""

import json
from functools import cache
from pathlib import Path

import pytest

from innsyn.fhir.xml import from_xml, to_xml

FOLDER = Path(__file__).parents[3] / "node_modules" / "hl7.fhir.r4.examples"
ALL = 5_306
CHUNKS = 16
"""So many tests share the examples, that several processes can share them too."""

EXCEPTIONS: dict[str, str] = {}
"""Examples that lose something on the way, each with what and why. There is none; also the 18 that validation refuses come through."""


@cache
def examples():
    """List the files, the largest first: dealt out in turn they make chunks of about the same size."""
    found = [path for path in FOLDER.glob("*.json") if path.name != "package.json"]
    return sorted(found, key=lambda path: (-path.stat().st_size, path.name))


def exactly(body):
    """Parse JSON with its numbers as text, marked so that no string is taken for one."""
    return json.loads(body, parse_float="\0{}".format, parse_int="\0{}".format)


def test_every_example_is_here():
    assert len(examples()) == ALL, f"{FOLDER} lacks examples: ./innsyn test fetches them"


@pytest.mark.uncounted
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_examples_come_back_from_xml_as_they_went(chunk):
    lost = []
    for path in examples()[chunk::CHUNKS]:
        stored = path.read_bytes()
        found = from_xml(to_xml(stored))
        if isinstance(found, list):
            lost.append(f"{path.name}: {found[0]}")
        elif exactly(found) != exactly(stored):
            lost.append(f"{path.name}: {first_difference(exactly(stored), exactly(found))}")
    assert [one for one in lost if one.partition(":")[0] not in EXCEPTIONS] == []


def first_difference(before, after, place=""):
    """Say where two values differ first, or nothing."""
    if before == after:
        return ""
    pairs = []
    if isinstance(before, dict) and isinstance(after, dict) and before.keys() == after.keys():
        pairs = [(name, before[name], after[name]) for name in before]
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        pairs = [(position, *pair) for position, pair in enumerate(zip(before, after, strict=True))]
    inner = (first_difference(one, other, f"{place}/{name}") for name, one, other in pairs)
    return next((one for one in inner if one), f"{place}: {str(before)[:80]} became {str(after)[:80]}")


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        ({"a": [1, {"b": "\0" + "0.40"}]}, {"a": [1, {"b": "\0" + "0.4"}]}, "/a/1/b:"),
        ([[1]], [[1, None]], "/0:"),
        ({"a": 1}, {"b": 1}, ":"),
    ],
)
def test_a_difference_would_be_seen_and_told(before, after, place):
    assert first_difference(before, after).startswith(place)
    assert first_difference(before, before) == ""


def test_a_number_is_not_taken_for_another_that_is_written_otherwise():
    assert exactly("[0.40]") != exactly("[0.4]")
    assert exactly("[1]") != exactly('["1"]')
