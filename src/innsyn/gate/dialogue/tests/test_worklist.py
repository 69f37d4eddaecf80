"""An office's list of conversations: its own and no other's, by status, kind, contact and who has it, the one promised first first."""

from datetime import timedelta

import pytest

from innsyn.gate.dialogue.tests.samples import a_thread, body
from innsyn.gate.standing.conversations import conversation_from
from innsyn.gate.tests.samples import LATER, NOW, NURSE_HPR, OTHER_TRUST, TRUST, TWO_HPR, VET_HPR, create, keep, organisation, rule_of
from innsyn.gate.worklists import Wanted
from innsyn.kernel.ids import is_organisation_number
from innsyn.record.stored import Found

_offices = iter(f"{number}" for number in range(810_000_000, 999_999_999))


async def an_office(world):
    """An organisation nobody else in these tests has, and somebody who works there."""
    number = next(number for number in _offices if is_organisation_number(number))
    system = await world.gate.actors.system("Journalsystemet", organisation=TRUST)
    await world.gate.write_directory(system, [keep(organisation(f"office-{number}", number, "Legekontoret"))], NOW)
    return number, await world.nurse(organisation=number, unit=number)


async def listed(world, actor, **wanted):
    found = await world.gate.worklist(actor, Wanted("dialogue", **wanted), LATER)
    assert isinstance(found, Found), found
    return [row.id for row in found.rows]


async def test_an_office_sees_the_conversations_it_keeps_and_no_others(world):
    number, nurse = await an_office(world)
    ours, _ = await a_thread(world, organisation=number)
    await a_thread(world)
    assert await listed(world, nurse) == [ours.task_id]
    assert ours.task_id not in await listed(world, await world.nurse(organisation=OTHER_TRUST, unit=OTHER_TRUST), count=500)


async def test_each_patient_listed_finds_in_her_log_who_looked_at_the_list(world):
    number, nurse = await an_office(world)
    _, patient = await a_thread(world, organisation=number)
    await listed(world, nurse)
    (line,) = [line for line in (await world.gate.my_log(patient, LATER)).lines if line.kind == "staff"]
    assert (line.kind, line.is_listed, line.organisation) == ("staff", True, number)


async def test_what_is_promised_first_comes_first_and_what_nothing_is_promised_for_last(world):
    number, nurse = await an_office(world)
    days = (5, 1, None, 3)
    threads = [await a_thread(world, organisation=number, promised_until=NOW + timedelta(days=day) if day else None) for day in days]
    ids = {day: thread.task_id for day, (thread, _) in zip(days, threads, strict=True)}
    assert await listed(world, nurse, order="promised") == [ids[1], ids[3], ids[5], ids[None]]


async def test_pages_follow_each_other_without_a_gap(world):
    number, nurse = await an_office(world)
    threads = [await a_thread(world, organisation=number, promised_until=NOW + timedelta(days=day)) for day in (3, 1, 2)]
    first = await world.gate.worklist(nurse, Wanted("dialogue", order="promised", count=2), LATER)
    second = await world.gate.worklist(nurse, Wanted("dialogue", order="promised", count=2, after=first.next), LATER)
    assert [row.id for row in (*first.rows, *second.rows)] == [threads[place][0].task_id for place in (1, 2, 0)]
    assert second.next is None


async def test_the_list_is_narrowed_by_status_kind_contact_and_who_has_it(world):
    number, nurse = await an_office(world)
    one, _ = await a_thread(world, organisation=number, contact="1", kind="e-consultation")
    two, _ = await a_thread(world, organisation=number, contact="2")
    visit = await world.gate.open_conversation(nurse, two.owner, two.ref, LATER)
    assert isinstance(await two.becomes(visit, "taken", by="Nina", hpr=NURSE_HPR), tuple)
    assert await listed(world, nurse, statuses=("requested",)) == [one.task_id]
    assert await listed(world, nurse, statuses=("accepted",)) == [two.task_id]
    assert await listed(world, nurse, conversations=("e-consultation", "renewal")) == [one.task_id]
    assert await listed(world, nurse, contacts=("2",)) == [two.task_id]
    assert set(await listed(world, nurse, contacts=("1", "2"))) == {one.task_id, two.task_id}
    assert await listed(world, nurse, taken_by=NURSE_HPR) == [two.task_id]
    assert await listed(world, nurse, taken_by=TWO_HPR) == []


@pytest.mark.parametrize("who", [{"hpr": VET_HPR}, {"level": "lower"}, {"organisation": "999999999"}])
async def test_whoever_has_no_need_sees_no_list(world, who):
    assert rule_of(await world.gate.worklist(await world.nurse(**who), Wanted("dialogue"), LATER)) == "OFF-0"


async def test_a_citizen_sees_no_list(world):
    _, patient = await a_thread(world)
    assert rule_of(await world.gate.worklist(patient.actor, Wanted("dialogue"), LATER)) == "OFF-0"


async def test_a_task_of_another_kind_is_in_no_list_of_conversations(world):
    number, nurse = await an_office(world)
    thread, _ = await a_thread(world, organisation=number)
    other = {"resourceType": "Task", "status": "requested", "intent": "order", "for": {"reference": f"Patient/{thread.patient_id}"}}
    await world.writes(thread.owner, [create(other, custodian=number)])
    assert await listed(world, nurse) == [thread.task_id]


async def test_what_is_listed_is_the_task_as_it_stands(world):
    number, nurse = await an_office(world)
    thread, _ = await a_thread(world, organisation=number, patient="Kari Nordby")
    (row,) = (await world.gate.worklist(nurse, Wanted("dialogue"), LATER)).rows
    assert (conversation_from(body(row)).patient, row.owner) == ("Kari Nordby", thread.owner)
