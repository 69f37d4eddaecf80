"""A clinic's own system on the wire: it reads what is to it, writes receipts and answers, and nothing else."""

import json
from dataclasses import replace

import pytest

from innsyn.gate.clients.tests.samples import body, codes
from innsyn.gate.delivery.tests.samples import entry, post, put
from innsyn.gate.dialogue.tests.samples import CLINIC, NO_RECEIVER, a_message, a_thread, an_id, everything
from innsyn.gate.standing import conversations, messages
from innsyn.gate.standing.messages import message_body
from innsyn.gate.tests.samples import LATER, OTHER_TRUST

BROKEN = {0: ["business-rule"]}


async def stands(callers, client, type_, id_):
    return body(await callers.gate.read(client, type_, id_, LATER))


async def puts(callers, client, resource):
    return codes(await callers.takes(client, put(resource), now=LATER))


def an_answer(thread, **more):
    told = {"conversation": thread.ref, "sender": CLINIC, "state": "delivered", "text": "Ja."}
    return message_body(a_message(**(told | more)), patient_id=thread.patient_id, now=LATER)


async def test_the_clinics_system_reads_the_conversation_and_writes_its_receipt(world, callers):
    thread, patient = await a_thread(world)
    ours = callers.client()
    message = await stands(callers, ours, "Communication", thread.message_id)
    task = await stands(callers, ours, "Task", thread.task_id)
    assert await puts(callers, ours, messages.received(message, LATER)) == {}
    assert await puts(callers, ours, conversations.received(task, LATER)) == {}
    assert (await thread.message(patient))["status"] == "completed"
    assert (await thread.task(patient))["status"] == "received"


async def test_a_receipt_that_comes_twice_is_well_and_one_that_takes_it_back_is_not(world, callers):
    thread, _ = await a_thread(world)
    ours = callers.client()
    delivered = messages.received(await stands(callers, ours, "Communication", thread.message_id), LATER)
    assert await puts(callers, ours, delivered) == {}
    assert await puts(callers, ours, delivered) == {}
    assert await puts(callers, ours, messages.not_delivered(delivered, NO_RECEIVER)) == BROKEN
    assert await puts(callers, ours, delivered | {"status": "in-progress"}) == BROKEN


async def test_a_clinics_system_changes_nothing_of_what_was_sent(world, callers):
    thread, _ = await a_thread(world)
    ours = callers.client()
    message = await stands(callers, ours, "Communication", thread.message_id)
    assert await puts(callers, ours, message | {"payload": [{"contentString": "Noe annet"}]}) == BROKEN
    patched = await callers.takes(
        ours, entry("PATCH", f"Communication/{thread.message_id}", {"resourceType": "Parameters"}), now=LATER,
        patches={0: lambda old: json.dumps(json.loads(old) | {"sent": LATER.isoformat()}).encode()},
    )  # fmt: skip
    assert codes(patched) == BROKEN
    assert codes(await callers.takes(ours, entry("DELETE", f"Communication/{thread.message_id}"), now=LATER)) == BROKEN
    assert codes(await callers.takes(ours, entry("DELETE", f"Task/{thread.task_id}"), now=LATER)) == BROKEN
    assert await stands(callers, ours, "Communication", thread.message_id) == message
    refusals = [row.detail["rule"] for row in await world.log(thread.owner) if row.detail.get("rule", "").startswith("DLG")]
    assert refusals == ["DLG-5", "DLG-5", "DLG-5", "DLG-3"]


async def test_a_clinics_system_answers_as_itself_and_never_as_the_patient(world, callers):
    thread, patient = await a_thread(world)
    ours = callers.client()
    assert codes(await callers.takes(ours, post(an_answer(thread)), now=LATER)) == {}
    forged = message_body(a_message(conversation=thread.ref), patient_id=thread.patient_id, now=LATER)
    assert codes(await callers.takes(ours, post(forged), now=LATER)) == BROKEN
    as_her = an_answer(thread) | {"sender": {"reference": f"Patient/{thread.patient_id}"}}
    assert codes(await callers.takes(ours, post(as_her), now=LATER)) == BROKEN
    loose = {name: value for name, value in an_answer(thread).items() if name != "basedOn"}
    assert codes(await callers.takes(ours, post(loose), now=LATER)) == BROKEN
    assert len(await everything(world, patient, "Communication")) == 2


async def test_an_answer_and_the_task_travel_in_one_transaction(world, callers):
    thread, patient = await a_thread(world, kind="e-consultation")
    ours = callers.client()
    task = await stands(callers, ours, "Task", thread.task_id)
    assert await puts(callers, ours, conversations.closed(task, LATER)) == {0: ["forbidden"]}
    closed = conversations.closed(conversations.answered(task, LATER), LATER)
    assert codes(await callers.takes(ours, post(an_answer(thread)), put(closed), now=LATER)) == {}
    assert (await thread.task(patient))["status"] == "completed"
    assert await puts(callers, ours, conversations.answered(closed, LATER)) == BROKEN


async def test_a_clinics_system_begins_a_conversation_as_itself(world, callers):
    thread, _ = await a_thread(world)
    ours, begun = callers.client(), thread.begun
    mine = conversations.conversation_body(
        replace(begun, id=an_id(), began_by=CLINIC, state="answered"), patient_id=thread.patient_id, now=LATER
    )
    assert codes(await callers.takes(ours, post(mine), now=LATER)) == {}
    hers = conversations.conversation_body(replace(begun, id=an_id()), patient_id=thread.patient_id, now=LATER)
    assert codes(await callers.takes(ours, post(hers), now=LATER)) == BROKEN


@pytest.mark.parametrize("type_", ["Task", "Communication"])
async def test_another_clinics_system_sees_and_changes_nothing_of_it(world, callers, type_):
    thread, _ = await a_thread(world)
    theirs = callers.client(organisation=OTHER_TRUST)
    id_ = thread.task_id if type_ == "Task" else thread.message_id
    assert await callers.gate.read(theirs, type_, id_, LATER) is None
    resource = await stands(callers, callers.client(), type_, id_)
    assert await puts(callers, theirs, resource | {"status": "completed"}) == {0: ["not-found"]}
