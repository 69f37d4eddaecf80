"""A conversation opens the record to who keeps it, while it lasts and thirty days after, and to nobody else; both are in her log."""

from datetime import timedelta

import pytest

from innsyn.gate.dialogue.opening import OPEN_AFTER_END
from innsyn.gate.dialogue.tests.samples import a_thread
from innsyn.gate.log.sentence import THE_PATIENT, sentence
from innsyn.gate.tests.decisions import shields
from innsyn.gate.tests.samples import LATER, NOW, OTHER_TRUST, VET_HPR, create, rule_of
from innsyn.gate.visit import Code, Visit
from innsyn.kernel.systems import CLOSING_CODE
from innsyn.record.stored import Stored

REFUSED = Code("26", CLOSING_CODE)
TASK = {"resourceType": "Task", "status": "requested", "intent": "order"}


async def opens(world, thread, *, actor=None, ref=None, now=LATER):
    return await world.gate.open_conversation(actor or await world.nurse(), thread.owner, thread.ref if ref is None else ref, now)


async def from_staff(world, patient):
    """The one line of the patient's log about personnel."""
    (line,) = [line for line in (await world.gate.my_log(patient, LATER)).lines if line.kind == "staff"]
    return line


async def test_personnel_of_the_clinic_open_the_record_by_the_conversation_and_read_and_answer_it(world):
    thread, _ = await a_thread(world)
    visit = await opens(world, thread)
    assert isinstance(visit, Visit)
    assert (visit.ground.purpose, visit.ground.basis, visit.ground.decision_ref) == ("TREAT", "gate.basis.dialogue", thread.ref)
    assert not visit.ground.user_selected
    assert isinstance(await world.gate.read(visit, "Communication", thread.message_id, LATER), Stored)
    assert isinstance(await world.gate.write(visit, [thread.answer(visit)], LATER), tuple)
    assert await world.gate.resume(visit.id, thread.owner, visit.actor, LATER) == visit


async def test_the_patient_finds_in_her_log_why_the_record_was_opened(world):
    thread, patient = await a_thread(world)
    await opens(world, thread)
    line = await from_staff(world, patient)
    assert (line.kind, line.basis, line.user_selected) == ("staff", "gate.basis.dialogue", False)
    assert sentence(line, THE_PATIENT).key == "gate.log.staff.dialogue"


async def test_a_conversation_with_another_clinic_opens_nothing_and_the_attempt_is_in_her_log(world):
    thread, patient = await a_thread(world)
    stranger = await world.nurse(organisation=OTHER_TRUST, unit=OTHER_TRUST)
    assert rule_of(await opens(world, thread, actor=stranger)) == "DLG-6"
    line = await from_staff(world, patient)
    assert (line.kind, line.state, line.organisation) == ("staff", "refused", OTHER_TRUST)


@pytest.mark.parametrize("change", ["closed", "rejected", "withdrawn"])
async def test_an_ended_conversation_opens_for_thirty_days_and_then_no_more(world, change):
    thread, patient = await a_thread(world)
    nurse = await world.visits(thread.owner)
    more = (REFUSED,) if change == "rejected" else ()
    assert isinstance(await thread.becomes(patient if change == "withdrawn" else nurse, change, *more), tuple)
    assert isinstance(await opens(world, thread, now=LATER + OPEN_AFTER_END), Visit)
    assert rule_of(await opens(world, thread, now=LATER + OPEN_AFTER_END + timedelta(seconds=1))) == "DLG-6"


async def test_an_open_conversation_opens_however_old_it_is(world):
    thread, _ = await a_thread(world)
    assert isinstance(await opens(world, thread, now=NOW + timedelta(days=400)), Visit)


async def test_nothing_but_a_conversation_of_this_record_opens_it(world):
    thread, _ = await a_thread(world)
    other, _ = await a_thread(world)
    (task,) = await world.writes(thread.owner, [create(TASK)])
    for ref in (f"Task/{task.id}", other.ref, "Task/nothing", "Task/", f"Communication/{thread.message_id}", thread.task_id, ""):
        assert rule_of(await opens(world, thread, ref=ref)) == "DLG-6", ref


async def test_whoever_has_no_need_or_no_organisation_is_not_let_in(world):
    thread, _ = await a_thread(world)
    vet = await world.nurse(hpr=VET_HPR)
    assert rule_of(await opens(world, thread, actor=vet)) == "STAFF-3"
    assert rule_of(await opens(world, thread, actor=await world.nurse(organisation="999999999"))) == "DLG-6"
    assert rule_of(await opens(world, thread, actor=await world.nurse(level="lower"))) == "ATT-9"


async def test_a_shield_against_the_clinic_closes_the_conversation_to_it_too(world):
    thread, patient = await a_thread(world)
    await shields(world, patient)
    assert rule_of(await opens(world, thread)) == "SHIELD-1"
