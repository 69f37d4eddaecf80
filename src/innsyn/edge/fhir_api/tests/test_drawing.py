"""Bodies in the caller's format: indented without changing a value."""

import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from innsyn.edge.fhir_api.drawing import drawn, pretty

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.decimals(allow_nan=False, allow_infinity=False, places=3).map(float),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def test_body_goes_out_as_it_stands():
    assert drawn(b'{"resourceType":"Patient","x":0.40}', "json", is_pretty=False) == b'{"resourceType":"Patient","x":0.40}'


def test_decimal_keeps_its_zeros_when_indented():
    assert '"value": 0.40' in pretty('{"value":0.40}')


def test_empty_lists_and_objects_stay_on_their_line():
    assert pretty('{"a":[],"b":{}}') == '{\n  "a": [],\n  "b": {}\n}'


@given(VALUES)
def test_indented_says_the_same(value):
    written = json.dumps(value)
    assert json.loads(pretty(written), parse_float=Decimal) == json.loads(written, parse_float=Decimal)


def test_xml_is_drawn_when_wanted():
    assert b'<active value="true"/>' in drawn(b'{"resourceType":"Patient","active":true}', "xml", is_pretty=False)
