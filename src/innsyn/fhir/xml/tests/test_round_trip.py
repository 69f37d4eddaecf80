"""JSON to XML and back: nothing that XML can say is lost."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from innsyn.fhir.definitions.tables import resource_types
from innsyn.fhir.exact import Number, read_exact, write_exact
from innsyn.fhir.shapes import RESOURCE, shape
from innsyn.fhir.xml import from_xml, to_xml
from innsyn.fhir.xml.names import attributes

DIV = '<div xmlns="http://www.w3.org/1999/xhtml">'


def inside(resource):
    """Write a resource and give what stands inside its root."""
    written = to_xml(json.dumps(resource).encode()).decode()
    kind = resource["resourceType"]
    head, _, rest = written.partition(f'<{kind} xmlns="http://hl7.org/fhir">')
    assert head == '<?xml version="1.0" encoding="UTF-8"?>'
    return rest.removesuffix(f"</{kind}>")


@pytest.mark.parametrize(
    ("resource", "written"),
    [
        ({"id": "a", "active": True}, '<id value="a"/><active value="true"/>'),
        ({"active": False, "id": "a"}, '<id value="a"/><active value="false"/>'),
        ({"birthDate": "1990"}, '<birthDate value="1990"/>'),
        ({"birthDate": "1990", "_birthDate": {"id": "b"}}, '<birthDate id="b" value="1990"/>'),
        (
            {"_birthDate": {"extension": [{"url": "http://a", "valueCode": "x"}]}},
            '<birthDate><extension url="http://a"><valueCode value="x"/></extension></birthDate>',
        ),
        ({"name": [{"id": "n", "given": ["a", "b"]}]}, '<name id="n"><given value="a"/><given value="b"/></name>'),
        ({"name": [{"given": ["a", None], "_given": [None, {"id": "g"}]}]}, '<name><given value="a"/><given id="g"/></name>'),
        ({"contained": [{"resourceType": "Basic", "id": "b"}]}, '<contained><Basic><id value="b"/></Basic></contained>'),
        ({"multipleBirthInteger": 2}, '<multipleBirthInteger value="2"/>'),
        ({"gender": "a\"<&>'\n\t\r"}, '<gender value="a&quot;&lt;&amp;&gt;\'&#10;&#9;&#13;"/>'),
        ({"gender": "æ\U0001f600"}, '<gender value="æ\U0001f600"/>'),
        ({"text": {"status": "empty", "div": f"{DIV}a</div>"}}, f'<text><status value="empty"/>{DIV}a</div></text>'),
        (
            {"name": [{"family": "b", "text": "a", "extension": [{"url": "u"}]}]},
            '<name><extension url="u"/><text value="a"/><family value="b"/></name>',
        ),
    ],
)
def test_a_resource_is_written_in_the_specifications_order(resource, written):
    assert inside({"resourceType": "Patient", **resource}) == written


def test_a_resource_with_nothing_in_it_is_one_tag():
    assert to_xml(b'{"resourceType":"Patient"}').endswith(b'<Patient xmlns="http://hl7.org/fhir"/>')


def test_numbers_keep_their_text_both_ways():
    stored = b'{"resourceType":"Observation","component":[{"valueQuantity":{"value":0.40}},{"valueQuantity":{"value":1.0E+2}}]}'
    written = to_xml(stored)
    assert b'<value value="0.40"/>' in written
    assert b'<value value="1.0E+2"/>' in written
    assert from_xml(written) == stored


@pytest.mark.parametrize(
    "div",
    [
        f"{DIV}a</div>",
        f"{DIV}a &amp; b &#160; &lt; <br /> <br/> <b class='x'>c</b></div>",
        f"{DIV}<!-- </div> --><div>in<div>ner</div></div><p title='>'/></div>",
        f'{DIV}a<h:div xmlns:h="http://www.w3.org/1999/xhtml">b</h:div>c<div/></div>',
        f"{DIV}\r\n\tline\n</div>",
        f"{DIV}æøå č \U0001f600</div>",
        "<div xmlns='http://www.w3.org/1999/xhtml' lang=\"nb\"  >a</div  >",
        '<div lang="en" xmlns="http://www.w3.org/1999/xhtml" xml:lang="en"/>',
    ],
)
def test_a_narrative_comes_back_letter_by_letter(div):
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": []}
    patient = {"resourceType": "Patient", "text": {"status": "generated", "div": div}, "birthDate": "1990"}
    bundle["entry"] = [{"resource": patient}, {"resource": patient}]
    assert json.loads(from_xml(to_xml(json.dumps(bundle).encode()))) == bundle


@pytest.mark.parametrize(
    ("div", "written"),
    [
        ("<div>a</div>", f"{DIV}a</div>"),
        (f"\n{DIV}a</div> ", f"{DIV}a</div>"),
        (f"{DIV}a&nbsp;&eacute;&lt;</div>", f"{DIV}a&#160;&#233;&lt;</div>"),
        (f"{DIV}a<br>b</div>", f"{DIV}a<br/>b</div>"),
        (f"{DIV}a & b</div>", f"{DIV}a &amp; b</div>"),
        ("text", f"{DIV}text</div>"),
        ("<div>a</div><div>b</div>", f"{DIV}<div>a</div><div>b</div></div>"),
        ("<div>a<p 1=2 b='c'>d</div>", f'{DIV}a<p b="c">d</p></div>'),
        ("<div xmlns='http://www.w3.org/1999/xhtml'>a<p></div>", f"{DIV}a<p/></div>"),
    ],
)
def test_a_narrative_that_is_not_xml_is_mended(div, written):
    assert written in to_xml(json.dumps({"resourceType": "Patient", "text": {"div": div}}).encode()).decode()


@given(
    st.lists(
        st.sampled_from(
            ["<div>", "</div>", "<p", " a='b'", ">", "&", ";", "x", "<!--", "-->", "<br>", "\0", "</p>", " xmlns:o='u'", "<o:p>"]
        )
    )
)
def test_any_text_as_narrative_becomes_well_formed_xml(pieces):
    written = to_xml(json.dumps({"resourceType": "Patient", "text": {"div": "<div" + "".join(pieces)}}).encode())
    assert isinstance(from_xml(written), bytes)


def test_a_narrative_with_a_prefix_from_outside_is_written_anew():
    narrative = '<h:div class="a">b<h:i>c</h:i>d</h:div>'
    received = f'<Patient xmlns="http://hl7.org/fhir" xmlns:h="http://www.w3.org/1999/xhtml"><text>{narrative}</text></Patient>'
    assert json.loads(from_xml(received.encode()))["text"]["div"] == f'{DIV[:-1]} class="a">b<i>c</i>d</div>'


@pytest.mark.parametrize(
    ("received", "resource"),
    [
        (
            '<!-- a --><?pi b?><Patient xmlns="http://hl7.org/fhir"><!-- c --><active value="true"/><!-- d --></Patient><!-- e -->',
            {"active": True},
        ),
        ('\ufeff<Patient xmlns="http://hl7.org/fhir"/>', {}),
        ('<?xml version="1.0"?>\n<Patient xmlns="http://hl7.org/fhir"/>', {}),
        ('<?xml version="1.0" encoding="utf-8" standalone="yes"?><Patient xmlns="http://hl7.org/fhir"/>', {}),
        ('<f:Patient xmlns:f="http://hl7.org/fhir"><f:active value="true"/></f:Patient>', {"active": True}),
        (
            '<Patient xmlns="http://hl7.org/fhir" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a b"/>',
            {},
        ),
        ('<Patient xmlns="http://hl7.org/fhir"><birthDate value="1990"/><id value="a"/></Patient>', {"birthDate": "1990", "id": "a"}),
        ('<Patient xmlns="http://hl7.org/fhir"><birthDate value="1990"><!-- c --></birthDate></Patient>', {"birthDate": "1990"}),
        ('<Patient xmlns="http://hl7.org/fhir"><gender value="a&#10;b&#x41;&amp;"/></Patient>', {"gender": "a\nbA&"}),
        ('<Patient xmlns="http://hl7.org/fhir"><gender value="<![CDATA[a]]>"/></Patient>', None),
        (
            '<Patient xmlns="http://hl7.org/fhir"><name><given value="a"/><family value="b"/><given value="c"/></name></Patient>',
            {"name": [{"given": ["a", "c"], "family": "b"}]},
        ),
        ('<Patient xmlns="http://hl7.org/fhir"><multipleBirthInteger value="-2"/></Patient>', {"multipleBirthInteger": -2}),
        ('<Patient xmlns="http://hl7.org/fhir"><telecom><rank value="+2"/></telecom></Patient>', {"telecom": [{"rank": 2}]}),
    ],
)
def test_a_document_is_read(received, resource):
    found = from_xml(received.encode())
    assert (isinstance(found, list)) if resource is None else (json.loads(found) == {"resourceType": "Patient", **resource})


def test_the_deepest_body_passes_both_ways():
    value = {"display": "x"}
    for _ in range(125):
        value = {"identifier": {"assigner": value}}
    stored = json.dumps({"resourceType": "Patient", "managingOrganization": value}, separators=(",", ":")).encode()
    assert from_xml(to_xml(stored)) == stored


@pytest.mark.parametrize(
    "resource",
    [
        {},
        [],
        {"resourceType": 1},
        {"resourceType": "Ghost"},
        {"resourceType": "Patient", "ghost": 1},
        {"resourceType": "Patient", "name": {}},
        {"resourceType": "Patient", "name": [1]},
        {"resourceType": "Patient", "birthDate": {}},
        {"resourceType": "Patient", "contained": [{}]},
    ],
)
def test_what_was_never_validated_is_a_broken_promise(resource):
    with pytest.raises(ValueError, match=r"wanted|form|resource"):
        to_xml(json.dumps(resource).encode())


# Random element trees: any resource the element tables allow, of any depth, with every value of its right form.

TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff") | st.sampled_from("\t\n\r"),
    min_size=1,
    max_size=5,
)
DECIMALS = st.from_regex(r"-?(0|[1-9][0-9]{0,3})(\.[0-9]{1,3})?([eE][+-]?[0-9]{1,2})?", fullmatch=True).map(Number)
INTEGERS = st.integers(0, 2**31 - 1).map(lambda number: Number(str(number)))
VALUES = {"boolean": st.booleans(), "decimal": DECIMALS, "integer": INTEGERS, "unsignedInt": INTEGERS, "positiveInt": INTEGERS}
NARRATIVES = st.sampled_from([f"{DIV}a</div>", f"{DIV}<p title='&lt;'>å <div/> b</p></div>"])


@st.composite
def objects(draw, kind, depth):
    """Draw an object of a type: some of its elements, primitives with and without extensions, never an empty one."""
    made = {}
    elements = {name: one for name, one in shape(kind).elements.items() if not one.is_companion and name != "div"}
    within = {name: one for name, one in elements.items() if one.is_primitive or depth > 0}
    for name in draw(st.lists(st.sampled_from(sorted(within)), min_size=1, max_size=3, unique=True)):
        element = within[name]
        if name in attributes(kind):
            made[name] = draw(TEXT)
        elif element.is_list:
            items = draw(st.lists(values(element, depth), min_size=1, max_size=3))
            made |= {
                one: list(side)
                for one, side in zip((name, f"_{name}"), zip(*items, strict=True), strict=True)
                if any(part is not None for part in side)
            }
        else:
            made |= {one: side for one, side in zip((name, f"_{name}"), draw(values(element, depth)), strict=True) if side is not None}
    if kind == "Narrative":
        made["div"] = draw(NARRATIVES)
    return made


def values(element, depth):
    """Draw one value with what stands beside it."""
    if element.kind == RESOURCE:
        return st.tuples(resources(depth - 1), st.none())
    if not element.is_primitive:
        return st.tuples(objects(element.kind, depth - 1), st.none())
    value = VALUES.get(element.kind, TEXT)
    beside = objects("Element", depth - 1)
    return st.tuples(value, st.none()) | (st.tuples(value, beside) | st.tuples(st.none(), beside) if depth > 0 else st.nothing())


@st.composite
def resources(draw, depth):
    kind = draw(st.sampled_from(sorted(resource_types())))
    return {"resourceType": kind, **draw(objects(kind, depth))}


def texts(value):
    """Give a value with its numbers as text, so that 0.4 and 0.40 differ."""
    if isinstance(value, dict):
        return {name: texts(one) for name, one in value.items()}
    if isinstance(value, list):
        return [texts(one) for one in value]
    return ("number", value.text) if isinstance(value, Number) else value


@given(resources(depth=3))
@settings(deadline=None, max_examples=150)
def test_any_resource_comes_back_from_xml_as_it_went(resource):
    found = from_xml(to_xml(write_exact(resource)))
    assert isinstance(found, bytes), found
    assert texts(read_exact(found)) == texts(resource)
