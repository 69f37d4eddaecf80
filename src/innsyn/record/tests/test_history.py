"""History by time, and of all records at once: newest first, narrowed, one log row for each patient seen."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from innsyn.kernel.outcome import Problem
from innsyn.record.condition import AllOf, Everything, FromCustodian, HasLabel, Not
from innsyn.record.entry import Action
from innsyn.record.population_history import TOO_COSTLY
from innsyn.record.tests.samples import NOW, create, delete, document, entry, logged, observation, update, written

HOSPITAL, OTHER = "983971636", "974706490"
HOUR = timedelta(hours=1)


async def history(record, owner=None, narrow=None, **more):
    return await record.history(owner=owner, narrow=narrow or Everything(), stamp=None, entry=entry(Action.HISTORY), **more)


async def rows(record, **more):
    return [one.row for one in (await history(record, **more)).rows]


async def four_versions(record, owner):
    """A result that is written at 8, amended at 9, deleted at 10 and written again at 11."""
    (first,) = await written(record, owner, create(observation()), at=NOW)
    (second,) = await written(record, owner, update(observation("2-2"), first.id), at=NOW + HOUR)
    (third,) = await written(record, owner, delete("Observation", first.id), at=NOW + 2 * HOUR)
    (fourth,) = await written(record, owner, update(observation("3-3"), first.id), at=NOW + 3 * HOUR)
    return first, second, third, fourth


@pytest.mark.parametrize("scope", [{}, {"type": "Observation"}, {"type": "Observation", "id": True}])
async def test_since_gives_what_was_recorded_then_or_later(record, owner, scope):
    versions = await four_versions(record, owner)
    scope = {name: versions[0].id if value is True else value for name, value in scope.items()}
    assert await rows(record, owner=owner, since=NOW + 2 * HOUR, **scope) == [versions[3].row, versions[2].row]
    assert await rows(record, owner=owner, since=NOW + 4 * HOUR, **scope) == []


@pytest.mark.parametrize(
    ("start", "end", "places"),
    [(-2, -1, []), (-1, 0, []), (0, 0.1, [0]), (0.5, 1, [0]), (0.5, 1.1, [1, 0]), (1, 1.5, [1]), (2.5, 9, [3, 2]), (9, 10, [3])],
)
async def test_at_gives_what_stood_then(record, owner, start, end, places):
    versions = await four_versions(record, owner)
    found = await rows(record, owner=owner, type="Observation", id=versions[0].id, at=(NOW + start * HOUR, NOW + end * HOUR))
    assert found == [versions[place].row for place in places]


async def test_all_records_are_one_list_newest_first_page_by_page(own_record):
    made = []
    for _ in range(3):
        made += await four_versions(own_record, own_record.new_owner())
    newest_first = [one.row for one in reversed(made)]
    assert await rows(own_record) == newest_first
    pages, after = [], None
    while True:
        page = await history(own_record, count=5, after=after)
        pages += [one.row for one in page.rows]
        await written(own_record, own_record.new_owner(), create(observation()))
        if (after := page.next) is None:
            break
    assert pages == newest_first
    assert await rows(own_record, type="Condition") == []
    assert len(await rows(own_record, at=(NOW + HOUR, NOW + 2 * HOUR), type="Observation")) == 3 + 3


async def test_each_patient_seen_has_one_line_in_her_log_and_nobody_else(own_record):
    seen, other = own_record.new_owner(), own_record.new_owner()
    one, two = await written(own_record, seen, *[replace(create(observation(code)), custodian=HOSPITAL) for code in ("1-1", "2-2")])
    await written(own_record, other, replace(create(observation()), custodian=OTHER))
    assert await rows(own_record, narrow=FromCustodian(frozenset({HOSPITAL}))) == [two.row, one.row]
    assert (await logged(own_record, seen))[-1] == ("history", "done", None, (), (two.row, one.row))
    assert [row[0] for row in await logged(own_record, other)] == ["create"]


async def test_a_label_put_on_today_hides_what_was_written_before_it(own_record):
    narrow = AllOf((FromCustodian(frozenset({HOSPITAL})), Not(HasLabel(frozenset({"NORN_FFL"})))))
    owner = own_record.new_owner()
    open_one, soon_hidden = await written(
        own_record, owner, *[replace(create(document("N", title=text)), custodian=HOSPITAL) for text in ("a", "b")]
    )
    assert len(await rows(own_record, narrow=narrow)) == 2
    await written(own_record, owner, replace(update(document("NORN_FFL"), soon_hidden.id), custodian=HOSPITAL))
    assert await rows(own_record, narrow=narrow) == [open_one.row]


async def test_a_history_beyond_its_budget_is_refused_and_logs_nothing(own_record):
    versions = await four_versions(own_record, own_record.new_owner())
    own_record._population_history._budget = 3
    assert await history(own_record, type="Condition") == TOO_COSTLY
    assert await history(own_record) == TOO_COSTLY
    assert len(await logged(own_record, versions[0].owner)) == 4
    assert await rows(own_record, count=1) == [versions[3].row]


async def test_a_deletion_is_told_and_shows_nothing(own_record):
    owner = own_record.new_owner()
    (gone,) = await written(own_record, owner, create(observation()))
    await written(own_record, owner, delete("Observation", gone.id))
    found = await history(own_record, count=1)
    assert (found.rows[0].deleted, found.rows[0].body) == (True, b"")
    assert (await logged(own_record, owner))[-1][4] == ()
    assert json.loads((await history(own_record)).rows[1].body)["id"] == gone.id


async def test_a_position_belongs_to_its_own_history(own_record):
    await four_versions(own_record, own_record.new_owner())
    page = await history(own_record, count=1)
    for elsewhere in ({"type": "Observation"}, {"since": NOW}, {"at": (NOW, NOW + HOUR)}):
        assert isinstance(await history(own_record, after=page.next, **elsewhere), Problem)
    assert isinstance(await history(own_record, after="forged"), Problem)
