"""What a template needs of a conversation or a message, in the reader's own words."""

from dataclasses import dataclass, field

from innsyn.features.dialogue.chart import Written
from innsyn.features.dialogue.rules import CLOSINGS, REASONS, Delivery, delivery
from innsyn.gate.standing.conversations import Conversation
from innsyn.gate.standing.messages import Message
from innsyn.gate.visit import Code
from innsyn.kernel.clock import Instant
from innsyn.web import CitizenCall, Language
from innsyn.web.messaging.attachments import ENDINGS


@dataclass(frozen=True, slots=True)
class File:
    """An attachment. place: from 1. is_here: its bytes are in the message, and it is of a type we show."""

    place: int
    name: str = field(repr=False)
    size: int | None
    is_here: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A message as it is shown. reason: why it was not delivered, empty when it was or nobody says. may_be_sent_again: by this reader."""

    id: str
    who: str = field(repr=False)
    is_mine: bool
    at: Instant | None
    words: str = field(repr=False)
    files: tuple[File, ...]
    delivery: Delivery | None
    received_at: Instant | None
    reason: str
    may_be_sent_again: bool


def said(call: CitizenCall, written: Written, conversation: Conversation) -> Said:
    """Say one message."""
    told = written.told
    is_mine = told.side == "citizen"
    return Said(
        id=written.id,
        who=spoken_by(call, told, conversation),
        is_mine=is_mine,
        at=told.sent_at,
        words=told.text,
        files=files(told),
        delivery=delivery(told, call.now) if is_mine else None,
        received_at=told.received_at,
        reason=reason(told.reason, call.language) if told.state == "not-delivered" else "",
        may_be_sent_again=is_mine and conversation.is_open and told.may_be_sent_again(call.now),
    )


def spoken_by(call: CitizenCall, told: Message, conversation: Conversation) -> str:
    """Say who wrote, as this reader calls them."""
    t, sender = call.language.t, told.sender
    if told.side == "clinic":
        place = conversation.contact_name or conversation.organisation_name
        named = dict.fromkeys(name for name in (sender.name, place) if name)
        return ", ".join(named) or str(t("dialogue.somebody"))
    patient = (call.acting.name if call.acting else "") or str(t("web.acting.somebody"))
    if not sender.represents:
        return str(t("dialogue.you")) if call.visit.role == "self" else patient
    of = str(t("dialogue.for_you")) if call.visit.role == "self" else patient
    if sender.key == call.actor.key:
        return str(t("dialogue.you_for", whom=of))
    return str(t("dialogue.somebody_for", name=sender.name or t("dialogue.a_representative"), whom=of))


def files(told: Message) -> tuple[File, ...]:
    """Say the attachments of a message, numbered as they stand."""
    return tuple(
        File(place, each.title, each.size, bool(each.content) and each.content_type in ENDINGS)
        for place, each in enumerate(told.attachments, start=1)
    )  # fmt: skip


def reason(code: Code | None, language: Language) -> str:
    """Say in plain words why a message was not delivered: ours for a code we know, else the words that came with it."""
    if code is not None and code.code in REASONS:
        return str(language.t(f"dialogue.reason.{code.code}"))
    return code.text if code is not None and code.text else str(language.t("dialogue.reason.unknown"))


def ending(conversation: Conversation, language: Language) -> str:
    """Say in plain words why a conversation has ended; empty while it is open."""
    match conversation.state:
        case "closed":
            code = conversation.closing
            return str(language.t(f"dialogue.closing.{code}" if code in CLOSINGS else "dialogue.closing.other"))
        case "rejected":
            told = conversation.reason
            known = told is not None and told.code in CLOSINGS
            first = str(language.t(f"dialogue.closing.{told.code}" if told is not None and known else "dialogue.closing.26"))
            return f"{first} {told.text}" if told is not None and told.text else first
        case "withdrawn":
            return str(language.t("dialogue.closing.withdrawn"))
    return ""
