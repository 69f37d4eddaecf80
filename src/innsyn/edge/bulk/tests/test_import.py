"""An import takes each line for itself, says what became of it, and may be taken in again."""

import pytest

from innsyn.edge.bulk import importing
from innsyn.edge.bulk.tests.world import ASYNC, inputs, observation


def told(outcomes):
    """What the outcomes say."""
    return [one["issue"][0]["diagnostics"] for one in outcomes]


async def test_every_line_has_an_outcome_and_a_bad_one_harms_no_other(world):
    (patient,) = await world.writes(world.ours, {"resourceType": "Patient", "birthDate": "1980-02-03"})
    lines = [observation(patient.id), b"{", observation("nobody-knows"), {"resourceType": "Flag"}, observation(patient.id, "2-2")]
    id_ = await world.imports(("Observation", lines))
    await world.works()
    good, bad = told(await world.lines(id_)), told(await world.lines(id_, "error"))
    assert [text.partition(":")[0] for text in good] == ["file 1, line 1", "file 1, line 5"]
    assert [text.partition(":")[0] for text in bad] == ["file 1, line 2", "file 1, line 3", "file 1, line 4"]
    assert all(text.endswith("was created") for text in good)


async def test_what_is_imported_is_the_organisations_and_seen_by_it_alone(world):
    (patient,) = await world.writes(world.ours, {"resourceType": "Patient", "birthDate": "1980-02-03"})
    await world.imports(("Observation", [{**observation(patient.id), "id": "own-id-1"}]))
    await world.works()
    assert (await world.gate.read(world.ours, "Observation", "own-id-1", world.clock())).version == 1
    assert await world.gate.read(world.theirs, "Observation", "own-id-1", world.clock()) is None


async def test_files_may_name_each_other_in_order(world):
    patient = {"resourceType": "Patient", "id": "import-1", "birthDate": "1980-02-03"}
    id_ = await world.imports(("Patient", [patient]), ("Observation", [observation("import-1")]))
    await world.works()
    assert await world.lines(id_, "error") == []
    assert len(await world.lines(id_)) == 2


async def test_lines_taken_in_twice_make_nothing_twice(world, monkeypatch):
    (patient,) = await world.writes(world.ours, {"resourceType": "Patient", "birthDate": "1980-02-03"})
    id_ = await world.imports(("Observation", [observation(patient.id), {**observation(patient.id), "id": "own-id-2"}]))
    before = await world.record.following.end()
    kept = world.jobs.step

    async def lost(job, step):
        return await kept(job, step) if not step.files else True

    monkeypatch.setattr(world.jobs, "step", lost)
    await world.worker.round()
    monkeypatch.setattr(world.jobs, "step", kept)
    await world.works()
    changes, _ = await world.record.changes(before, 100)
    assert len(changes) == 2
    assert await world.lines(id_, "error") == []
    assert told(await world.lines(id_))[0] == "file 1, line 1: was taken in before the import was interrupted"


async def test_many_lines_are_taken_in_a_few_at_a_time(world, monkeypatch):
    monkeypatch.setattr(importing, "_LINES_AT_ONCE", 2)
    (patient,) = await world.writes(world.ours, {"resourceType": "Patient", "birthDate": "1980-02-03"})
    id_ = await world.imports(("", [observation(patient.id) for _ in range(5)]))
    await world.works()
    assert len(await world.lines(id_)) == 5


async def test_a_type_that_is_not_that_of_the_file_is_refused(world):
    id_ = await world.imports(("Observation", [{"resourceType": "Patient"}]))
    await world.works()
    assert told(await world.lines(id_, "error")) == ["file 1, line 1: the resource is of another type than its file"]


async def test_scopes_hold_for_imports(world):
    reader = world.client("reader", scopes="system/*.rs")
    id_ = await world.imports(("Patient", [{"resourceType": "Patient", "birthDate": "1980-02-03"}]), client=reader)
    await world.works()
    assert len(await world.lines(id_, "error", reader)) == 1


@pytest.mark.parametrize(
    "resource",
    [
        None,
        {"resourceType": "Parameters"},
        inputs(("Nothing", [b"{}"])),
        inputs(("Patient", [b""])),
        {"resourceType": "Parameters", "parameter": [{"name": "input", "part": [{"name": "url", "valueUrl": "https://x.example"}]}]},
        {"resourceType": "Parameters", "parameter": [{"name": "input", "part": [{"name": "data", "valueBase64Binary": "?"}]}]},
    ],
    ids=["nothing", "empty", "type", "no line", "address", "not base64"],
)
async def test_an_import_without_files_is_refused(world, resource):
    assert isinstance(await world.operations.import_(world.ours, resource, ASYNC, world.clock()), list)


async def test_the_files_that_were_sent_cannot_be_fetched(world):
    id_ = await world.imports(("Patient", [{"resourceType": "Patient", "birthDate": "1980-02-03"}]))
    await world.works()
    assert isinstance(await world.operations.file(world.ours, id_, "1", world.clock()), list)
