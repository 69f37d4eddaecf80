"""An export holds what its client may see, all of it and once; and only that client gets it."""

import asyncio
import json
import sys
from datetime import timedelta

import pytest

from innsyn.edge.bulk import exporting
from innsyn.edge.bulk.tests.world import observation, references
from innsyn.fhir.bundle import Entry


async def test_everything_of_the_organisation_is_exported_once_as_it_stands(world):
    patient, (one, two) = await world.a_patient(world.ours, "1-1", "2-2")
    body = {**observation(patient.id, "3-3"), "id": one.id}
    await world.takes(world.ours, Entry(0, None, "PUT", f"Observation/{one.id}", {}, body, json.dumps(body).encode()))
    id_ = await world.exports(_type="Patient,Observation")
    await world.works()
    assert await world.exported(id_) == references(patient, one, two)
    versions = {line["id"]: line["meta"]["versionId"] for line in await world.lines(id_)}
    assert versions[one.id] == "2"


async def test_a_resource_whose_versions_are_far_apart_in_the_feed_is_exported_once(world, monkeypatch):
    monkeypatch.setattr(exporting, "_MOST_CHANGES", 1)
    patient, (one,) = await world.a_patient(world.ours, "1-1")
    body = {**observation(patient.id, "3-3"), "id": one.id}
    await world.takes(world.ours, Entry(0, None, "PUT", f"Observation/{one.id}", {}, body, json.dumps(body).encode()))
    id_ = await world.exports(_type="Observation")
    await world.works()
    assert [line["meta"]["versionId"] for line in await world.lines(id_)] == ["2"]


async def test_nothing_of_another_organisation_is_exported(world):
    patient, results = await world.a_patient(world.ours, "1-1")
    theirs, _ = await world.a_patient(world.theirs, "1-1")
    id_ = await world.exports(world.theirs, _type="Patient,Observation")
    await world.works()
    exported = await world.exported(id_, world.theirs)
    assert ("Patient", theirs.id) in exported
    assert not set(references(patient, *results)) & set(exported)


async def test_each_patients_log_says_what_was_exported(world):
    patient, results = await world.a_patient(world.ours, "1-1")
    await world.exports()
    await world.works()
    rows = [row for row in await world.record.log_page(patient.owner, count=1000) if row.action == "export"]
    assert [set(row.shown) for row in rows] == [{patient.row, *(one.row for one in results)}]


async def test_scopes_narrow_an_export(world):
    await world.a_patient(world.ours, "1-1")
    narrow = world.client("narrow", scopes="system/Patient.rs")
    id_ = await world.exports(narrow)
    await world.works()
    assert {line["resourceType"] for line in await world.lines(id_, client=narrow)} == {"Patient"}


async def test_directories_are_in_an_export_of_the_whole_system_only(world):
    await world.a_patient(world.ours)
    whole, patients = await world.exports(), await world.exports(level="patient")
    await world.works()
    assert "Organization" in {line["resourceType"] for line in await world.lines(whole)}
    assert {line["resourceType"] for line in await world.lines(patients)} == {"Patient"}


async def test_a_group_names_whose_records(world):
    wanted, (result,) = await world.a_patient(world.ours, "1-1")
    await world.a_patient(world.ours, "1-1")
    members = [{"entity": {"reference": f"Patient/{wanted.id}"}}]
    (group,) = await world.writes(world.ours, {"resourceType": "Group", "type": "person", "actual": True, "member": members})
    id_ = await world.exports(level="group", group=group.id)
    await world.works()
    assert await world.exported(id_) == references(wanted, result)


async def test_a_group_the_client_may_not_see_is_absent(world):
    (group,) = await world.writes(world.ours, {"resourceType": "Group", "type": "person", "actual": True})
    answer = await world.operations.export(world.theirs, "group", group.id, [], "respond-async", "$export", world.clock())
    assert [one.code for one in answer] == ["not-found"]


async def test_named_patients_only(world):
    wanted, _ = await world.a_patient(world.ours)
    await world.a_patient(world.ours)
    id_ = await world.exports(level="patient", patient=f"Patient/{wanted.id}")
    await world.works()
    assert await world.exported(id_) == references(wanted)


async def test_since_an_instant_with_what_was_deleted_since(world):
    patient, (_, gone) = await world.a_patient(world.ours, "1-1", "2-2")
    world.clock.move(timedelta(days=2))
    since = world.clock().isoformat()
    (new,) = await world.writes(world.ours, observation(patient.id, "3-3"))
    await world.takes(world.ours, Entry(0, None, "DELETE", f"Observation/{gone.id}", {}, None, None))
    id_ = await world.exports(_since=since, _type="Observation")
    await world.works()
    assert await world.exported(id_) == references(new)
    (bundle,) = await world.lines(id_, "deleted")
    assert [one["request"] for one in bundle["entry"]] == [{"method": "DELETE", "url": f"Observation/{gone.id}"}]


async def test_until_an_instant(world):
    patient, (old,) = await world.a_patient(world.ours, "1-1")
    until = world.clock().isoformat()
    world.clock.move(timedelta(days=2))
    await world.writes(world.ours, observation(patient.id, "3-3"))
    id_ = await world.exports(_until=until, _type="Observation")
    await world.works()
    assert await world.exported(id_) == references(old)


async def test_filters_of_a_type_any_of_which_will_do_and_other_types_whole(world):
    patient, (one, two, _) = await world.a_patient(world.ours, "1-1", "2-2", "3-3")
    filters = ["Observation?code=1-1&status=final", "Observation?code=2-2", "Observation?code=3-3&status=amended"]
    id_ = await world.exports(level="patient", _typeFilter=filters)
    await world.works()
    assert await world.exported(id_) == references(patient, one, two)


async def test_a_filter_may_name_the_patient(world):
    wanted, (result,) = await world.a_patient(world.ours, "1-1")
    await world.a_patient(world.ours, "1-1")
    id_ = await world.exports(_type="Observation", _typeFilter=f"Observation?patient=Patient/{wanted.id}")
    await world.works()
    assert await world.exported(id_) == references(result)


async def test_elements_cut_the_resources_down(world):
    await world.a_patient(world.ours, "1-1")
    id_ = await world.exports(level="patient", _elements="Patient.gender,status", _type="Patient,Observation")
    await world.works()
    for line in await world.lines(id_):
        assert "birthDate" not in line
        assert line["meta"]["tag"][0]["code"] == "SUBSETTED"


async def test_a_resource_with_line_breaks_is_one_line_and_keeps_its_decimals(world):
    patient, _ = await world.a_patient(world.ours)
    text = json.dumps(observation(patient.id), indent=1)[:-1] + ',"valueQuantity":{"value":0.40}}'
    await world.takes(world.ours, Entry(0, None, "POST", "Observation", {}, json.loads(text), text.encode()))
    id_ = await world.exports(_type="Observation")
    await world.works()
    (file,) = (await world.manifest(id_))["output"]
    answer = await world.operations.file(world.ours, id_, file["url"].rpartition("file=")[2], world.clock())
    assert answer.body.count(b"\n") == file["count"] == 1
    assert b'"value":0.40}' in answer.body


async def test_an_export_says_how_far_it_is_until_it_is_done(world):
    id_ = await world.exports()
    answer = await world.operations.status(world.ours, id_, world.clock())
    assert (answer.status, dict(answer.headers)["retry-after"]) == (202, "2")
    await world.works()
    manifest = await world.manifest(id_)
    assert manifest["requiresAccessToken"] is True
    assert manifest["transactionTime"] == "2026-11-22T11:00:00.000+00:00"


async def test_another_client_gets_neither_status_nor_files_and_stops_nothing(world):
    await world.a_patient(world.ours)
    id_ = await world.exports()
    await world.works()
    same_trust = world.client("colleague")
    for client in (world.theirs, same_trust):
        for answer in (
            await world.operations.status(client, id_, world.clock()),
            await world.operations.file(client, id_, "1", world.clock()),
            await world.operations.cancel(client, id_, world.clock()),
        ):
            assert [one.code for one in answer] == ["not-found"]
    assert (await world.manifest(id_))["output"]


async def test_what_the_client_may_not_see_any_more_is_not_in_the_file(world):
    _, (one, two) = await world.a_patient(world.ours, "1-1", "2-2")
    id_ = await world.exports(_type="Observation")
    await world.works()
    assert await world.exported(id_) == references(one, two)
    narrowed = world.client("ours", scopes="system/Observation.rs?code=http://loinc.org|1-1")
    assert await world.exported(id_, narrowed) == references(one)


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_stopped_export_is_gone(world, when, tmp_path):
    await world.a_patient(world.ours)
    id_ = await world.exports()
    if when == "after":
        await world.works()
    assert (await world.operations.cancel(world.ours, id_, world.clock())).status == 202
    assert [one.code for one in await world.operations.status(world.ours, id_, world.clock())] == ["not-found"]
    await world.works()
    assert await world.jobs.get(id_) is None
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


async def test_files_are_gone_after_their_time(world, tmp_path):
    await world.a_patient(world.ours)
    id_ = await world.exports()
    await world.works()
    world.clock.move(timedelta(hours=25))
    await world.works()
    assert [one.code for one in await world.operations.status(world.ours, id_, world.clock())] == ["not-found"]
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


async def test_a_client_that_is_not_registered_any_more_gets_no_export(world):
    await world.a_patient(world.ours)
    id_ = await world.exports()
    world.registered.clear()
    await world.works()
    (problem,) = await world.operations.status(world.ours, id_, world.clock())
    assert problem.details["status"] == "500"
    assert await world.jobs.files(id_) == []


async def test_a_job_that_is_killed_between_two_files_goes_on_without_gap_or_repetition(world, monkeypatch):
    monkeypatch.setattr(exporting, "_FULL_BYTES", 1)
    monkeypatch.setattr(exporting, "_MOST_CHANGES", 2)
    patients = [await world.a_patient(world.ours, "1-1") for _ in range(6)]
    id_ = await world.exports(_type="Patient,Observation")
    await world.worker.round()
    await world.worker.round()
    world.worker = world.a_worker()
    await world.works()
    assert await world.exported(id_) == references(*[one for patient, results in patients for one in (patient, *results)])


async def test_a_killed_process_loses_nothing(database, world, tmp_path):
    patient, results = await world.a_patient(world.ours, "1-1")
    id_ = await world.exports(_type="Patient,Observation")
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "innsyn.edge.bulk.tests.doomed_worker", database, str(tmp_path / "blobs")
    )
    assert await asyncio.wait_for(child.wait(), 120) == -9
    await world.works()
    assert await world.exported(id_) == references(patient, *results)


@pytest.mark.parametrize(
    ("parameters", "path"),
    [
        ({"_type": "Nothing"}, "_type"),
        ({"_since": "2026"}, "_since"),
        ({"_since": ["2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"]}, "_since"),
        ({"_outputFormat": "text/csv"}, "_outputFormat"),
        ({"_typeFilter": "Observation"}, "_typeFilter"),
        ({"_typeFilter": "Observation?patient.name=x"}, "_typeFilter"),
        ({"_typeFilter": "Observation?_has:Provenance:target:agent=x"}, "_typeFilter"),
        ({"patient": "Patient/1"}, "patient"),
        ({"includeAssociatedData": "x"}, ""),
    ],
    ids=["type", "since", "twice", "format", "no filter", "chain", "has", "patient", "unknown"],
)  # fmt: skip
async def test_what_cannot_be_exported_is_refused_and_named(world, parameters, path):
    pairs = [(name, value) for name, values in parameters.items() for value in ([values] if isinstance(values, str) else values)]
    answer = await world.operations.export(world.ours, "system", None, pairs, "respond-async", "$export", world.clock())
    assert [one.path for one in answer] == [path]


async def test_what_is_optional_is_passed_over_when_one_is_lenient(world):
    assert await world.exports(prefer="respond-async, handling=lenient", includeAssociatedData="x", _type="Nothing,Patient")


async def test_an_export_must_be_asked_for_asynchronously(world):
    answer = await world.operations.export(world.ours, "system", None, [], "", "$export", world.clock())
    assert [one.code for one in answer] == ["invalid"]


async def test_a_client_has_so_many_jobs_under_way_and_no_more(world):
    for _ in range(5):
        await world.exports()
    answer = await world.operations.export(world.ours, "system", None, [], "respond-async", "$export", world.clock())
    assert [one.details for one in answer] == [{"status": "429"}]


@pytest.mark.parametrize("context", ["user", "patient"])
async def test_only_systems_that_come_by_themselves_export(world, context):
    client = world.client("person", context=context)
    answer = await world.operations.export(client, "system", None, [], "respond-async", "$export", world.clock())
    assert [one.code for one in answer] == ["forbidden"]
