"""Received bytes come back unchanged but for id and meta."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsyn.fhir.body import read_body
from innsyn.fhir.splice import Change, change, members, skip_blank, value_start
from innsyn.fhir.stamp import stamp

NOW = "2026-11-22T08:00:00.000Z"


def stamped(text, new_id="7"):
    received = text.encode()
    return stamp(received, read_body(received), id=new_id, version="3", recorded=NOW).decode()


META = f'"meta":{{"versionId":"3","lastUpdated":"{NOW}"}}'


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ('{"resourceType":"Basic"}', f'{{"resourceType":"Basic","id":"7",{META}}}'),
        ('{"resourceType":"Basic","id":"x","n":0.40}', f'{{"resourceType":"Basic",{META},"id":"7","n":0.40}}'),
        ('{ "n": 1.0e2,\n  "resourceType": "Basic" }', f'{{ "n": 1.0e2,\n  "resourceType": "Basic","id":"7",{META} }}'),
        ('{"resourceType":"Basic","meta":{}}', f'{{"resourceType":"Basic","id":"7",{META}}}'),
        (
            '{"meta" : { "source":"urn:x", "versionId" : "1" }, "id":"7", "resourceType":"Basic"}',
            f'{{"meta" : {{"lastUpdated":"{NOW}", "source":"urn:x", "versionId" : "3" }}, "id":"7", "resourceType":"Basic"}}',
        ),
        (
            f'{{"resourceType":"Basic","contained":[{{"id":"c","meta":{{"source":"s"}}}}],"id":"7",{META}}}',
            f'{{"resourceType":"Basic","contained":[{{"id":"c","meta":{{"source":"s"}}}}],"id":"7",{META}}}',
        ),
    ],
)
def test_only_id_version_and_time_are_put_in(received, expected):
    assert stamped(received) == expected


def test_the_id_is_left_alone_when_none_is_given():
    assert '"id":"x"' in stamped('{"resourceType":"Basic","id":"x"}', new_id=None)
    assert '"id"' not in stamped('{"resourceType":"Basic"}', new_id=None)


def test_a_meta_that_is_no_object_is_a_broken_promise():
    with pytest.raises(ValueError, match="meta"):
        stamped('{"resourceType":"Basic","meta":7}')


blanks = st.text(st.sampled_from(" \n\t\r"), max_size=2)
scalars = st.sampled_from(["0.40", "1E5", "-0.0", "100000000000000000000.50", '"æ\\n\\u00e6"', '"/\\/"', "true", "null"])
values = st.recursive(
    scalars,
    lambda inner: (
        st.builds(lambda items, blank: f"[{blank}{f'{blank},'.join(items)}{blank}]", st.lists(inner, max_size=3), blanks)
        | st.builds(
            lambda items, blank: "{" + blank + ",".join(f'"k{i}"{blank}:{one}' for i, one in enumerate(items)) + "}",
            st.lists(inner, max_size=3),
            blanks,
        )
    ),
    max_leaves=6,
)
metas = st.lists(
    st.sampled_from(['"versionId":"1"', '"lastUpdated":"x"', '"source":"urn:x"', '"extension":[{"url":"u"}]']), unique=True
).map(lambda parts: f'"meta":{{{",".join(parts)}}}')


@st.composite
def bodies(draw):
    parts = [f'"x{i}"{draw(blanks)}:{draw(blanks)}{draw(values)}' for i in range(draw(st.integers(0, 4)))]
    parts += ['"resourceType":"Basic"', *draw(st.lists(metas, max_size=1)), *draw(st.lists(st.just('"id":"old"'), max_size=1))]
    return draw(blanks) + "{" + draw(blanks) + f",{draw(blanks)}".join(draw(st.permutations(parts))) + draw(blanks) + "}" + draw(blanks)


def exact(text):
    """Read JSON with every number as it was written, and members in their order."""
    return json.loads(text, parse_float=lambda one: f"number {one}", parse_int=lambda one: f"number {one}", object_pairs_hook=list)


def without_stamps(pairs):
    meta = next((value for name, value in pairs if name == "meta"), [])
    rest = [(name, value) for name, value in pairs if name not in ("id", "meta")]
    return rest, [(name, value) for name, value in meta if name not in ("versionId", "lastUpdated")]


@given(bodies())
def test_everything_else_survives_to_the_letter(text):
    result = stamped(text)
    assert without_stamps(exact(result)) == without_stamps(exact(text))
    again = json.loads(result)
    assert (again["id"], again["meta"]["versionId"], again["meta"]["lastUpdated"]) == ("7", "3", NOW)


@given(bodies())
def test_stamping_twice_is_stamping_once(text):
    assert stamped(stamped(text)) == stamped(text)


@given(bodies())
def test_the_bytes_between_the_stamps_are_the_received_ones(text):
    """Take id and meta out of both texts, with the comma beside each: what is left is the same, letter by letter."""
    kept = [text[member.start : member.end] for member in members(text, skip_blank(text, 0)) if member.name not in ("id", "meta")]
    result = stamped(text)
    assert [result[one.start : one.end] for one in members(result, skip_blank(result, 0)) if one.name not in ("id", "meta")] == kept


def test_changes_are_put_in_from_the_left_whatever_their_order():
    assert change("abcdef", [Change(4, 5, "X"), Change(0, 1, ""), Change(2, 2, "-")]) == "b-cdXf"


def test_a_value_is_found_without_reading_it():
    text = '{"a":[1,{"b":2}],"entry" : broken'
    assert text[value_start(text, 0, "entry") :] == "broken"
    assert value_start("{ }", 0, "entry") is None
    assert value_start('{"a":1}', 0, "entry") is None
