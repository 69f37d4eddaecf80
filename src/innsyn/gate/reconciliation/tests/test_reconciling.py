"""The night itself: what the clinic's own system says is compared with what stands, told once at its desk, and never mended by itself."""

from datetime import timedelta

from innsyn.gate.booking.asking import Chosen
from innsyn.gate.booking.tests.samples import TOMORROW, Clinic, a_patient, body_of
from innsyn.gate.clients.entering import kept_for
from innsyn.gate.clients.tests.samples import Callers
from innsyn.gate.delivery.tests.samples import put
from innsyn.gate.reconciliation.tests.samples import DAY, HOUR, statement_body
from innsyn.gate.refused import Refused
from innsyn.gate.standing.appointments import identifier_of
from innsyn.gate.tests.samples import NOW, OTHER_TRUST, TRUST, VET_HPR

TONIGHT = NOW + timedelta(hours=16)


async def says(world, *lines, at=TONIGHT - HOUR):
    """Let the clinic's own system say what it has, for the first time or anew."""
    callers = await Callers.settled(world)
    (stands,) = await callers.finds(callers.client(), "List", now=at) or (None,)
    body = statement_body(*lines, at=at)
    if stands is None:
        return await callers.writes(callers.client(), body, now=at)
    taken = await callers.takes(callers.client(), put({**body, "id": stands}), now=at)
    assert not taken.problems, taken.problems
    return None


async def booked(world, clinic):
    """Somebody who has a time, confirmed. Returns her visit, the appointment and its line in the clinic's book."""
    kari = await a_patient(world)
    chosen = await clinic.chosen()
    asked = await world.gate.booking.book(kari, chosen, "", NOW)
    answered = await world.gate.booking_answers.confirm(await clinic.visits(kari), asked.id, NOW)
    return kari, answered, (identifier_of(body_of(answered)), chosen.slot_id, TOMORROW)


async def night(world, now=TONIGHT):
    """Compare. Returns organisation to what was found, told and gone."""
    return {each.organisation: (each.found, each.told, each.gone) for each in await world.gate.reconciling.compare(now)}


async def kinds(world, nurse, now=TONIGHT):
    """What the desk sees open."""
    return [each.drift.kind for each in await world.gate.drifts.told(nurse, now) if each.is_open]


async def test_where_both_sides_agree_nothing_is_told(world, clinic):
    _, _, line = await booked(world, clinic)
    assert await night(world) == {TRUST: (0, 0, 0)}
    await says(world, line)
    assert await night(world) == {TRUST: (0, 0, 0)}
    assert await kinds(world, clinic.nurse) == []


async def test_a_booking_the_clinics_system_does_not_know_is_told_once_and_stays_as_it_is(world, clinic):
    kari, stored, _ = await booked(world, clinic)
    await says(world)
    assert await night(world) == {TRUST: (1, 1, 0)}
    assert await night(world, TONIGHT + HOUR) == {TRUST: (1, 0, 0)}
    (told,) = await world.gate.drifts.told(clinic.nurse, TONIGHT)
    assert (told.drift.kind, told.drift.appointment_id, told.drift.here, told.since) == ("unknown_there", stored.id, TOMORROW, TONIGHT)
    assert told.drift.calendar_id == clinic.calendar_id
    stands = await world.gate.read(kari, "Appointment", stored.id, NOW)
    assert (stands.version, await clinic.statuses()) == (stored.version, ["busy", "free", "free"])


async def test_it_is_settled_by_somebody_who_works_there_and_comes_back_while_it_is_there(world, clinic):
    _, _, line = await booked(world, clinic)
    await says(world)
    await night(world)
    (told,) = await world.gate.drifts.told(clinic.nurse, TONIGHT)
    over = await world.gate.drifts.settle(clinic.nurse, told.id, told.version, TONIGHT)
    assert (over.is_open, over.by, over.over_at) == (False, "Nina Sykepleier", TONIGHT)
    assert await world.gate.drifts.settle(clinic.nurse, told.id, told.version, TONIGHT) == "changed"
    assert await world.gate.drifts.count(clinic.nurse, TONIGHT) == 0
    assert await night(world, TONIGHT + HOUR) == {TRUST: (1, 1, 0)}
    await says(world, line, at=TONIGHT + 2 * HOUR)
    assert await night(world, TONIGHT + 3 * HOUR) == {TRUST: (0, 0, 1)}
    (gone,) = await world.gate.drifts.told(clinic.nurse, TONIGHT + 3 * HOUR)
    assert (gone.is_open, gone.by) == (False, "")
    assert await world.gate.drifts.told(clinic.nurse, TONIGHT + 32 * DAY) == ()


async def test_what_was_told_stays_open_while_the_clinics_system_is_silent(world, clinic):
    kari = await a_patient(world)
    await world.gate.timebook.open(clinic.nurse, clinic.calendar_id, [NOW + 9 * DAY], HOUR, NOW)
    (time,) = await world.gate.timebook.times(clinic.nurse, NOW + 8 * DAY, NOW + 10 * DAY, NOW)
    asked = await world.gate.booking.book(kari, Chosen(TRUST, time.id, time.version), "", NOW)
    await world.gate.booking_answers.confirm(await clinic.visits(kari), asked.id, NOW)
    await says(world)
    assert await night(world) == {TRUST: (1, 1, 0)}
    assert await night(world, TONIGHT + 2 * DAY) == {TRUST: (1, 1, 0)}
    assert sorted(await kinds(world, clinic.nurse, TONIGHT + 2 * DAY)) == ["silent", "unknown_there"]
    await says(world, (identifier_of(body_of(asked)), time.id, time.start), at=TONIGHT + 3 * DAY - HOUR)
    assert await night(world, TONIGHT + 3 * DAY) == {TRUST: (0, 0, 2)}


async def test_nobody_else_sees_or_settles_it(world, clinic):
    await booked(world, clinic)
    await says(world)
    await night(world)
    (told,) = await world.gate.drifts.told(clinic.nurse, TONIGHT)
    elsewhere = await world.nurse(organisation=OTHER_TRUST, unit=OTHER_TRUST)
    vet = await world.nurse(hpr=VET_HPR, name="Vera Veterinær")
    assert await world.gate.drifts.told(elsewhere, TONIGHT) == ()
    assert await world.gate.drifts.settle(elsewhere, told.id, told.version, TONIGHT) == "gone"
    for refused in (
        await world.gate.drifts.told(vet, TONIGHT),
        await world.gate.drifts.count(vet, TONIGHT),
        await world.gate.drifts.settle(vet, told.id, told.version, TONIGHT),
    ):
        assert isinstance(refused, Refused)
    for strange in ("", "no id!", "nothing-such"):
        assert await world.gate.drifts.settle(clinic.nurse, strange, 1, TONIGHT) == "gone"
    assert await kinds(world, clinic.nurse) == ["unknown_there"]


async def test_another_task_of_the_organisation_is_not_settled_here(world, clinic):
    callers = await Callers.settled(world)
    (task,) = await callers.writes(callers.client(), {"resourceType": "Task", "status": "requested", "intent": "order"})
    assert await world.gate.drifts.settle(clinic.nurse, task.id, 1, TONIGHT) == "gone"


async def test_what_is_asked_and_not_answered_is_told_and_the_patient_is_not_shown_booked(world, clinic):
    kari = await a_patient(world)
    far = await Clinic(world).opens(count=1)
    await world.gate.timebook.open(clinic.nurse, far.calendar_id, [NOW + 20 * DAY], HOUR, NOW)
    times = await world.gate.timebook.times(clinic.nurse, NOW + 19 * DAY, NOW + 21 * DAY, NOW)
    asked = await world.gate.booking.book(kari, Chosen(TRUST, times[0].id, times[0].version), "", NOW)
    assert await night(world, NOW + 2 * DAY) == {TRUST: (0, 0, 0)}
    assert await night(world, NOW + 3 * DAY) == {TRUST: (1, 1, 0)}
    assert await kinds(world, clinic.nurse, NOW + 3 * DAY) == ["unanswered"]
    assert await night(world, NOW + 25 * DAY) == {TRUST: (1, 0, 0)}, "also when its time has gone"
    assert await night(world, NOW + 51 * DAY) == {TRUST: (0, 0, 1)}
    assert body_of(await world.gate.read(kari, "Appointment", asked.id, NOW))["status"] == "pending"


async def test_what_changes_between_two_questions_is_left_for_the_next_night(world, clinic, monkeypatch):
    kari, stored, line = await booked(world, clinic)
    await says(world, line)
    looking = world.gate.reconciling._looking
    whole = looking._all

    async def with_a_call_between(type_, clauses, organisation, now):
        if type_ == "Slot" and organisation is None:
            assert not isinstance(await world.gate.booking.cancel(kari, stored.id, NOW), str | Refused)
        return await whole(type_, clauses, organisation, now)

    monkeypatch.setattr(looking, "_all", with_a_call_between)
    assert (await night(world))[TRUST][1] == 0


async def test_the_look_stands_in_no_patients_own_list_of_who_has_been_there(world, clinic):
    kari, *_ = await booked(world, clinic)
    before = len((await world.gate.my_log(kari, NOW)).lines)
    await says(world)
    await night(world)
    assert len((await world.gate.my_log(kari, NOW)).lines) == before
    looks = [row for row in await world.log(kari.owner) if row.detail == {"about": "reconciliation"}]
    assert looks
    assert [row for row in await world.log(kept_for(TRUST)) if row.detail == {"about": "reconciliation"}]
