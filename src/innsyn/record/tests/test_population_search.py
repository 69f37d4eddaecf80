"""Searching over all patients: by what is listed, with a log row for each patient who is seen."""

import json

import pytest

from innsyn.kernel import systems
from innsyn.kernel.outcome import Problem
from innsyn.record.condition import Everything, FromCustodian, HasLabel, Not
from innsyn.record.entry import Action
from innsyn.record.query import CompositeIs, DateWithin, Query, ReferenceIs, ReferencePart, TokenIs, TokenPart
from innsyn.record.starts import is_listed
from innsyn.record.tests.samples import NOW, create, delete, document, entry, joined, logged, observation, update, written


def code(record):
    """A code that no other test uses."""
    return f"test-{record.new_owner()}"


def coded(value):
    return TokenIs("code", ((systems.LOINC, value),))


async def search(record, *clauses, types=("Observation",), narrow=None, **more):
    return await record.search(
        owner=None, query=Query(types, clauses, **more), narrow=narrow or Everything(), stamp=None, entry=entry(Action.SEARCH)
    )


async def test_everybody_with_a_code_is_found_newest_first(record):
    value, owners = code(record), [record.new_owner() for _ in range(3)]
    days = ["2024-01-02", None, "2024-01-03"]
    stored = [(await written(record, owner, create(observation(value, at=day))))[0] for owner, day in zip(owners, days, strict=True)]
    found = await search(record, coded(value), with_total=True)
    assert found.rows == (stored[2], stored[0], stored[1])
    assert found.total == 3


async def test_each_patient_seen_has_a_log_row_of_her_own_and_nobody_else(record):
    value, unseen = code(record), record.new_owner()
    first, second = record.new_owner(), record.new_owner()
    one, two = await written(record, first, create(observation(value)), create(observation(value)))
    (three,) = await written(record, second, create(observation(value)))
    await written(record, unseen, create(observation(code(record))))
    await search(record, coded(value))
    assert (await logged(record, first))[-1] == ("search", "done", "Observation", (), (two.row, one.row))
    assert (await logged(record, second))[-1] == ("search", "done", "Observation", (), (three.row,))
    assert len(await logged(record, unseen)) == 1


async def test_only_those_on_the_page_are_logged(record):
    value, owners = code(record), [record.new_owner() for _ in range(3)]
    for number, owner in enumerate(owners, 1):
        await written(record, owner, create(observation(value, at=f"2024-01-0{number}")))
    await search(record, coded(value), count=2)
    assert [len(await logged(record, owner)) for owner in owners] == [1, 2, 2]


async def test_pages_together_are_everybody_once(record):
    value = code(record)
    for day in ("2024-01-01", "2024-01-01", None, None, "2023-01-01"):
        await written(record, record.new_owner(), create(observation(value, at=day)))
    whole = [row.id for row in (await search(record, coded(value))).rows]
    pages, after = [], None
    while True:
        found = await search(record, coded(value), count=2, after=after)
        pages.append([row.id for row in found.rows])
        if (after := found.next) is None:
            break
    assert joined(pages) == whole
    assert len(set(whole)) == 5


async def test_somebody_with_two_of_the_codes_is_found_once(record):
    one, two = code(record), code(record)
    coding = [{"system": systems.LOINC, "code": value} for value in (one, two)]
    body = json.dumps({"resourceType": "Observation", "status": "final", "code": {"coding": coding}}).encode()
    (stored,) = await written(record, record.new_owner(), create(body))
    found = await search(record, TokenIs("code", ((systems.LOINC, one), (systems.LOINC, two))), with_total=True)
    assert (found.rows, found.total) == ((stored,), 1)


async def test_the_rest_of_the_query_holds_too(record):
    value = code(record)
    (early,) = await written(record, record.new_owner(), create(observation(value, at="2020-01-01")))
    await written(record, record.new_owner(), create(observation(value, at="2030-01-01")))
    assert (await search(record, coded(value), DateWithin("date", None, NOW))).rows == (early,)


async def test_what_is_narrowed_away_is_neither_found_nor_logged(record):
    marker = record.new_owner()
    identifier = [{"system": "http://example.no/d", "value": str(marker)}]
    clause = TokenIs("identifier", ((None, str(marker)),))
    hidden, seen = record.new_owner(), record.new_owner()
    await written(record, hidden, create(document("NORN_FFL", identifier=identifier)))
    (stored,) = await written(record, seen, create(document("N", identifier=identifier)))
    found = await search(record, clause, types=("DocumentReference",), narrow=Not(HasLabel(frozenset({"NORN_FFL"}))))
    assert found.rows == (stored,)
    assert len(await logged(record, hidden)) == 1
    nobody = await search(record, clause, types=("DocumentReference",), narrow=FromCustodian(frozenset({"983971636"})))
    assert nobody.rows == ()


async def test_only_what_stands_now_is_found(record):
    value, other = code(record), code(record)
    owner = record.new_owner()
    changed, gone = await written(record, owner, create(observation(value)), create(observation(value)))
    (now,) = await written(record, owner, update(observation(other), changed.id))
    await written(record, owner, delete("Observation", gone.id))
    assert (await search(record, coded(value))).rows == ()
    assert (await search(record, coded(other))).rows == (now,)


async def test_an_update_that_keeps_its_code_is_found_once(record):
    value = code(record)
    (one,) = await written(record, record.new_owner(), create(observation(value)))
    (now,) = await written(record, one.owner, update(observation(value), one.id))
    found = await search(record, coded(value), with_total=True)
    assert (found.rows, found.total) == ((now,), 1)


async def test_the_list_holds_only_what_stands_now(record):
    owner = record.new_owner()
    changed, gone = await written(record, owner, create(observation(code(record))), create(observation(code(record))))
    (now,) = await written(record, owner, update(observation(code(record)), changed.id))
    await written(record, owner, delete("Observation", gone.id))
    rows = await record._connections.fetch("select distinct row from population where owner = $1", owner)
    assert [row["row"] for row in rows] == [now.row]


async def test_references_out_of_the_record_are_listed_and_those_into_it_are_not(record):
    doctor, owner = f"s-{record.new_owner()}", record.new_owner()
    body = observation(
        performer=[{"reference": f"Practitioner/{doctor}"}, {"identifier": {"system": systems.HPR_NUMBER, "value": doctor}}],
        subject={"reference": "Patient/maria"},
    )
    (stored,) = await written(record, owner, create(body))
    assert (await search(record, ReferenceIs("performer", (f"Practitioner/{doctor}",)))).rows == (stored,)
    assert (await search(record, ReferenceIs("performer", (f"{systems.HPR_NUMBER}|{doctor}",)))).rows == (stored,)
    assert not is_listed(ReferenceIs("subject", ("Patient/maria",)), "Observation")
    assert not is_listed(ReferenceIs("subject", ("http://else.no/Patient/maria",)), "Observation")


def task(organisation, status):
    owner = {"type": "Organization", "identifier": {"system": systems.ORGANISATION_NUMBER, "value": organisation}}
    return create(json.dumps({"resourceType": "Task", "status": status, "intent": "order", "owner": owner}).encode())


def with_owner(organisation, *statuses):
    owner = ReferencePart(f"{systems.ORGANISATION_NUMBER}|{organisation}")
    return CompositeIs("owner-status", tuple((owner, TokenPart(None, status)) for status in statuses))


@pytest.mark.parametrize(("type_", "is_enough"), [("Appointment", True), ("Observation", False)])
def test_a_search_can_start_from_what_patients_have_said_of_appointments(type_, is_enough):
    assert is_listed(TokenIs("_tag", (("urn:x", "said"),)), type_) is is_enough
    assert not is_listed(TokenIs("_tag", ((None, "said"),)), type_)


async def test_what_waits_with_one_organisation_is_listed_by_owner_and_status(record):
    office, other, owner = str(record.new_owner()), str(record.new_owner()), record.new_owner()
    tasks = task(office, "requested"), task(office, "completed"), task(other, "requested"), task(office, "received")
    asked, closed, _, had = await written(record, owner, *tasks)
    found = await search(record, with_owner(office, "requested", "received"), types=("Task",))
    assert {row.id for row in found.rows} == {asked.id, had.id}
    assert [row.id for row in (await search(record, with_owner(office, "completed"), types=("Task",))).rows] == [closed.id]
    assert (await search(record, with_owner(office, "rejected"), types=("Task",))).rows == ()


@pytest.mark.parametrize(
    ("parts", "is_enough"),
    [
        ((ReferencePart("urn:x|1"), TokenPart(None, "requested")), True),
        ((ReferencePart("urn:x|1"), TokenPart("http://hl7.org/fhir/task-status", "requested")), False),
        ((ReferencePart("urn:x|1"), TokenPart(None, None)), False),
        ((ReferencePart("*|1"), TokenPart(None, "requested")), False),
        ((ReferencePart("|1"), TokenPart(None, "requested")), False),
        ((ReferencePart("Organization/x"), TokenPart(None, "requested")), False),
        ((TokenPart(None, "requested"), ReferencePart("urn:x|1")), False),
    ],
)
def test_a_composite_is_a_start_only_when_it_names_an_identifier_and_a_code(parts, is_enough):
    whole = (ReferencePart("urn:x|2"), TokenPart(None, "received"))
    assert is_listed(CompositeIs("owner-status", (whole, parts)), "Task") is is_enough
    assert not is_listed(CompositeIs("code-value-concept", (parts,)), "Observation")


@pytest.mark.parametrize(
    "query",
    [
        Query(("Observation", "Condition"), (TokenIs("code", ((systems.LOINC, "718-7"),)),)),
        Query(("Observation",), (TokenIs("code", ((systems.LOINC, "718-7"),)),), order="oldest"),
        Query(("Observation",), (TokenIs("code", ((systems.LOINC, "718-7"),)),), after="forged"),
    ],
)
async def test_what_it_cannot_answer_is_refused(record, query):
    answer = await record.search(owner=None, query=query, narrow=Everything(), stamp=None, entry=entry(Action.SEARCH))
    assert isinstance(answer, Problem)


async def test_the_search_starts_from_the_rarest_term(record):
    common, rare, owner = code(record), str(record.new_owner()), record.new_owner()
    many = [create(observation(common)) for _ in range(30)]
    wanted = create(observation(common, at="1990-01-01", identifier=[{"system": "http://example.no/r", "value": rare}]))
    stored = await written(record, owner, *many, wanted)
    starts = await record._population._starting.starts(
        Query(("Observation",), (coded(common), TokenIs("identifier", ((None, rare),)))), Everything()
    )
    assert len(starts.tokens) == 1
    assert (await search(record, coded(common), TokenIs("identifier", ((None, rare),)))).rows == (stored[-1],)
    assert starts == await record._population._starting.starts(
        Query(("Observation",), (TokenIs("identifier", ((None, rare),)),)), Everything()
    )
