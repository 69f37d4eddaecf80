"""Keeps what is being written: a Communication of the citizen's own, which no clinic reads, until it is sent or thrown away.

Source: docs/adr/0029-dialogue.md; docs/spec/dialogue.md.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from innsyn.features.dialogue.chart import Written
from innsyn.gate.refused import Refused
from innsyn.gate.rules.dialogue_facts import Kind
from innsyn.gate.standing.care_contacts import FUNCTION
from innsyn.gate.standing.conversations import conversation_id
from innsyn.gate.standing.messages import Attachment, Message, discarded, message_body, message_id
from innsyn.gate.standing.own_drafts import mark_of, own_draft
from innsyn.gate.standing.renewals import Named, about_of
from innsyn.gate.standing.speakers import Speaker, speaker, written_speaker
from innsyn.gate.values import Conflict, Write
from innsyn.gate.values import Written as Stood
from innsyn.gate.visit import Code
from innsyn.web import CitizenCall
from innsyn.web.messaging import Attachment as File

Kept = tuple[Stood, ...] | Refused | Conflict


def form_id(call: CitizenCall) -> str:
    """Give a form the id of the message it will be: new each time the form is shown, the same however often it is sent."""
    about = "/".join((str(call.visit.id), call.path, call.query.get("to"), call.query.get("kind"), call.now.isoformat()))
    return str(uuid5(NAMESPACE_URL, about))


def said_id(text: str) -> UUID | None:
    """Read the id a form came back with; None when it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def who(call: CitizenCall) -> Speaker:
    """Say who writes."""
    return speaker(call.actor, call.visit.role)


def stored_id(call: CitizenCall, id_: UUID) -> str:
    """Say the id, as the record gives it, of a message that a form has an id for."""
    return message_id(call.visit.owner, id_)


def begins(call: CitizenCall, draft: Message) -> bool:
    """Say whether a draft begins a conversation, or is an answer in one."""
    return draft.conversation == f"Task/{conversation_id(call.visit.owner, draft.id)}"


async def keep(
    call: CitizenCall, draft: Message, *, category: Code | None = None, about: tuple[Named, ...] = (), standing: Written | None = None
) -> Kept:
    """Keep a draft, for the writer alone when it is hers alone. about: prescriptions to renew. standing: what it changes, None for a new
    one."""
    body = with_category(message_body(draft, patient_id=call.visit.patient_id, now=call.now), category)
    body |= about_of(about)
    if await is_own(call, draft, standing):
        body = own_draft(body, by=call.actor.key)
    return await call.gate.write(call.visit, [write_of(call, draft, body, standing)], call.now)


async def is_own(call: CitizenCall, draft: Message, standing: Written | None) -> bool:
    """Say whether a draft is the writer's own: as it stands it is somebody's, or what she begins is hers alone."""
    return await is_kept_own(call, draft.kind, standing)


async def is_kept_own(call: CitizenCall, kind: Kind | None, standing: Written | None) -> bool:
    """Say the same before the first word is kept. kind: of what she writes."""
    if standing is not None and mark_of(standing.body) is not None:
        return True
    return kind is not None and await call.gate.drafting.is_own(call.visit, kind, call.now)


async def throw_away(call: CitizenCall, standing: Written) -> Kept:
    """Throw a draft away, whoever began it: what it said goes with it."""
    body = {**discarded(standing.body), "sender": written_speaker(who(call), call.visit.patient_id)}
    if mark_of(standing.body) is not None:
        body = own_draft(body, by=call.actor.key)
    return await call.gate.write(call.visit, [write_of(call, standing.told, body, standing)], call.now)


def write_of(call: CitizenCall, message: Message, body: Mapping[str, Any], standing: Written | None) -> Write:
    """Say the change that stores a message."""
    octets = json.dumps(body, ensure_ascii=False).encode()
    if standing is None:
        return Write("create", "Communication", octets, id=message_id(call.visit.owner, message.id))
    return Write("update", "Communication", octets, id=standing.id, expected_version=standing.version, may_create=False)


def with_category(body: dict[str, Any], category: Code | None) -> dict[str, Any]:
    """Put what a draft is about into it: the conversation gets it when it is sent."""
    if category is None:
        return body
    coding = {"system": FUNCTION, "code": category.code, **({"display": category.text} if category.text else {})}
    return {**body, "reasonCode": [{"coding": [coding]}]}


def with_file(draft: Message, file: File) -> Message:
    """Attach a file."""
    content = base64.b64encode(file.octets).decode()
    attached = Attachment(title=file.name, content_type=file.media_type, size=file.size, content=content)
    return replace(draft, attachments=(*draft.attachments, attached))


def without_file(draft: Message, place: int) -> Message:
    """Take a file off. place: from 0; one that is not there changes nothing."""
    return replace(draft, attachments=tuple(each for index, each in enumerate(draft.attachments) if index != place))


def files_of(draft: Message) -> tuple[File, ...]:
    """Say the files of a draft, for weighing one more."""
    return tuple(
        File(media_type=each.content_type, name=each.title, octets=base64.b64decode(each.content)) for each in draft.attachments
    )  # fmt: skip
