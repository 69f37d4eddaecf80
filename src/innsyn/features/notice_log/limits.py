"""What has a limit: a booking nobody has confirmed, a message that did not arrive, an answer that is late, a deadline that is near. Pure.

Source: docs/spec/notices.md#NOT-17; docs/adr/0029-dialogue.md, docs/adr/0030-appointments.md.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Literal

from innsyn.gate.standing.appointment_answers import offer_of
from innsyn.gate.standing.appointment_flags import ACKNOWLEDGE, CANCEL, limit, may
from innsyn.gate.standing.conversations import conversation_from
from innsyn.gate.standing.elements import instant_of
from innsyn.gate.standing.messages import message_from
from innsyn.kernel.clock import Instant

Kind = Literal["unanswered", "unconfirmed", "not_delivered", "overdue", "acknowledge", "offer", "call_off"]
ORDER: tuple[Kind, ...] = ("unanswered", "not_delivered", "overdue", "offer", "acknowledge", "unconfirmed", "call_off")
"""What is worst comes first."""

HERS: frozenset[Kind] = frozenset({"acknowledge", "offer", "call_off"})
"""What only somebody who may decide about appointments has to do with."""

PATIENCE = timedelta(days=1)
"""A booking is said to be unconfirmed when it has waited so long, or when its hour is as near as that."""

NEAR = timedelta(days=2)
"""So long before a deadline it is told."""

_ANSWER = "#answer"


@dataclass(frozen=True, slots=True)
class Limit:
    """One thing. href: where something is done about it. what: what it is, in the record's words, empty where it has none.

    at: of an unconfirmed booking its hour, of a late answer when it was promised, of a deadline itself; None where there is none."""

    kind: Kind
    href: str
    what: str = field(repr=False)
    at: Instant | None


def limits(bodies: Iterable[Mapping[str, Any]], now: Instant) -> tuple[Limit, ...]:
    """Say what of these resources has a limit. bodies: FHIR R4 Appointment, Task and Communication, with their ids."""
    rows = tuple(bodies)
    tasks = {f"Task/{each.get('id')}": each for each in rows if each.get("resourceType") == "Task"}
    found = [one for each in rows for one in _limits(each, tasks, now)]
    once = {(each.kind, each.href): each for each in found}.values()
    return tuple(sorted(once, key=lambda each: (ORDER.index(each.kind), each.at.timestamp() if each.at else 0.0, each.href)))


def _limits(body: Mapping[str, Any], tasks: Mapping[str, Mapping[str, Any]], now: Instant) -> Iterator[Limit]:
    match body.get("resourceType"):
        case "Appointment":
            yield from _of_appointment(body, now)
        case "Task":
            yield from _of_conversation(body, now)
        case "Communication":
            yield from _of_message(body, tasks, now)


def _of_appointment(body: Mapping[str, Any], now: Instant) -> Iterator[Limit]:
    start, asked_at = instant_of(body.get("start")), instant_of(body.get("created"))
    href, what = f"/appointments/{body.get('id')}", str(body.get("description") or "")
    if start is None:
        return
    if body.get("status") == "pending" and start <= now:
        yield Limit("unanswered", href, what, start)
    elif body.get("status") == "pending" and (start <= now + PATIENCE or asked_at is None or asked_at + PATIENCE <= now):
        yield Limit("unconfirmed", href, what, start)
    offer, until = offer_of(body), limit(body, CANCEL)
    if offer is not None and offer.is_open(now):
        yield Limit("offer", href, what, offer.until)
    if body.get("status") == "booked" and may(body, ACKNOWLEDGE, now):
        yield Limit("acknowledge", href, what, limit(body, ACKNOWLEDGE))
    if body.get("status") == "booked" and until is not None and may(body, CANCEL, now) and until <= now + NEAR:
        yield Limit("call_off", href, what, until)


def _of_conversation(body: Mapping[str, Any], now: Instant) -> Iterator[Limit]:
    told = conversation_from(body)
    if told is None:
        return
    href = f"/messages/{body.get('id')}"
    if told.state == "not-delivered":
        yield Limit("not_delivered", href, told.contact_name or told.organisation_name, None)
    elif told.is_overdue(now):
        yield Limit("overdue", href, told.contact_name or told.organisation_name, told.promised_until)


def _of_message(body: Mapping[str, Any], tasks: Mapping[str, Mapping[str, Any]], now: Instant) -> Iterator[Limit]:
    message = message_from(body)
    if message is None or message.side != "citizen" or not message.may_be_sent_again(now):
        return
    told = conversation_from(tasks.get(message.conversation, {}))
    with_whom = (told.contact_name or told.organisation_name) if told else message.organisation_name
    yield Limit("not_delivered", f"/messages/{message.conversation.removeprefix('Task/')}", with_whom, None)
