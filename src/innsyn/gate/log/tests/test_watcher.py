"""Each visit of personnel is looked at once when it is over, marked for what is unusual, and told to the patient at most once."""

from datetime import date, timedelta

import pytest

from innsyn.gate.gate import Gate
from innsyn.gate.log.patterns import MANY_IN_A_ROW
from innsyn.gate.log.wanted import LogFilter
from innsyn.gate.log.watcher import TELL_WITHIN
from innsyn.gate.policies import policy_body
from innsyn.gate.register_memory import MemoryRegister
from innsyn.gate.rules.policy import NATION, Policy
from innsyn.gate.tests.families import a_person, family
from innsyn.gate.tests.samples import KEYS, NOW, NURSE_HPR, OTHER_TRUST, TRUST, World, a_number, document, keep, practitioner, role
from innsyn.kernel.systems import PERSON_KEY
from innsyn.record.query import Query
from innsyn.record.record import Record

ENCOUNTER = {"resourceType": "Encounter", "status": "finished", "class": {"code": "AMB"}}
OVER = NOW + timedelta(hours=2)
NIGHT = NOW.replace(hour=22)
WEEK_LATER = NOW + timedelta(days=7, hours=2)


@pytest.fixture
async def world(database):
    """An empty world: what is due is due to this test alone."""
    record = await Record.open(database, size=3)
    yield await World(record, MemoryRegister()).settle()
    await record.close()


class Told(list):
    """Hears alarms."""

    async def __call__(self, alarm):
        self.append(alarm)

    @property
    def visits(self):
        return [alarm.visit for alarm in self]


async def look(world, told=None, *, now=OVER, gate=None):
    """Look at everything that is due. Returns the marks by visit."""
    watcher = (gate or world.gate).watcher
    while await watcher.follow():
        pass
    return {one.visit: await watcher.look(one, now, Told() if told is None else told) for one in await watcher.due(now, 100)}


async def reads(world, owner, *, at=NOW, **more):
    """Let a nurse read a document. Returns her visit."""
    visit = await world.visits(owner, now=at, **more)
    await world.gate.search(visit, Query(("DocumentReference",)), at)
    return visit


async def marks(world, owner, **more):
    """Say how one nurse's visit is marked when it is over."""
    visit = await reads(world, owner, **more)
    at = more.get("at", NOW)
    return (await look(world, now=at + timedelta(hours=2)))[visit.id]


async def test_a_visit_with_a_known_contact_is_not_marked(world):
    owner = await world.moves_in(None, document("Epikrise"), ENCOUNTER)
    assert await marks(world, owner) == ()


async def test_a_visit_nothing_but_the_visitor_explains_is_marked_and_not_told(world):
    owner, told = await world.moves_in(None, document("Epikrise")), Told()
    visit = await reads(world, owner)
    assert await look(world, told) == {visit.id: ("no-contact",)}
    assert told == []


async def test_the_same_family_name_is_marked_and_told_to_her(world):
    number, told = a_number(), Told()
    owner = await world.moves_in(number, document("Epikrise"), ENCOUNTER, name="Kari Berg")
    visit = await reads(world, owner, actor=await world.nurse(name="Jonas Berg"))
    assert await look(world, told) == {visit.id: ("same-name",)}
    (alarm,) = told
    assert (alarm.to.key, alarm.to.is_patient) == (KEYS.person_key(number.value), True)
    assert (alarm.visit, alarm.is_emergency) == (visit.id, False)
    assert number.value not in repr(alarm)


async def test_night_is_marked_unless_the_patient_was_there(world):
    stay = {**ENCOUNTER, "status": "in-progress", "period": {"start": (NIGHT - timedelta(days=2)).isoformat()}}
    long_ago = {**ENCOUNTER, "period": {"start": "2024-03-01T09:00:00+01:00", "end": "2024-03-01T10:00:00+01:00"}}
    tomorrow = {"resourceType": "Appointment", "status": "booked", "start": (NIGHT + timedelta(hours=20)).isoformat()}
    told = {"stay": (stay, ()), "long ago": (long_ago, ("night",)), "tomorrow": (tomorrow, ())}
    for name, (resource, expected) in told.items():
        assert await marks(world, await world.moves_in(None, resource), at=NIGHT) == expected, name
    assert await marks(world, await world.moves_in(), at=NIGHT) == ("no-contact", "night")


async def test_somebody_who_shares_her_address_is_marked_as_far_as_the_register_says_it(world):
    number, nurse = a_number(), a_number()
    owner = await world.moves_in(number, ENCOUNTER)
    for hers, theirs, expected in (("a", "a", ("same-address",)), ("a", "b", ()), ("a", None, ()), (None, None, ())):
        world.register.put(a_person(number, address_key=hers), a_person(nurse, address_key=theirs))
        fresh = Gate(world.record, KEYS, register=world.register)
        visit = await reads(world, owner, actor=await world.nurse(number=nurse))
        assert (await look(world, gate=fresh))[visit.id] == expected, (hers, theirs)


async def test_where_somebody_protected_lives_is_not_told_by_a_mark(world):
    number, nurse = a_number(), a_number()
    restricted = {"security": [{"system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "code": "R"}]}
    owner = await world.moves_in(number, ENCOUNTER, meta=restricted)
    world.register.put(a_person(number, address_key="a"), a_person(nurse, address_key="a"))
    assert await marks(world, owner, actor=await world.nurse(number=nurse)) == ()


async def test_a_register_that_does_not_answer_marks_nobody(world):
    world.register.is_available = False
    assert await marks(world, await world.moves_in(None, ENCOUNTER)) == ()


async def test_a_colleague_is_marked_and_somebody_who_works_elsewhere_is_not(world):
    number = a_number()
    owner = await world.moves_in(number, ENCOUNTER)
    worker = practitioner("silje", "990000999", "Silje Moen", "SP")
    worker["identifier"].append({"system": PERSON_KEY, "value": KEYS.person_key(number.value)})
    system = await world.gate.actors.system("Journalsystemet", organisation=TRUST)
    await world.gate.write_directory(system, [keep(worker), keep(role("silje-post", "silje", "dal"))], NOW)
    assert await marks(world, owner) == ()
    await world.gate.write_directory(system, [keep(role("silje-post-2", "silje", "fjord-kir"))], NOW)
    assert await marks(world, owner, at=OVER) == ("colleague",)


async def test_an_emergency_is_told_and_its_follow_up_is_seen_a_week_later(world):
    owner, told = await world.moves_in(), Told()
    await world.delivers(owner, ENCOUNTER, now=NOW - timedelta(days=1))
    visit = await world.breaks_the_glass(owner)
    assert await look(world, told) == {visit.id: ()}
    assert [alarm.is_emergency for alarm in told] == [True]
    assert await look(world, told, now=WEEK_LATER - timedelta(hours=3)) == {}
    assert await look(world, told, now=WEEK_LATER) == {visit.id: ("no-follow-up",)}
    assert await look(world, told, now=WEEK_LATER + timedelta(days=99)) == {}
    assert len(told) == 1


async def test_an_emergency_that_was_followed_by_help_is_not_marked(world):
    owner = await world.moves_in(None, document("Epikrise"))
    visit = await world.breaks_the_glass(owner)
    await look(world)
    await world.delivers(owner, ENCOUNTER, now=NOW + timedelta(days=1))
    assert await look(world, now=WEEK_LATER) == {visit.id: ("no-contact",)}


async def test_what_another_hospital_writes_is_no_follow_up(world):
    owner = await world.moves_in()
    visit = await world.breaks_the_glass(owner)
    await look(world)
    await world.delivers(owner, ENCOUNTER, organisation=OTHER_TRUST, now=NOW + timedelta(days=1))
    assert "no-follow-up" in (await look(world, now=WEEK_LATER))[visit.id]


async def test_many_records_in_a_row_with_nothing_done_are_marked(world):
    nurse = await world.nurse()
    owners = [await world.moves_in(None, document("Epikrise"), ENCOUNTER) for _ in range(MANY_IN_A_ROW)]
    visits = [await world.visits(owner, actor=nurse) for owner in owners[:-1]]
    read = await reads(world, owners[-1], actor=nurse)
    found = await look(world)
    assert [found[visit.id] for visit in visits] == [("many-in-a-row",)] * (MANY_IN_A_ROW - 1)
    assert found[read.id] == ()


async def test_the_first_of_many_is_marked_too_once_the_others_are_known(world):
    nurse = await world.nurse()
    owners = [await world.moves_in(None, ENCOUNTER) for _ in range(MANY_IN_A_ROW)]
    first = await world.visits(owners[0], actor=nurse)
    await world.gate.close(first, NOW + timedelta(minutes=1))
    assert await look(world, now=NOW + timedelta(minutes=1)) == {first.id: ()}
    for owner in owners[1:]:
        await world.visits(owner, actor=nurse, now=NOW + timedelta(minutes=9))
    assert (await look(world, now=NOW + timedelta(minutes=30)))[first.id] == ("many-in-a-row",)


async def test_one_fewer_is_not_many(world):
    nurse = await world.nurse()
    for _ in range(MANY_IN_A_ROW - 1):
        await world.visits(await world.moves_in(None, ENCOUNTER), actor=nurse)
    assert set((await look(world)).values()) == {()}


async def test_nothing_is_told_twice_whenever_the_program_is_killed(world):
    """Killed between telling and keeping: the visit is told again under the same name, which the outbox does not send twice."""
    owner, told = await world.moves_in(None, name="Kari Berg"), Told()
    await reads(world, owner, actor=await world.nurse(name="Jonas Berg"))
    watcher = world.gate.watcher
    while await watcher.follow():
        pass
    (one,) = await watcher.due(OVER, 9)

    class Killed(Exception):
        pass

    async def tell_and_die(alarm):
        told.append(alarm)
        raise Killed

    with pytest.raises(Killed):
        await watcher.look(one, OVER, tell_and_die)
    await look(world, told, gate=Gate(world.record, KEYS))
    assert len({alarm.once for alarm in told}) == 1
    await look(world, told, now=OVER + timedelta(hours=9), gate=Gate(world.record, KEYS))
    assert len(told) == 2


async def test_what_is_long_over_is_marked_and_not_told_any_more(world):
    owner, told = await world.moves_in(None, name="Kari Berg"), Told()
    visit = await world.breaks_the_glass(owner, actor=await world.nurse(name="Jonas Berg"))
    assert "same-name" in (await look(world, told, now=NOW + TELL_WITHIN + timedelta(seconds=1)))[visit.id]
    assert told == []


async def test_a_small_childs_parent_is_told_and_a_young_persons_is_not(world):
    for born, is_told in ((date(2020, 1, 1), True), (date(2013, 1, 1), False)):
        told = Told()
        mother, child, owner = await family(world, born=born)
        actor = world.gate.actors.citizen(mother, level="high")
        await world.gate.represents(actor, NOW)
        await world.breaks_the_glass(owner)
        await look(world, told)
        assert [(alarm.to.key, alarm.to.is_patient) for alarm in told] == ([(actor.key, False)] if is_told else []), born
        assert child


async def test_a_young_person_who_sees_her_own_record_is_told_and_not_her_parents(world):
    system, told = await world.gate.actors.system("Journalsystemet", organisation=TRUST), Told()
    graded = policy_body(NATION, Policy(since=date(2020, 1, 1), ages="graded"), "Nasjonen")
    await world.gate.write_directory(system, [keep(graded)], NOW)
    world.gate = Gate(world.record, KEYS, register=world.register)
    mother, child, owner = await family(world, born=date(2013, 1, 1))
    await world.gate.represents(world.gate.actors.citizen(mother, level="high"), NOW)
    await world.breaks_the_glass(owner)
    await look(world, told)
    assert [(alarm.to.key, alarm.to.is_patient) for alarm in told] == [(KEYS.person_key(child.value), True)]


async def test_the_watchers_own_questions_stand_in_nobodys_log(world):
    number = a_number()
    owner = await world.moves_in(number, document("Epikrise"))
    visit = await world.breaks_the_glass(owner)
    await look(world, now=WEEK_LATER)
    page = await world.gate.my_log(await world.citizen(number, now=WEEK_LATER), WEEK_LATER)
    assert [line.visit for line in page.lines if line.kind in ("staff", "unknown")] == [visit.id]
    assert any(row.detail == {"about": "watch"} for row in await world.log(owner))


async def test_marks_are_shown_to_the_patient_and_can_be_asked_for_alone(world):
    number = a_number()
    owner = await world.moves_in(number, document("Epikrise"), ENCOUNTER, name="Kari Berg")
    plain = await reads(world, owner, actor=await world.nurse(name="Nina Sykepleier"))
    marked = await reads(world, owner, actor=await world.nurse(name="Jonas Berg", hpr=NURSE_HPR))
    await look(world)
    citizen = await world.citizen(number, now=OVER)
    lines = (await world.gate.my_log(citizen, OVER, wanted=LogFilter(who="staff"))).lines
    assert {line.visit: line.marks for line in lines} == {plain.id: (), marked.id: ("same-name",)}
    only = (await world.gate.my_log(citizen, OVER, wanted=LogFilter(marked_only=True))).lines
    assert [line.visit for line in only] == [marked.id]


async def test_what_only_the_watcher_can_find_out_is_shown_too(world):
    number, nurse = a_number(), a_number()
    owner = await world.moves_in(number, ENCOUNTER)
    world.register.put(a_person(number, address_key="a"), a_person(nurse, address_key="a"))
    visit = await reads(world, owner, actor=await world.nurse(number=nurse))
    await look(world)
    page = await world.gate.my_log(await world.citizen(number, now=OVER), OVER)
    assert {line.visit: line.marks for line in page.lines if line.kind == "staff"} == {visit.id: ("same-address",)}


async def test_a_visit_that_is_not_over_is_marked_by_what_the_line_tells(world):
    number = a_number()
    owner = await world.moves_in(number, ENCOUNTER, name="Kari Berg")
    visit = await reads(world, owner, actor=await world.nurse(name="Jonas Berg"))
    page = await world.gate.my_log(await world.citizen(number), NOW)
    assert {line.visit: line.marks for line in page.lines if line.kind == "staff"} == {visit.id: ("same-name",)}
