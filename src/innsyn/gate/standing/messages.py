"""One message of a conversation as a Communication: from whom, what it says, and whether the other side has it.

What was sent does not change: only its status, why, and when it was received. Source: HL7 FHIR R4 Communication; Volven 8221;
docs/adr/0029-dialogue.md; docs/spec/dialogue.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Literal
from uuid import UUID

from innsyn.gate.rules.dialogue_facts import FROM_CITIZEN, FROM_CLINIC, KINDS, Kind
from innsyn.gate.standing.elements import code_of, coded, displayed, instant_of, numbered, text_of, uuid_of, value_of, without
from innsyn.gate.standing.speakers import Side, Speaker, speaker_of, written_speaker
from innsyn.gate.visit import Code
from innsyn.kernel.clock import Instant
from innsyn.kernel.systems import DIALOGUE, HER_ID, MESSAGE, ORGANISATION_NUMBER
from innsyn.record.ids import derived_id
from innsyn.record.stored import Owner

State = Literal["draft", "discarded", "sent", "delivered", "not-delivered", "unknown"]

STATUSES: Mapping[State, str] = {
    "draft": "preparation",
    "discarded": "stopped",
    "sent": "in-progress",
    "delivered": "completed",
    "not-delivered": "not-done",
}
"""What each state is called in FHIR's event-status."""

UNCONFIRMED_AFTER = timedelta(minutes=15)
"""How long a sent message is waited for before it is said to be unconfirmed, and may be sent again."""

_STATES: Mapping[str, State] = {status: state for state, status in STATUSES.items()}
_SIDES: Mapping[Side, str] = {"citizen": FROM_CITIZEN, "clinic": FROM_CLINIC}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file of a message. content_type: MIME. size: bytes, None when it does not say. content: base64, empty when it stands elsewhere.

    url: where it stands otherwise."""

    title: str = field(default="", repr=False)
    content_type: str
    size: int | None = None
    content: str = field(default="", repr=False)
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message.

    id: the same however often it is sent. ref: `Communication/id`, empty when it is not stored yet. conversation: `Task/id`; of a draft
    that begins one it may not be there yet. kind: of the conversation, None when it does not say. contact: HER-id on level two.
    organisation: number of the clinic's legal entity, who keeps it once it is sent. subject: of the conversation it begins.
    text: plain words. reason: why it was not delivered, Volven 8221. answers: `Communication/id` of what it answers, empty for none."""

    id: UUID
    ref: str = ""
    conversation: str
    kind: Kind | None
    contact: str = ""
    organisation: str = ""
    organisation_name: str = ""
    subject: str = field(default="", repr=False)
    sender: Speaker
    state: State = "sent"
    text: str = field(default="", repr=False)
    attachments: tuple[Attachment, ...] = ()
    answers: str = ""
    sent_at: Instant | None = None
    received_at: Instant | None = None
    reason: Code | None = None

    @property
    def side(self) -> Side:
        """Say which side it is from."""
        return self.sender.side

    def is_unconfirmed(self, now: Instant) -> bool:
        """Say whether the other side should have said by now that it has it."""
        return self.state == "sent" and self.sent_at is not None and now - self.sent_at > UNCONFIRMED_AFTER

    def may_be_sent_again(self, now: Instant) -> bool:
        """Say whether whoever sent it may send it once more."""
        return self.state == "not-delivered" or self.is_unconfirmed(now)


def message_id(owner: Owner, id_: UUID) -> str:
    """Give the id of the Communication of a message we write: the same however often it is sent. id_: the message's own."""
    return derived_id(owner, "Communication", f"message/{id_}")


def message_body(written: Message, *, patient_id: str, now: Instant) -> dict[str, Any]:
    """Write a message: a draft, or one that is sent now; `delivered` when whoever it is to reads it here, with nothing in between."""
    is_sent, patient = written.state in ("sent", "delivered"), {"reference": f"Patient/{patient_id}"}
    categories = [_SIDES[written.side], *([written.kind] if written.kind else [])]
    return {
        "resourceType": "Communication",
        "identifier": [{"system": MESSAGE, "value": str(written.id)}],
        "basedOn": [{"reference": written.conversation}],
        **({"inResponseTo": [{"reference": written.answers}]} if written.answers else {}),
        "status": STATUSES[written.state],
        "category": [{"coding": [{"system": DIALOGUE, "code": code}]} for code in categories],
        "subject": patient,
        **({"topic": {"text": written.subject}} if written.subject else {}),
        **({"sent": text_of(now)} if is_sent else {}),
        **({"received": text_of(now)} if written.state == "delivered" else {}),
        "recipient": _clinic(written) if written.side == "citizen" else [patient],
        "sender": written_speaker(written.sender, patient_id),
        "payload": [
            *([{"contentString": written.text}] if written.text else []),
            *({"contentAttachment": _attached(each)} for each in written.attachments),
        ],
    }


def message_from(communication: Mapping[str, Any]) -> Message | None:
    """Read a message; None for any other Communication. One without an id of its own, or of neither side, is none of ours."""
    codes = [
        each.get("code")
        for concept in communication.get("category", ())
        for each in concept.get("coding", ())
        if each.get("system") == DIALOGUE
    ]
    id_ = uuid_of(value_of(communication.get("identifier"), MESSAGE))
    side: Side | None = next((side for side, code in _SIDES.items() if code in codes), None)
    if id_ is None or side is None:
        return None
    clinic = communication.get("recipient", ()) if side == "citizen" else [communication.get("sender", {})]
    numbers = [each["identifier"] for each in clinic if "identifier" in each]
    payload = communication.get("payload", ())
    return Message(
        id=id_,
        ref=f"Communication/{communication['id']}" if communication.get("id") else "",
        conversation=next((str(each.get("reference", "")) for each in communication.get("basedOn", ())), ""),
        kind=next((kind for kind in KINDS if kind in codes), None),
        contact=value_of(numbers, HER_ID),
        organisation=value_of(numbers, ORGANISATION_NUMBER),
        organisation_name=next((str(each.get("display", "")) for each in clinic if _is_organisation(each)), ""),
        subject=str(communication.get("topic", {}).get("text", "")),
        sender=_of_side(speaker_of(communication.get("sender", {})), side),
        state=_STATES.get(str(communication.get("status")), "unknown"),
        text="\n\n".join(str(each["contentString"]) for each in payload if each.get("contentString")),
        attachments=tuple(_attachment(each["contentAttachment"]) for each in payload if "contentAttachment" in each),
        answers=next((str(each.get("reference", "")) for each in communication.get("inResponseTo", ())), ""),
        sent_at=instant_of(communication.get("sent")),
        received_at=instant_of(communication.get("received")),
        reason=code_of(communication.get("statusReason")),
    )


def received(communication: Mapping[str, Any], now: Instant) -> dict[str, Any]:
    """Write the other side's receipt: it has the message."""
    return {**without(communication, "statusReason"), "status": STATUSES["delivered"], "received": text_of(now)}


def not_delivered(communication: Mapping[str, Any], reason: Code) -> dict[str, Any]:
    """Write that the other side has not got it. reason: Volven 8221."""
    return {**without(communication, "received"), "status": STATUSES["not-delivered"], "statusReason": coded(reason)}


def sent_again(communication: Mapping[str, Any]) -> dict[str, Any]:
    """Write that a message that was not delivered, or not confirmed, is sent once more: the same message with the same id."""
    return {**without(communication, "statusReason"), "status": STATUSES["sent"]}


def discarded(communication: Mapping[str, Any]) -> dict[str, Any]:
    """Write that a draft is thrown away: what it said goes with it."""
    return {**without(communication, "payload", "topic"), "status": STATUSES["discarded"]}


def _clinic(written: Message) -> list[dict[str, Any]]:
    """Name the clinic: the legal entity that will keep the message, and the contact it is for."""
    entity = {"type": "Organization", **numbered(ORGANISATION_NUMBER, written.organisation), **displayed(written.organisation_name)}
    contact = numbered(HER_ID, written.contact)
    return [*([entity] if written.organisation else []), *([contact] if contact else [])]


def _is_organisation(reference: Mapping[str, Any]) -> bool:
    return bool(reference.get("identifier", {}).get("system") == ORGANISATION_NUMBER)


def _of_side(speaks: Speaker, side: Side) -> Speaker:
    """Hold the sender against the side the message says: a sender of the other side is unknown on this one."""
    if speaks.side == side:
        return speaks
    return Speaker(as_="representative" if side == "citizen" else "clinic")


def _attached(attachment: Attachment) -> dict[str, Any]:
    told = {"title": attachment.title, "size": attachment.size, "data": attachment.content, "url": attachment.url}
    return {"contentType": attachment.content_type, **{name: value for name, value in told.items() if value not in (None, "")}}


def _attachment(told: Mapping[str, Any]) -> Attachment:
    size = told.get("size")
    return Attachment(
        title=str(told.get("title", "")),
        content_type=str(told.get("contentType", "")),
        size=size if isinstance(size, int) else None,
        content=str(told.get("data", "")),
        url=str(told.get("url", "")),
    )
