"""What is kept for searching: marks that differ, combined parameters that are what they are said to be, exact numbers."""

import json
from decimal import Decimal
from functools import cache

import pytest

from innsyn.fhir.definitions.tables import resource_types, search_table
from innsyn.kernel import systems
from innsyn.record.combined import COMBINED
from innsyn.record.condition import Everything
from innsyn.record.entry import Action
from innsyn.record.measured import mark, short_system
from innsyn.record.moments import LATEST, instant_text
from innsyn.record.query import Compared, CompositeIs, NumberIs, NumberPart, QuantityIs, Query, ReferencePart, TokenPart, UriIs
from innsyn.record.tests.samples import create, entry, observation, written
from innsyn.record.uri_steps import lying_above


@cache
def every_parameter():
    return {(type_, code): definition for type_ in resource_types() for code, definition in search_table(type_).items()}


def test_every_parameter_has_a_mark_of_its_own():
    codes = {code for _, code in every_parameter()}
    assert len({mark(code) for code in codes}) == len(codes) > 400
    assert json.loads(mark("value-quantity"))


def test_a_combined_parameter_finds_what_its_parts_find():
    for (type_, code), definition in every_parameter().items():
        if code in COMBINED:
            one, other = [every_parameter()[type_, part] for part in COMBINED[code]]
            said = "parts" if definition["type"] == "composite" else "paths"
            assert definition["type"] == one["type"] == other["type"]
            assert sorted(map(str, definition[said])) == sorted(map(str, [*one[said], *other[said]])), code


def test_no_system_is_taken_for_a_short_one():
    names = [systems.UCUM, systems.LOINC, "~u", "~l", "~~u", "", None]
    assert len({short_system(name) for name in names}) == len(names)


async def found(record, owner, type_, clause):
    page = await record.search(owner=owner, query=Query((type_,), (clause,)), narrow=Everything(), stamp=None, entry=entry(Action.SEARCH))
    return bool(page.rows)


def exactly(prefix, number):
    return Compared(prefix, Decimal(number), Decimal(number))


@pytest.mark.parametrize(
    ("compared", "is_found"),
    [
        (Compared("eq", Decimal("0.35"), Decimal("0.45")), True),
        (Compared("eq", Decimal("0.395"), Decimal("0.405")), True),
        (Compared("eq", Decimal("0.41"), Decimal("0.42")), False),
        (Compared("eq", Decimal("0.3"), Decimal("0.4")), False),
        (exactly("eq", "0.4"), True),
        (exactly("eq", "0.4000000000000000000000000001"), False),
        (exactly("gt", "0.3999999999999999999999999999"), True),
        (exactly("gt", "0.4"), False),
        (exactly("ge", "0.40"), True),
        (exactly("lt", "1E+999999"), True),
        (exactly("gt", "-1E+999999"), True),
        (exactly("lt", "1E-999999"), False),
        (exactly("ne", "0.4"), False),
        (exactly("ap", "0.4"), True),
    ],
    ids=str,
)
async def test_numbers_are_compared_digit_by_digit(record, owner, compared, is_found):
    risk = {"resourceType": "RiskAssessment", "status": "final", "prediction": [{"probabilityDecimal": 0.40}]}
    await written(record, owner, create(json.dumps(risk).encode()))
    assert await found(record, owner, "RiskAssessment", NumberIs("probability", (compared,))) is is_found


async def test_a_composite_of_numbers_and_one_of_references(record, owner):
    sequence = {"resourceType": "MolecularSequence", "coordinateSystem": 0, "variant": [{"start": 5, "end": 9}]}
    sequence["referenceSeq"] = {"chromosome": {"coding": [{"code": "7"}]}, "windowStart": 5, "windowEnd": 9}
    document = {"resourceType": "DocumentReference", "status": "current", "content": [{"attachment": {"title": "x"}}]}
    document["relatesTo"] = [{"code": "replaces", "target": {"reference": "DocumentReference/old"}}]
    await written(record, owner, *[create(json.dumps(body).encode()) for body in (sequence, document)])
    for end, is_found in (("9", True), ("8", False)):
        parts = (TokenPart(None, "7"), NumberPart(exactly("ge", "5")), NumberPart(exactly("eq", end)))
        assert await found(record, owner, "MolecularSequence", CompositeIs("chromosome-window-coordinate", (parts,))) is is_found
    kind = [kind for kind, _ in every_parameter()["DocumentReference", "relationship"]["parts"][0][1]]
    for target, is_found in (("DocumentReference/old", True), ("DocumentReference/new", False)):
        both = {"reference": ReferencePart(target), "token": TokenPart(None, "replaces")}
        parts = tuple(both[each] for each in kind)
        assert await found(record, owner, "DocumentReference", CompositeIs("relationship", (parts,))) is is_found


async def test_an_open_comparator_reaches_as_far_as_it_says(record, owner):
    await written(record, owner, create(observation(valueQuantity={"value": 5, "comparator": "<", "code": "g"})))
    asked = [("lt", "1", True), ("le", "1", True), ("gt", "5", False), ("gt", "4", True), ("eb", "6", True), ("sa", "0", False)]
    for prefix, number, is_found in [*asked, ("eq", "5", False), ("ap", "1", True)]:
        clause = QuantityIs("value-quantity", ((exactly(prefix, number), None, "g"),))
        assert await found(record, owner, "Observation", clause) is is_found, (prefix, number)


async def test_an_open_end_above_is_above_everything(record, owner):
    await written(record, owner, create(observation(valueQuantity={"value": 5, "comparator": ">"})))
    asked = [("gt", "9", True), ("ge", "9", True), ("lt", "5", False), ("lt", "6", True), ("sa", "4", True), ("eb", "9", False)]
    for prefix, number, is_found in [*asked, ("eq", "5", False), ("ne", "5", True), ("ap", "9", True)]:
        clause = QuantityIs("value-quantity", ((exactly(prefix, number), None, None),))
        assert await found(record, owner, "Observation", clause) is is_found, (prefix, number)


@pytest.mark.parametrize(
    ("how", "asked", "is_found"),
    [
        ("below", "http://a.no", True),
        ("below", "http://a.no/b", True),
        ("below", "http://a.no/b/", True),
        ("below", "http://a.no/b/c", True),
        ("below", "http://a.no/b/c/", True),
        ("below", "http://a.no/b/c/d", False),
        ("below", "http://a.no/b/cc", False),
        ("below", "http://a.no/", True),
        ("below", "http://a.n", False),
        ("below", "http://a.no/b/c|2", False),
        ("below", "http://a", False),
        ("below", "http://a.no/_/", False),
        ("above", "http://a.no/b/c/d/e", True),
        ("above", "http://a.no/b/cd", False),
        ("above", "http://a.no/b", False),
        ("exact", "http://a.no/b", False),
        ("exact", "http://a.no/b/c", True),
    ],
)
async def test_addresses_are_compared_by_whole_steps(record, owner, how, asked, is_found):
    await written(record, owner, create(observation(meta={"profile": ["http://a.no/b/c"]})))
    assert await found(record, owner, "Observation", UriIs("_profile", (asked,), how)) is is_found


def test_addresses_lie_above_by_whole_steps():
    assert lying_above("http://a.no/b/c") == [
        "http://a.no/b/c",
        "http://a.no/b/c",
        "http://a.no/b/c/",
        "http://a.no/b",
        "http://a.no/b/",
        "http://a.no",
        "http://a.no/",
    ]
    assert lying_above("urn:oid:1.2.3") == ["urn:oid:1.2.3"]


async def test_signs_that_postgresql_cannot_hold_hurt_nobody(record, owner):
    words = "a\0b\x1fc\x1ed"
    body = observation(valueString=words, meta={"profile": [f"http://x/{words}"]}, valueQuantity={"value": 1, "unit": words})
    (stored,) = await written(record, owner, create(body))
    assert stored.body
    assert await found(record, owner, "Observation", UriIs("_profile", (f"http://x/{words}",), "below"))


def test_an_instant_beyond_all_calendars_is_endless():
    assert [instant_text(count) for count in (LATEST, -LATEST, 1 << 61)] == ["infinity", "-infinity", "infinity"]
    assert instant_text(0) == "1970-01-01T00:00:00+00:00"


async def test_below_takes_no_longer_step_for_a_deeper_one(record, owner):
    await written(record, owner, create(observation(meta={"profile": ["http://a.no/bc"]})))
    assert not await found(record, owner, "Observation", UriIs("_profile", ("http://a.no/b",), "below"))
    assert await found(record, owner, "Observation", UriIs("_profile", ("http://a.no/b", "http://a.no/bc"), "below"))
