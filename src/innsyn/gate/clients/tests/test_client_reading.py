"""A machine client reads what its organisation keeps, and for all it can tell nothing else is there."""

from datetime import timedelta

import pytest

from innsyn.gate.clients.tests.samples import about, an_identifier, identified
from innsyn.gate.delivery.tests.samples import observation
from innsyn.gate.log.line import Seen
from innsyn.gate.reading import Page
from innsyn.gate.refused import Refused
from innsyn.gate.tests.samples import LATER, NOW, a_number, rule_of
from innsyn.kernel.systems import PERSON_NUMBER
from innsyn.kernel.tally import begin
from innsyn.record.query import Query
from innsyn.record.stored import Found


async def test_an_organisation_reads_what_it_keeps_and_another_does_not(callers, ours, theirs):
    patient = await callers.a_patient(ours)
    seen = await callers.sees(ours, patient)
    assert (seen.id, seen.custodian) == (patient.id, callers.ours)
    assert await callers.sees(theirs, patient) is None


async def test_who_reads_is_in_the_patients_log_once_a_day(callers, ours):
    patient = await callers.a_patient(ours)
    await callers.sees(ours, patient)
    await callers.sees(ours, patient, LATER)
    rows = await callers.world.log(patient.owner)
    assert [row.action for row in rows] == ["open", "create", "read", "read"]
    assert len({row.visit for row in rows}) == 1
    assert rows[0].detail["actor"]["organisation"] == callers.ours
    assert rows[0].detail["ground"]["purpose"] == "HOPERAT"


async def test_a_stranger_who_knocks_is_in_the_log_and_learns_nothing(callers, ours, theirs):
    patient = await callers.a_patient(ours)
    assert await callers.sees(theirs, patient) is None
    last = (await callers.world.log(patient.owner))[-1]
    assert (last.action, last.outcome, last.detail["actor"]["organisation"]) == ("refuse", "refused", callers.theirs)


async def test_reading_by_id_is_one_statement_and_so_is_a_search_in_one_record(callers, ours):
    patient = await callers.a_patient(ours)
    await callers.sees(ours, patient)
    tally = begin()
    await callers.sees(ours, patient)
    assert tally.statements == 1
    tally = begin()
    whose = await callers.gate.whose(ours, patient.id)
    await callers.finds(ours, "Observation", about(patient), whose=whose)
    assert tally.statements == 1


async def test_scopes_narrow_what_is_read(callers, ours):
    patient = await callers.a_patient(ours)
    final = await callers.an_observation(ours, patient)
    amended = await callers.an_observation(ours, patient, status="amended")
    narrow = callers.client("system/Observation.rs?status=final")
    assert (await callers.sees(narrow, final)).id == final.id
    assert await callers.sees(narrow, amended) is None
    assert rule_of(await callers.sees(narrow, patient)) == "SCOPE-1"
    assert (await callers.world.log(patient.owner))[-1].detail["rule"] == "SCOPE-1"
    assert await callers.finds(narrow, "Observation", about(patient), whose=patient.owner) == [final.id]


async def test_without_scope_the_answer_is_the_same_whether_it_exists_or_not(callers, ours):
    patient = await callers.a_patient(ours)
    narrow = callers.client("system/Observation.r")
    assert await callers.sees(narrow, patient) == await callers.gate.read(narrow, "Patient", "nobody-has-this", NOW)
    assert isinstance(await callers.gate.search(narrow, Query(("Observation",)), NOW), Refused)


async def test_of_several_types_only_those_granted_are_searched(callers, ours):
    patient = await callers.a_patient(ours)
    seen = await callers.an_observation(ours, patient)
    narrow = callers.client("system/Observation.rs?status=final system/Condition.rs")
    found = await callers.gate.search(narrow, Query(("Patient", "Observation", "Condition")), NOW, whose=patient.owner)
    assert [row.id for row in found.rows] == [seen.id]


async def test_another_organisations_part_of_the_same_record_is_not_there(callers, ours, theirs):
    number = a_number()
    patient = await callers.a_patient(ours, number)
    await callers.gate.find(theirs, (PERSON_NUMBER, number.value), NOW)
    mine, other = await callers.an_observation(ours, patient), await callers.an_observation(theirs, patient)
    for client, own, foreign in ((ours, mine, other), (theirs, other, mine)):
        assert (await callers.sees(client, own)).id == own.id
        assert await callers.sees(client, foreign) is None
        found = await callers.gate.search(client, Query(("Observation",), (about(patient),), with_total=True), NOW, whose=patient.owner)
        assert ([row.id for row in found.rows], found.total, found.next) == ([own.id], 1, None)
        history = await callers.gate.history(client, "Observation", foreign.id, NOW)
        assert history == Found()


async def test_found_by_number_the_patient_is_seen_and_nothing_else(callers, ours, theirs):
    number = a_number()
    patient = await callers.a_patient(ours, number)
    secret = await callers.an_observation(ours, patient)
    assert await callers.sees(theirs, patient) is None
    assert await callers.gate.find(theirs, (PERSON_NUMBER, number.value), NOW) == patient.owner
    assert (await callers.sees(theirs, patient)).id == patient.id
    assert await callers.sees(theirs, secret) is None
    rows = await callers.world.log(patient.owner)
    told = [row.action for row in rows if row.visit == rows[-1].visit and "about" not in row.detail]
    assert told == ["refuse", "find", "open", "read", "read", "refuse"]


RESTRICTED = {"meta": {"security": [{"code": "R", "system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"}]}}


@pytest.mark.parametrize("shielded", [{"deceasedBoolean": True}, RESTRICTED], ids=["dead", "restricted"])
async def test_found_by_number_a_shielded_or_dead_patient_is_not_seen(callers, ours, theirs, shielded):
    number = a_number()
    patient = await callers.a_patient(ours, number, **shielded)
    await callers.gate.find(theirs, (PERSON_NUMBER, number.value), NOW)
    assert await callers.sees(theirs, patient) is None
    assert (await callers.sees(ours, patient)).id == patient.id


async def test_whom_another_process_found_is_seen_here_too(callers, ours, theirs):
    number = a_number()
    patient = await callers.a_patient(ours, number)
    elsewhere = type(callers.world.gate)(callers.record, callers.world.gate.actors._keys).clients
    await callers.writes(theirs, observation({"identifier": {"system": PERSON_NUMBER, "value": number.value}}))
    assert (await elsewhere.read(theirs, "Patient", patient.id, NOW)).id == patient.id


async def test_a_number_nobody_has_and_one_without_scope_are_not_found(callers, ours, theirs):
    number = a_number()
    assert await callers.gate.find(theirs, (PERSON_NUMBER, number.value), NOW) is None
    await callers.a_patient(ours, number)
    narrow = callers.client("system/Observation.cruds", callers.theirs)
    assert await callers.gate.find(narrow, (PERSON_NUMBER, number.value), NOW) is None
    assert await callers.gate.find(theirs, ("urn:local", number.value), NOW) is None


async def test_a_search_over_all_records_finds_only_ones_own(callers, ours, theirs):
    identifier = an_identifier()
    patient, other = await callers.a_patient(ours), await callers.a_patient(theirs)
    mine = await callers.an_observation(ours, patient, identifier=[identifier])
    foreign = await callers.an_observation(theirs, other, identifier=[identifier])
    assert await callers.finds(ours, "Observation", identified(identifier)) == [mine.id]
    assert await callers.finds(theirs, "Observation", identified(identifier)) == [foreign.id]
    row = (await callers.world.log(patient.owner))[-1]
    assert (row.action, row.detail["actor"]["organisation"]) == ("search", callers.ours)
    assert all(row.detail.get("actor", {}).get("organisation") != callers.ours for row in await callers.world.log(other.owner))


async def test_directories_are_read_by_scope(callers, ours):
    assert (await callers.gate.read(ours, "Organization", "fjord", NOW)).id == "fjord"
    assert rule_of(await callers.gate.read(callers.client("system/Patient.r"), "Organization", "fjord", NOW)) == "SCOPE-1"
    hidden = callers.client("system/Organization.rs?identifier=urn:x|y")
    assert await callers.gate.read(hidden, "Organization", "fjord", NOW) is None
    assert await callers.finds(hidden, "Organization") == []
    assert await callers.finds(ours, "Organization", identified({"system": "urn:x", "value": "y"})) == []
    assert (await callers.gate.vread(ours, "Organization", "fjord", 1, NOW)).version == 1
    assert len((await callers.gate.history(ours, "Organization", "fjord", NOW)).rows) == 1


async def test_versions_and_history_of_ones_own(callers, ours, theirs):
    patient = await callers.a_patient(ours)
    assert (await callers.gate.vread(ours, "Patient", patient.id, 1, NOW)).version == 1
    assert await callers.gate.vread(ours, "Patient", patient.id, 2, NOW) is None
    assert await callers.gate.vread(theirs, "Patient", patient.id, 1, NOW) is None
    page = await callers.gate.history(ours, "Patient", patient.id, NOW, Page(10))
    assert [row.version for row in page.rows] == [1]


async def test_whose_tells_nothing(callers, ours, theirs):
    patient = await callers.a_patient(ours)
    assert await callers.gate.whose(theirs, patient.id) is not None
    assert await callers.gate.whose(theirs, "nobody-has-this") is not None
    assert await callers.finds(theirs, "Observation", whose=await callers.gate.whose(theirs, "nobody-has-this")) == []
    assert await callers.finds(theirs, "Observation", whose=await callers.gate.whose(theirs, patient.id)) == []
    assert await callers.gate.whose(ours, "not an id") is None


async def test_the_history_of_a_type_and_of_everything_holds_only_ones_own(callers, ours, theirs):
    patient, other = await callers.a_patient(ours), await callers.a_patient(theirs)
    mine, foreign = await callers.an_observation(ours, patient), await callers.an_observation(theirs, other)
    page = Page(20)
    of_type = await callers.gate.history(ours, "Observation", None, NOW, page)
    of_all = await callers.gate.history(ours, None, None, NOW, page)
    for found in (of_type, of_all):
        assert mine.id in [row.id for row in found.rows]
        assert foreign.id not in [row.id for row in found.rows]
        assert {row.custodian for row in found.rows} == {callers.ours}
    later = await callers.gate.history(ours, "Observation", None, NOW, page, since=LATER + timedelta(days=36_500))
    assert later.rows == ()
    assert rule_of(await callers.gate.history(callers.client("system/Patient.r"), "Patient", None, NOW, page)) == "SCOPE-1"
    assert {row.type for row in (await callers.gate.history(callers.client("system/Patient.s"), None, None, NOW, page)).rows} == {"Patient"}


async def test_the_history_of_a_directory_begins_where_it_is_asked_to(callers, ours):
    assert len((await callers.gate.history(ours, "Organization", None, NOW, Page(1))).rows) == 1
    assert (await callers.gate.history(ours, "Organization", "fjord", NOW, since=LATER)).rows == ()


async def test_a_citizen_sees_in_her_log_who_saw_her_in_a_search_over_all_records(callers, ours):
    number, identifier = a_number(), an_identifier()
    patient = await callers.a_patient(ours, number)
    await callers.an_observation(ours, patient, identifier=[identifier])
    await callers.finds(ours, "Observation", identified(identifier))
    page = await callers.world.gate.my_log(await callers.world.citizen(number), NOW)
    searched = next(line for line in page.lines if line.seen == (Seen("Observation", 1),))
    assert (searched.state, searched.kind, searched.organisation) == ("opened", "system", callers.ours)
    assert (searched.purpose, searched.basis) == ("HOPERAT", "gate.basis.client")
