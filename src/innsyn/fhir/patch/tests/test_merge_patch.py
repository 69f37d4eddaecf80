"""Merge patch: what is laid over, what is taken out, and what is refused. The situations follow RFC 7396, appendix A."""

import json

import pytest

from innsyn.fhir.patch import merge_patch

RESOURCE = {"resourceType": "Basic", "id": "b"}


def merged(inside, partial):
    """Merge into a resource that holds `inside` and give what it holds afterwards, or the problems."""
    found = merge_patch(json.dumps({**RESOURCE, "x": inside}).encode(), json.dumps({"x": partial}).encode())
    return found if isinstance(found, list) else json.loads(found).get("x")


@pytest.mark.parametrize(
    ("before", "partial", "after"),
    [
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
        ({"a": "b"}, {"a": None}, {}),
        ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
        ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
        ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
        ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
        ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
        (["a", "b"], ["c", "d"], ["c", "d"]),
        ({"a": "b"}, ["c"], ["c"]),
        ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
        ([1, 2], {"a": "b", "c": None}, {"a": "b"}),
        ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
        ({"a": "b"}, None, None),
    ],
)
def test_a_partial_resource_is_laid_over_as_the_standard_says(before, partial, after):
    assert merged(before, partial) == after


def test_what_is_not_named_keeps_its_bytes_and_what_is_named_keeps_its_digits():
    found = merge_patch(b'{"resourceType":"Basic","id":"b","kept":0.40,"changed":1.0}', b'{"changed": 2.50, "added": 7.00}')
    assert found == b'{"resourceType":"Basic","id":"b","kept":0.40,"changed":2.50,"added":7.00}'


@pytest.mark.parametrize(
    ("patch", "code", "words"),
    [
        (b"[]", "invalid", "an object"),
        (b'"x"', "invalid", "an object"),
        (b"{", "structure", "not JSON"),
        (b'{"a": 1, "a": 2}', "structure", "twice"),
        (b'{"a":' * 300 + b"1" + b"}" * 300, "structure", "deeper"),
        (b'{"id": "c"}', "processing", "cannot change id"),
        (b'{"id": null}', "processing", "cannot change id"),
        (b'{"resourceType": "Patient"}', "processing", "cannot change resourceType"),
    ],
    ids=["list", "text", "no-json", "name-twice", "deep", "other-id", "no-id", "other-type"],
)
def test_what_is_no_merge_patch_of_this_resource_is_refused(patch, code, words):
    (problem,) = merge_patch(json.dumps(RESOURCE).encode(), patch)
    assert (problem.code, words in problem.text) == (code, True)


def test_the_resources_own_type_and_id_may_be_named():
    assert (
        merge_patch(json.dumps(RESOURCE).encode(), json.dumps({**RESOURCE, "a": 1}).encode()) == b'{"resourceType":"Basic","id":"b","a":1}'
    )
