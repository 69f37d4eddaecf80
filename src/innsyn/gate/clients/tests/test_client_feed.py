"""The feed holds what a client may see, and looking at it leaves no trace in anybody's log."""

import pytest

from innsyn.gate.delivery.tests.samples import observation
from innsyn.gate.tests.samples import NOW
from innsyn.kernel.outcome import Problem
from innsyn.record.query import Query


async def seen(callers, client, after):
    """The resources of the feed after a cursor."""
    changes, later = await callers.gate.changes(client, after, 1000, NOW)
    return {(one.type, one.id) for one in changes}, later


@pytest.fixture
async def end(callers):
    """Where the feed ends now."""
    return await callers.record.following.end()


async def test_a_client_sees_what_its_organisation_keeps_and_the_cursor_goes_past_the_rest(callers, ours, theirs, end):
    patient = await callers.a_patient(ours)
    result = await callers.an_observation(ours, patient)
    mine, later = await seen(callers, ours, end)
    assert {("Patient", patient.id), ("Observation", result.id)} <= mine
    others, later_too = await seen(callers, theirs, end)
    assert not {("Patient", patient.id), ("Observation", result.id)} & others
    assert later == later_too != end


async def test_scopes_narrow_the_feed(callers, ours, end):
    patient = await callers.a_patient(ours)
    result = await callers.an_observation(ours, patient)
    found, _ = await seen(callers, callers.client("system/Observation.rs"), end)
    assert ("Observation", result.id) in found
    assert ("Patient", patient.id) not in found
    found, _ = await seen(callers, callers.client("system/Observation.rs?status=cancelled"), end)
    assert ("Observation", result.id) not in found


async def test_only_systems_that_come_by_themselves_follow(callers, ours, end):
    await callers.a_patient(ours)
    assert (await seen(callers, await callers.nurse("user/*.cruds"), end))[0] == set()


async def test_looking_is_in_nobodys_log(callers, ours, theirs, end):
    (patient,) = await callers.writes(ours, {"resourceType": "Patient", "birthDate": "1980-02-03"})
    await callers.writes(ours, observation(f"Patient/{patient.id}"))
    before = await callers.record.log_page(patient.owner, count=1000)
    await seen(callers, ours, end)
    await seen(callers, theirs, end)
    assert await callers.record.log_page(patient.owner, count=1000) == before


async def test_a_place_that_the_feed_does_not_have_is_a_problem(callers, ours):
    assert isinstance(await callers.gate.changes(ours, "nonsense", 10, NOW), Problem)


async def test_an_export_is_a_search_that_the_log_calls_an_export(callers, ours, theirs):
    patient = await callers.a_patient(ours)
    result = await callers.an_observation(ours, patient)
    query = Query(("Observation", "Patient"), count=10)
    found = await callers.gate.export(ours, query, NOW, whose=patient.owner)
    assert {row.id for row in found.rows} == {patient.id, result.id}
    assert (await callers.gate.export(theirs, query, NOW, whose=patient.owner)).rows == ()
    exported = [row for row in await callers.record.log_page(patient.owner, count=1000) if row.action == "export"]
    assert [set(row.shown) for row in exported if row.shown] == [{patient.row, result.row}]


async def test_what_was_exported_is_decided_on_again(callers, ours, theirs):
    patient = await callers.a_patient(ours)
    result = await callers.an_observation(ours, patient)
    references = [("Patient", patient.id), ("Observation", result.id), ("Observation", "nowhere")]
    assert await callers.gate.still_sees(ours, references, NOW) == [True, True, False]
    assert await callers.gate.still_sees(theirs, references, NOW) == [False, False, False]
    assert await callers.gate.still_sees(callers.client("system/Patient.rs"), references, NOW) == [True, False, False]
