"""The log is followed once, whoever is killed meanwhile: visits of personnel are kept until they are looked at, and their marks after."""

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import asyncpg

from innsyn.record.entry import Action, Entry
from innsyn.record.logbook import Act
from innsyn.record.record import Record
from innsyn.record.tests.samples import NOW
from innsyn.record.watching import Watched

HOUR = timedelta(hours=1)
TRUST = "974749025"


async def opens(record, owner, *, visit=None, at=NOW, kind="staff", actor="nina", organisation=TRUST, **more):
    """Put an opening into the log. Returns its visit."""
    visit = visit or uuid4()
    detail = {"actor": {"kind": kind, "key": actor, "name": "N", "organisation": organisation, **more}, "expires": (at + HOUR).isoformat()}
    await record.log(owner, [Act(Entry(visit, at, Action.OPEN, detail))])
    return visit


async def closes(record, owner, visit, at):
    await record.log(owner, [Act(Entry(visit, at, Action.CLOSE))])


async def follow(record, limit=100):
    """Follow to the end. Returns in how many steps."""
    steps = 0
    while await record.watching.follow(limit):
        steps += 1
    return steps


async def due(record, now=NOW + 2 * HOUR):
    return [one.visit for one in await record.watching.due(now, 50)]


async def test_visits_of_personnel_are_due_when_they_are_over_and_not_before(own_record, owner):
    visit = await opens(own_record, owner)
    await follow(own_record)
    assert await due(own_record, NOW + HOUR - timedelta(seconds=1)) == []
    assert await own_record.watching.due(NOW + HOUR, 50) == [Watched(owner, visit, "nina", TRUST, NOW, None)]


async def test_a_visit_that_was_closed_is_due_at_once(own_record, owner):
    visit = await opens(own_record, owner)
    await follow(own_record)
    await closes(own_record, owner, visit, NOW + timedelta(minutes=3))
    await follow(own_record)
    assert await due(own_record, NOW + timedelta(minutes=3)) == [visit]


async def test_citizens_systems_and_offices_are_not_watched(own_record, owner):
    await opens(own_record, owner, kind="citizen")
    await opens(own_record, owner, kind="system")
    await opens(own_record, owner, posts=["privacy-officer"])
    await follow(own_record)
    assert await due(own_record) == []


async def test_following_in_small_steps_finds_the_same_as_in_one(own_record, owner):
    visits = [await opens(own_record, owner, at=NOW + timedelta(seconds=number)) for number in range(7)]
    assert await follow(own_record, limit=2) == 4
    assert await due(own_record) == visits
    assert not await own_record.watching.follow(2)


async def test_a_row_that_commits_late_is_not_passed_over(own_record, owner, database):
    connection = await asyncpg.connect(database)
    late = connection.transaction()
    await late.start()
    visit = uuid4()
    await connection.execute(
        "insert into log_entry (owner, at, visit, action, ids, shown, outcome, detail) values ($1, $2, $3, 'open', '{}', '{}', 'done', $4)",
        owner, NOW, visit, f'{{"actor": {{"kind": "staff", "key": "late"}}, "expires": "{(NOW + HOUR).isoformat()}"}}',
    )  # fmt: skip
    after = await opens(own_record, owner)
    await follow(own_record)
    assert await due(own_record) == []
    await late.commit()
    await follow(own_record)
    assert set(await due(own_record)) == {visit, after}
    await connection.close()


async def test_two_who_follow_at_once_take_nothing_in_twice(own_record, owner):
    visits = [await opens(own_record, owner) for _ in range(20)]
    await asyncio.gather(*(own_record.watching.follow(3) for _ in range(8)))
    await follow(own_record)
    assert sorted(await due(own_record)) == sorted(visits)


async def test_what_was_seen_is_kept_and_not_due_again(own_record, owner):
    visit = await opens(own_record, owner)
    await follow(own_record)
    watching = own_record.watching
    (one,) = await watching.due(NOW + HOUR, 5)
    assert await watching.marks_of(owner, [visit]) == {}
    assert await watching.one(owner, visit) is None
    await watching.seen(one, ("night",), None)
    assert await watching.due(NOW + 900 * HOUR, 5) == []
    assert await watching.marks_of(owner, [visit, uuid4()]) == {visit: ("night",)}
    assert await watching.marks_of(own_record.new_owner(), [visit]) == {}
    assert (await watching.one(owner, visit)).marks == ("night",)


async def test_what_is_to_be_looked_at_once_more_is_due_then(own_record, owner):
    visit = await opens(own_record, owner)
    await follow(own_record)
    (one,) = await own_record.watching.due(NOW + HOUR, 5)
    await own_record.watching.seen(one, (), NOW + 5 * HOUR)
    assert await due(own_record, NOW + 4 * HOUR) == []
    assert await due(own_record, NOW + 5 * HOUR) == [visit]
    await own_record.watching.postpone(one, NOW + 9 * HOUR)
    assert await due(own_record, NOW + 8 * HOUR) == []
    assert await own_record.watching.marks_of(owner, [visit]) == {visit: ()}


async def test_records_one_person_opens_around_a_time_are_counted_once_each(own_record):
    owners = [own_record.new_owner() for _ in range(4)]
    for minute, owner in enumerate((*owners, owners[0])):
        await opens(own_record, owner, at=NOW + timedelta(minutes=minute))
    await opens(own_record, owners[0], actor="somebody-else")
    await opens(own_record, own_record.new_owner(), at=NOW + timedelta(minutes=40))
    await follow(own_record)
    assert await own_record.watching.in_a_row("nina", NOW) == 4
    assert await own_record.watching.in_a_row("nobody", NOW) == 0


async def marked(record, marks, *, organisation=TRUST, at=NOW):
    owner = record.new_owner()
    visit = await opens(record, owner, organisation=organisation, at=at)
    await follow(record)
    one = next(each for each in await record.watching.due(NOW + 99 * HOUR, 50) if each.visit == visit)
    await record.watching.seen(one, marks, None)
    return visit


async def test_marked_visits_are_listed_and_counted_for_one_organisation(own_record):
    first = await marked(own_record, ("night", "colleague"))
    second = await marked(own_record, ("night",), at=NOW + HOUR)
    await marked(own_record, ())
    await marked(own_record, ("night",), organisation="993467049")
    watching = own_record.watching
    page = await watching.marked(TRUST, None, None, 1)
    assert [one.visit for one in page] == [second]
    assert [one.visit for one in await watching.marked(TRUST, None, (page[0].opened_at, page[0].visit), 5)] == [first]
    assert [one.visit for one in await watching.marked(TRUST, "colleague", None, 5)] == [first]
    assert await watching.counts(TRUST, NOW) == {"night": 2, "colleague": 1}
    assert await watching.counts(TRUST, NOW + HOUR) == {"night": 1}
    assert await watching.marked("000000000", None, None, 5) == []


async def test_the_place_survives_a_new_opening_of_the_record(own_record, database, owner):
    visit = await opens(own_record, owner)
    await follow(own_record)
    (one,) = await own_record.watching.due(NOW + HOUR, 5)
    await own_record.watching.seen(one, (), None)
    again = await Record.open(database)
    assert not await again.watching.follow(100)
    assert await again.watching.due(NOW + 9 * HOUR, 5) == []
    assert isinstance(visit, UUID)
    await again.close()
