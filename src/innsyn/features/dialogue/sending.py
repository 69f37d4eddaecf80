"""Sends: the conversation and its message in one write, after the contact itself has been asked anew whether it takes this just now.

Source: docs/adr/0028-address-register.md, docs/adr/0029-dialogue.md; docs/spec/dialogue.md.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from innsyn.features.dialogue import chart, drafts
from innsyn.features.dialogue.chart import Thread, Written
from innsyn.features.dialogue.rules import promised_until
from innsyn.gate.decide import SILENCE
from innsyn.gate.refused import Refused
from innsyn.gate.rules.dialogue_facts import Kind
from innsyn.gate.standing import conversations
from innsyn.gate.standing.care_contacts import CareContact
from innsyn.gate.standing.conversations import Conversation, conversation_body, conversation_id, written_to
from innsyn.gate.standing.messages import Message, message_body, sent_again
from innsyn.gate.standing.renewals import Named, about_of, in_words, inputs_of, named_in
from innsyn.gate.values import Conflict, Write
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Verdict
from innsyn.web import CitizenCall
from innsyn.web.health_contacts import Contact, NoSuchContact
from innsyn.web.health_contacts.services import Service, offers

_TRIES = 3
"""A clinic's receipt may come between reading and writing; after so many times somebody is told to try again."""


@dataclass(frozen=True, slots=True)
class Done:
    """It is sent. task_id: the conversation it is in."""

    task_id: str


@dataclass(frozen=True, slots=True)
class NotSent:
    """It is not sent, and nothing is lost. why: `not_offered` the contact has closed this service · `silent` nobody can say just now ·
    `closed` the conversation ended meanwhile · `busy` somebody else wrote in it at the same time · `unknown_contact` there is no such ·
    `not_hers` it is no contact of the patient's just now · `not_allowed` who writes may not write this to them.

    rule: text key of why it is not allowed."""

    why: Literal["not_offered", "silent", "closed", "busy", "unknown_contact", "not_hers", "not_allowed"]
    rule: str = ""


Sending = Done | NotSent | Refused


async def of_hers(call: CitizenCall, her_id: str) -> CareContact | NotSent:
    """Find a contact among those who treat the patient just now: to others nobody begins to write here."""
    cared_for = await chart.contacts(call.gate, call.visit, now=call.now)
    return next((each for each in cared_for if str(each.her_id) == her_id), NotSent("not_hers"))


async def open_to(call: CitizenCall, her_id: str, kind: Kind, *, anew: bool) -> Contact | NotSent:
    """Find a contact that takes this kind now. anew: ask the wire, as is done before anything is sent."""
    found = await call.health_contacts.contact(int(her_id), now=call.now, anew=anew) if her_id else NoSuchContact()
    if not isinstance(found, Contact):
        return NotSent("unknown_contact" if isinstance(found, NoSuchContact) else "silent")
    does = offers(found, Service(kind), now=call.now)
    return found if does else NotSent("silent" if does is None else "not_offered")


async def refusal(call: CitizenCall, kind: Kind, organisation: str) -> NotSent | None:
    """Say before a form is shown that what would be written in it may not be sent; None when it may."""
    verdict = (await call.gate.drafting.would_begin(call.visit, (kind,), organisation, call.now))[kind]
    return None if verdict.allowed else NotSent("not_allowed", said(call, verdict))


def said(call: CitizenCall, no: Verdict) -> str:
    """Say the text key of a no to writing. Where no rule speaks of it, it is because what she has been given does not reach as far."""
    if no != SILENCE:
        return no.key
    return "dialogue.not_allowed.attorney" if call.visit.role == "attorney" else "dialogue.not_allowed.other"


async def send_first(call: CitizenCall, draft: Written) -> Sending:
    """Begin a conversation with a draft. Sent twice it is sent once: its Task has the id of the message."""
    kind = draft.told.kind
    if kind is None:
        return NotSent("unknown_contact")
    if isinstance(hers := await of_hers(call, draft.told.contact), NotSent):
        return hers
    contact = await open_to(call, draft.told.contact, kind, anew=True)
    if isinstance(contact, NotSent):
        return contact
    is_here = call.messaging.carriers.way(contact) == "desk"
    task_id = conversation_id(call.visit.owner, draft.told.id)
    begun = await _begun(call, draft, kind, contact, is_here=is_here)
    national = ("", "") if is_here else await chart.national_number(call.gate, call.visit, now=call.now)
    asked = named_in(draft.body)
    task = conversation_body(begun, patient_id=call.visit.patient_id, now=call.now, national=national) | inputs_of(asked)
    message = replace(
        draft.told, organisation=begun.organisation, organisation_name=begun.organisation_name, text=in_words(draft.told.text, asked)
    )
    writes = [
        Write("create", "Task", _octets(task), id=task_id),
        _sent(call, message, draft, is_here=is_here, asked=asked),
    ]
    answer = await call.gate.write(call.visit, writes, call.now)
    if isinstance(answer, Conflict):
        return Done(task_id) if await chart.thread(call.gate, call.visit, task_id, now=call.now) else NotSent("busy")
    return answer if isinstance(answer, Refused) else Done(task_id)


async def send_answer(call: CitizenCall, task_id: str, message: Message, standing: Written | None) -> Sending:
    """Send another message in a conversation. standing: the draft it is, None when it was never kept."""
    for _ in range(_TRIES):
        thread = await chart.thread(call.gate, call.visit, task_id, now=call.now)
        if thread is None or not thread.told.is_open:
            return NotSent("closed")
        found = await call.health_contacts.contact(int(thread.told.contact), now=call.now)
        if not isinstance(found, Contact):
            return NotSent("unknown_contact" if isinstance(found, NoSuchContact) else "silent")
        is_here = call.messaging.carriers.way(found) == "desk"
        promised = await promise(call, thread.told.organisation, thread.told.kind)
        task = written_to(thread.body, call.now, promised_until=promised, is_received=is_here)
        writes = [_changed(thread, task_id, task), _sent(call, message, standing, is_here=is_here)]
        answer = await call.gate.write(call.visit, writes, call.now)
        if isinstance(answer, Refused):
            return answer
        if isinstance(answer, tuple) or await _is_sent(call, message):
            return Done(task_id)
    return NotSent("busy")


async def send_again(call: CitizenCall, task_id: str, thread: Thread, standing: Written) -> Sending:
    """Send a message that did not come through once more: the same message with the same id.

    A clinic that has moved from a system of its own to our desk since has it by that."""
    contact = await open_to(call, thread.told.contact, thread.told.kind, anew=True)
    if isinstance(contact, NotSent):
        return contact
    is_here = call.messaging.carriers.way(contact) == "desk"
    task = written_to(thread.body, call.now, promised_until=thread.told.promised_until, is_received=is_here)
    again = drafts.write_of(call, standing.told, sent_again(standing.body), standing)
    answer = await call.gate.write(call.visit, [_changed(thread, task_id, task), again], call.now)
    if isinstance(answer, Conflict):
        return NotSent("busy")
    if is_here and isinstance(answer, tuple):
        await call.gate.desk_receipts.given(call.visit, standing.id, call.now)
    return answer if isinstance(answer, Refused) else Done(task_id)


async def withdraw(call: CitizenCall, task_id: str, thread: Thread) -> Sending:
    """Take a conversation back before anybody on the other side has it."""
    change = _changed(thread, task_id, conversations.withdrawn(thread.body, call.now))
    answer = await call.gate.write(call.visit, [change], call.now)
    if isinstance(answer, Conflict):
        return NotSent("busy")
    return answer if isinstance(answer, Refused) else Done(task_id)


async def promise(call: CitizenCall, organisation: str, kind: Kind) -> Instant:
    """Say until when the organisation promises an answer to what is sent now."""
    return promised_until(call.now, (await call.gate.inboxes.of(organisation)).days(kind))


def patient_name(call: CitizenCall) -> str:
    """Say the patient's name as the clinic's list may show it; empty when it may not."""
    return call.actor.name if call.visit.role == "self" else (call.acting.name if call.acting else "")


async def _begun(call: CitizenCall, draft: Written, kind: Kind, contact: Contact, *, is_here: bool) -> Conversation:
    return Conversation(
        id=draft.told.id,
        patient=patient_name(call),
        kind=kind,
        contact=draft.told.contact,
        contact_name=contact.name,
        organisation=contact.organisation_number,
        organisation_name=contact.parent_name,
        subject=draft.told.subject,
        began_by=drafts.who(call),
        state="received" if is_here else "sent",
        promised_until=await promise(call, contact.organisation_number, kind),
        category=draft.category,
    )


def _sent(call: CitizenCall, message: Message, standing: Written | None, *, is_here: bool, asked: tuple[Named, ...] = ()) -> Write:
    goes = replace(message, state="delivered" if is_here else "sent", sender=drafts.who(call))
    body = message_body(goes, patient_id=call.visit.patient_id, now=call.now) | about_of(asked)
    return drafts.write_of(call, message, body, standing)


def _changed(thread: Thread, task_id: str, body: Mapping[str, Any]) -> Write:
    return Write("update", "Task", _octets(body), id=task_id, expected_version=thread.version, may_create=False)


async def _is_sent(call: CitizenCall, message: Message) -> bool:
    """Say whether a message stands already: the same form was sent twice."""
    found = await chart.message(call.gate, call.visit, drafts.stored_id(call, message.id), now=call.now)
    return found is not None and found.told.state not in ("draft", "discarded")


def _octets(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False).encode()
