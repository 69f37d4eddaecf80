"""What is read as a body, and what a parser would have let pass."""

import json

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsyn.fhir.body import DEEPEST, read_body
from innsyn.kernel.outcome import Problem


def nested(levels):
    inner = levels - 1
    return b'{"resourceType":"Basic","a":' + b"[" * inner + b"]" * inner + b"}"


@pytest.mark.parametrize(
    "received",
    [
        b'{"resourceType":"Basic"}',
        b' \n{"resourceType" : "Basic", "a" : 0.40}\n',
        '{"resourceType":"Basic","a":"æ \\u00e6 \\"x\\": \\\\"}'.encode(),
        b'{"resourceType":"Basic","a":"\\\\\\":x"}',
        b'{"resourceType":"Basic","a":"\\u0022: one","b":{"a":1},"c":{"a":1}}',
        nested(DEEPEST),
    ],
)
def test_a_json_resource_is_read(received):
    assert read_body(received) == json.loads(received)


@pytest.mark.parametrize(
    ("received", "word"),
    [
        (b"", "not JSON"),
        (b"<Patient/>", "not JSON"),
        (b'{"resourceType":"Basic","a":NaN}', "not JSON"),
        (b'{"resourceType":"Basic","a":1e999}', "not JSON"),
        (b'{"resourceType":"Basic","a":"\xff"}', "not JSON"),
        (b'{"resourceType":"Basic","a":"\\ud800"}', "not JSON"),
        (b'{"resourceType":"Basic"}x', "not JSON"),
        (b'\xef\xbb\xbf{"resourceType":"Basic"}', "byte order mark"),
        (b"[]", "no resourceType"),
        (b"{}", "no resourceType"),
        (b'{"resourceType":7}', "no resourceType"),
        (b'{"resourceType":"Basic","a":1,"a":1}', "twice"),
        (b'{"resourceType":"Basic","a" :1,"a":1}', "twice"),
        (b'{"resourceType":"Basic","a"\n\t:1,"a":1}', "twice"),
        (b'{"resourceType":"Basic","x":{"a":"\\u0022:","b":1,"b":2}}', "twice"),
        (b'{"resourceType":"Basic","\\u0061":1}', "escapes"),
        (b'{"resourceType":"Basic","a":{"re\\u0066erence" : "x"}}', "escapes"),
        (nested(DEEPEST + 1), "deeper"),
        (nested(100_000), "not JSON"),
    ],
)
def test_what_is_no_resource_or_means_two_things_is_refused(received, word):
    found = read_body(received)
    assert isinstance(found, Problem)
    assert word in found.text


def test_a_problem_says_nothing_of_the_content():
    assert "Kari" not in str(read_body(b'{"name":"Kari","name":"Kari"}'))


names = st.text(st.sampled_from('ab": \\\n'), max_size=4)


@given(st.lists(st.tuples(names, names), max_size=5), st.sampled_from(["", " ", "\n\t "]))
def test_a_name_given_twice_is_always_found(pairs, blank):
    members = [f"{json.dumps(name)}{blank}:{json.dumps(value)}" for name, value in pairs]
    received = ('{"resourceType":"Basic","x":{' + ",".join(members) + "}}").encode()
    is_refused = isinstance(read_body(received), Problem)
    is_plain = all(json.dumps(name) == f'"{name}"' for name, _ in pairs)
    assert is_refused == (len({name for name, _ in pairs}) < len(pairs) or not is_plain)


@given(st.dictionaries(st.text(max_size=5), st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5), max_size=5))
def test_what_is_accepted_is_what_stands_there(members):
    received = orjson.dumps({"resourceType": "Basic", "x": members})
    found = read_body(received)
    assert isinstance(found, Problem) or found == json.loads(received)
