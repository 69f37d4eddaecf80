"""A conversation as a patient begins it: for the tests of the inbox."""

import json
from datetime import timedelta
from uuid import UUID, uuid4

from innsyn.gate.rules.dialogue_facts import Kind
from innsyn.gate.standing.conversations import Conversation, conversation_body, conversation_id
from innsyn.gate.standing.messages import Message, message_body, message_id
from innsyn.gate.standing.renewals import Named, inputs_of
from innsyn.gate.standing.speakers import PATIENT_SPEAKS
from innsyn.gate.values import Write
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import Instant

TWO_DAYS = timedelta(days=2)


def begun(
    *, organisation: str, kind: Kind = "e-contact", subject: str = "Attest", patient: str = "Kari", promised_until: Instant | None = None
) -> Conversation:
    """Make a conversation that a desk has received."""
    return Conversation(
        id=uuid4(),
        patient=patient,
        kind=kind,
        contact="99000001",
        contact_name="Fjordby sykehus",
        organisation=organisation,
        organisation_name="Fjordby helseforetak",
        subject=subject,
        began_by=PATIENT_SPEAKS,
        state="received",
        promised_until=promised_until,
    )


def writes(
    about: Conversation, words: str, visit: Visit, *, now: Instant, prescriptions: tuple[Named, ...] = ()
) -> tuple[str, list[Write]]:
    """Give the id of the Task, and what a patient writes to begin a conversation. prescriptions: what a renewal asks for."""
    task_id = conversation_id(visit.owner, about.id)
    body = {**conversation_body(about, patient_id=visit.patient_id, now=now), **inputs_of(prescriptions)}
    task = json.dumps(body).encode()
    return task_id, [Write("create", "Task", task, id=task_id), written(about, about.id, task_id, words, visit, now=now)]


def written(about: Conversation, id_: UUID, task_id: str, words: str, visit: Visit, *, now: Instant) -> Write:
    """Give what a patient writes to send one message."""
    message = Message(
        id=id_,
        conversation=f"Task/{task_id}",
        kind=about.kind,
        contact=about.contact,
        organisation=about.organisation,
        organisation_name=about.organisation_name,
        sender=PATIENT_SPEAKS,
        state="delivered",
        text=words,
    )
    body = json.dumps(message_body(message, patient_id=visit.patient_id, now=now)).encode()
    return Write("create", "Communication", body, id=message_id(visit.owner, id_))
