"""Bulk jobs go on where they were, and what they made is gone when they are."""

import asyncio
from datetime import timedelta

import pytest

from innsyn.record.bulk_job import BulkJob, NewFile
from innsyn.record.exporting import Step
from innsyn.record.record import BlobPlace, Record
from innsyn.record.tests.conftest import MASTER_KEY
from innsyn.record.tests.samples import NOW

LATER = NOW + timedelta(hours=1)


@pytest.fixture
async def kept(database, tmp_path):
    """A record with a place for files."""
    record = await Record.open(database, blobs=BlobPlace(str(tmp_path), MASTER_KEY))
    yield record
    await record.close()


def a_job(record, id_="j1", **more):
    """A job that has not begun."""
    given = {"kind": "export", "client": "journal", "scopes": "system/*.rs", "request": "r", "asked": "{}", "position": "a"}
    return BulkJob(id=id_, owner=record.new_owner(), created_at=NOW, **(given | more))


def a_file(content=b'{"resourceType":"Flag"}\n', kind="output"):
    """A file with one line."""
    return NewFile(kind, "Flag", content, 1)


async def test_a_job_comes_back_as_it_was_kept_with_what_it_was_given(kept):
    job = a_job(kept, kind="import")
    await kept.bulk.add(job, [a_file(kind="input")])
    assert await kept.bulk.get("j1") == job
    assert await kept.bulk.of_client("journal") == [job]
    (file,) = await kept.bulk.files("j1")
    assert (file.kind, await kept.bulk.content(job, file)) == ("input", b'{"resourceType":"Flag"}\n')
    assert await kept.bulk.get("j2") is None


async def test_a_step_takes_its_files_along_and_only_from_where_the_job_stands(kept):
    job = a_job(kept)
    await kept.bulk.add(job)
    assert await kept.bulk.step(job, Step("a", "b", 1, [a_file(b"1\n"), a_file(b"2\n")]))
    assert not await kept.bulk.step(job, Step("a", "b", 1, [a_file(b"3\n")]))
    assert await kept.bulk.step(job, Step("b", "c", 1, [a_file(b"4\n")]))
    found = await kept.bulk.get("j1")
    assert (found.position, found.told) == ("c", 2)
    files = await kept.bulk.files("j1")
    assert [(file.number, await kept.bulk.content(job, file)) for file in files] == [(1, b"1\n"), (2, b"2\n"), (3, b"4\n")]


async def test_of_two_who_take_the_same_step_one_does(kept):
    job = a_job(kept)
    await kept.bulk.add(job)
    steps = await asyncio.gather(*[kept.bulk.step(job, Step("a", "b", 1, [a_file()])) for _ in range(4)])
    assert sum(steps) == 1
    assert len(await kept.bulk.files("j1")) == 1


async def test_a_finished_job_goes_no_further_and_is_finished_once(kept):
    job = a_job(kept)
    await kept.bulk.add(job)
    assert await kept.bulk.finish("j1", "cancelled", NOW)
    assert not await kept.bulk.finish("j1", "done", NOW)
    assert not await kept.bulk.step(job, Step("a", "b"))
    assert await kept.bulk.open_jobs() == []


async def test_what_is_forgotten_is_gone_with_its_key(kept, tmp_path):
    job = a_job(kept)
    await kept.bulk.add(job)
    await kept.bulk.step(job, Step("a", "b", 1, [a_file()]))
    (file,) = await kept.bulk.files("j1")
    await kept.bulk.finish("j1", "done", NOW)
    assert await kept.bulk.finished_before(NOW) == []
    (old,) = await kept.bulk.finished_before(LATER)
    await kept.bulk.forget(old)
    assert await kept.bulk.get("j1") is None
    assert await kept.bulk.content(job, file) is None
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


async def test_files_lie_encrypted(kept, tmp_path):
    job = a_job(kept)
    await kept.bulk.add(job)
    await kept.bulk.step(job, Step("a", "b", 1, [a_file()]))
    (path,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert b"Flag" not in path.read_bytes()
