"""Reading one resource: what comes out, what is refused, and what the log says of each."""

import pytest

from innsyn.kernel.outcome import Problem
from innsyn.record.condition import Everything, HasLabel, Not, Nothing
from innsyn.record.entry import Action, Outcome
from innsyn.record.stored import STALE
from innsyn.record.tests.samples import create, delete, document, entry, joined, logged, observation, patient, update, written

NOT_HIDDEN = Not(HasLabel(frozenset({"NORN_FFL"})))


async def read(record, owner, type_, id_, narrow=None, stamp=None):
    return await record.read(owner=owner, type=type_, id=id_, narrow=narrow or Everything(), stamp=stamp, entry=entry())


async def vread(record, owner, id_, version, narrow, stamp=None):
    return await record.vread(
        owner=owner, type="DocumentReference", id=id_, version=version, narrow=narrow, stamp=stamp, entry=entry(Action.VREAD)
    )


async def history(record, owner, narrow=None, **more):
    return await record.history(owner=owner, narrow=narrow or Everything(), stamp=None, entry=entry(Action.HISTORY), **more)


async def test_what_was_written_is_read_and_logged_with_the_version_shown(record, owner):
    (stored,) = await written(record, owner, create(observation()))
    assert await read(record, owner, "Observation", stored.id) == stored
    assert (await logged(record, owner))[-1] == ("read", "done", "Observation", (stored.id,), (stored.row,))


async def test_received_bytes_come_back_unchanged_but_for_id_and_meta(record, owner):
    received = b'{"resourceType":"Observation",  "status" :"final", "code":{"text":"Hb \\u00e6"}, "valueQuantity":{"value":1.50}, "x":[ ]}'
    (stored,) = await written(record, owner, create(received))
    body = (await read(record, owner, "Observation", stored.id)).body
    assert body.startswith(b'{"resourceType":"Observation"')
    assert body.endswith(b',  "status" :"final", "code":{"text":"Hb \\u00e6"}, "valueQuantity":{"value":1.50}, "x":[ ]}')
    assert b'"versionId":"1"' in body
    assert b'"lastUpdated":"2026-11-22T08:00:00+00:00"' in body


async def test_what_is_not_there_is_absent_and_logged_so(record, owner):
    assert await read(record, owner, "Observation", "nothing-here") is Outcome.ABSENT
    assert (await logged(record, owner))[-1] == ("read", "absent", "Observation", ("nothing-here",), ())


async def test_somebody_elses_resource_is_absent(record, owner):
    (stored,) = await written(record, record.new_owner(), create(observation()))
    assert await read(record, owner, "Observation", stored.id) is Outcome.ABSENT


async def test_what_is_narrowed_away_is_refused_and_logged_so(record, owner):
    (stored,) = await written(record, owner, create(document("NORN_FFL")))
    assert await read(record, owner, "DocumentReference", stored.id, NOT_HIDDEN) is Outcome.REFUSED
    assert (await logged(record, owner))[-1] == ("read", "refused", "DocumentReference", (stored.id,), ())


async def test_what_is_not_narrowed_away_is_read(record, owner):
    (stored,) = await written(record, owner, create(document("N")))
    assert await read(record, owner, "DocumentReference", stored.id, NOT_HIDDEN) == stored


async def test_an_old_stamp_answers_stale_and_logs_nothing(record, owner):
    (stored, _) = await written(record, owner, create(observation()), create(patient("03815015044")))
    before = await logged(record, owner)
    assert await read(record, owner, "Observation", stored.id, stamp=0) is STALE
    assert await logged(record, owner) == before


async def test_the_present_stamp_answers(record, owner):
    (stored, _) = await written(record, owner, create(observation()), create(patient("04815015083")))
    standing = await record.standing(owner)
    assert standing.stamp == 1
    assert [row.type for row in standing.rows] == ["Patient"]
    assert await read(record, owner, "Observation", stored.id, stamp=1) == stored


async def test_an_id_that_is_no_id_is_absent_and_never_reaches_the_log(record, owner):
    for impossible in ("x" * 65, "a\0b", "Nordmann, Kari", "\ud800"):
        assert await read(record, owner, "Observation", impossible) is Outcome.ABSENT
        assert (await logged(record, owner))[-1][3] == ("?",)


async def test_what_was_deleted_is_known_to_be_deleted(record, owner):
    (stored,) = await written(record, owner, create(document("N")))
    await written(record, owner, delete("DocumentReference", stored.id))
    answer = await read(record, owner, "DocumentReference", stored.id)
    assert (answer.deleted, answer.body, answer.version) == (True, b"", 2)
    assert (await logged(record, owner))[-1][:2] == ("read", "absent")


async def test_what_was_deleted_keeps_its_labels(record, owner):
    (stored,) = await written(record, owner, create(document("NORN_FFL")))
    await written(record, owner, delete("DocumentReference", stored.id))
    assert await read(record, owner, "DocumentReference", stored.id, NOT_HIDDEN) is Outcome.REFUSED


async def test_an_old_version_is_read_by_its_number(record, owner):
    (first,) = await written(record, owner, create(document(title="Første")))
    await written(record, owner, update(document(title="Andre"), first.id))
    assert await vread(record, owner, first.id, 1, Everything()) == first
    assert (await logged(record, owner))[-1] == ("vread", "done", "DocumentReference", (first.id,), (first.row,))
    assert await vread(record, owner, first.id, 3, Everything()) is Outcome.ABSENT


async def test_a_label_put_on_today_shields_what_was_written_before_it(record, owner):
    (first,) = await written(record, owner, create(document("N")))
    assert await vread(record, owner, first.id, 1, NOT_HIDDEN) == first
    await written(record, owner, update(document("NORN_FFL"), first.id))
    assert await vread(record, owner, first.id, 1, NOT_HIDDEN) is Outcome.REFUSED
    assert (await history(record, owner, NOT_HIDDEN, type="DocumentReference", id=first.id)).rows == ()


async def test_a_label_taken_off_today_still_shields_the_version_that_carried_it(record, owner):
    (first,) = await written(record, owner, create(document("NORN_FFL")))
    (second,) = await written(record, owner, update(document("N"), first.id))
    assert await vread(record, owner, first.id, 1, NOT_HIDDEN) is Outcome.REFUSED
    assert (await history(record, owner, NOT_HIDDEN, type="DocumentReference", id=first.id)).rows == (second,)


async def test_history_comes_newest_first_and_the_log_knows_what_was_shown(record, owner):
    (first,) = await written(record, owner, create(document(title="Første")))
    (second,) = await written(record, owner, update(document(title="Andre"), first.id))
    (third,) = await written(record, owner, delete("DocumentReference", first.id))
    found = await history(record, owner, type="DocumentReference", id=first.id)
    assert found.rows == (third, second, first)
    assert (await logged(record, owner))[-1] == ("history", "done", "DocumentReference", (first.id,), (second.row, first.row))


async def test_history_of_an_owner_is_paged_without_loss(record, owner):
    versions = await written(record, owner, *[create(observation(str(number))) for number in range(5)])
    pages, after = [], None
    while True:
        found = await history(record, owner, count=2, after=after)
        pages.append([row.id for row in found.rows])
        if (after := found.next) is None:
            break
    assert [len(page) for page in pages] == [2, 2, 1]
    assert joined(pages) == [row.id for row in reversed(versions)]


async def test_a_forged_place_in_a_history_is_a_problem(record, owner):
    await written(record, owner, create(observation()), create(observation()))
    next_ = (await history(record, owner, count=1)).next
    assert isinstance(await history(record, owner, after="forged"), Problem)
    assert isinstance(await history(record, record.new_owner(), after=next_), Problem)
    assert len((await history(record, owner, after=next_)).rows) == 1


async def test_history_of_a_type_leaves_other_types_out(record, owner):
    (stored, _) = await written(record, owner, create(observation()), create(document()))
    assert (await history(record, owner, type="Observation")).rows == (stored,)


async def test_versions_are_found_by_the_rows_the_log_keeps(record, owner):
    one, two, hidden = await written(record, owner, create(document("N")), create(document()), create(document("NORN_FFL")))
    found = await record.by_rows(owner=owner, rows=[one.row, two.row, hidden.row], narrow=NOT_HIDDEN, stamp=None, entry=entry())
    assert found.rows == (two, one)


async def test_rows_of_somebody_else_are_not_found(record, owner):
    (stored,) = await written(record, record.new_owner(), create(document("N")))
    assert (await record.by_rows(owner=owner, rows=[stored.row], narrow=Everything(), stamp=None, entry=entry())).rows == ()


async def test_an_old_stamp_stops_history_and_rows_too(record, owner):
    (stored,) = await written(record, owner, create(patient("05815015012")))
    before = await logged(record, owner)
    assert await record.history(owner=owner, narrow=Everything(), stamp=0, entry=entry()) is STALE
    assert await record.by_rows(owner=owner, rows=[stored.row], narrow=Everything(), stamp=0, entry=entry()) is STALE
    assert await vread(record, owner, stored.id, 1, Everything(), stamp=0) is STALE
    assert await logged(record, owner) == before


async def test_nothing_allowed_shows_nothing(record, owner):
    (stored,) = await written(record, owner, create(observation()))
    assert await read(record, owner, "Observation", stored.id, Nothing()) is Outcome.REFUSED


async def test_a_type_r4_does_not_know_is_a_broken_promise(record, owner):
    with pytest.raises(ValueError, match="no such resource type"):
        await read(record, owner, "Unknown", "x")
    assert await logged(record, owner) == []
