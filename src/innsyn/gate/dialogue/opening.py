"""Opening a record because the patient has written: only to who keeps the conversation, while it lasts and a little longer.

Source: helsepersonelloven § 25, § 39; pasientjournalloven § 19; docs/spec/access.md#AC-19; docs/spec/dialogue.md#DLG-6.
"""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import orjson

from innsyn.gate.access import Access
from innsyn.gate.grounds import CONVERSATION
from innsyn.gate.opening import NewId, Opening
from innsyn.gate.refused import Refused
from innsyn.gate.rules.dialogue_facts import IS_CONVERSATION
from innsyn.gate.standing.conversations import conversation_from, ended_at
from innsyn.gate.visit import Actor, Visit
from innsyn.gate.visit_log import EXPLAINS, actor_detail, refusal_detail
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Verdict
from innsyn.record.condition import AllOf, FromCustodian
from innsyn.record.entry import Action, Entry, Outcome
from innsyn.record.ids import is_id
from innsyn.record.record import Record
from innsyn.record.stored import Owner, Stored

OPEN_AFTER_END = timedelta(days=30)
"""How long after its end a conversation still opens the record to who has answered it."""

NO_CONVERSATION = Verdict(False, "gate.no_conversation", "DLG-6", "docs/spec/dialogue.md#DLG-6")
_ABOUT_CONVERSATION = {"about": "conversation"}


class ConversationOpening:
    """of."""

    def __init__(self, record: Record, access: Access, opening: Opening, new_id: NewId) -> None:
        """opening: the door of personnel. new_id: gives ids of visits."""
        self._record, self._access, self._opening, self._new_id = record, access, opening, new_id

    async def of(self, actor: Actor, owner: Owner, conversation: str, now: Instant) -> Visit | Refused:
        """Open a record to read and answer a conversation. See `Gate.open_conversation`."""
        asking, ground = self._new_id(), replace(CONVERSATION, decision_ref=conversation)
        found = await self._read(actor, owner, conversation, asking, now)
        if isinstance(found, Stored) and _opens(found, now):
            return await self._opening.asked_by_patient(actor, owner, ground, now)
        if found is not Outcome.ABSENT:
            detail = refusal_detail(NO_CONVERSATION, actor, ground) | EXPLAINS
            await self._access.log(owner, Entry(asking, now, Action.REFUSE, detail), Outcome.REFUSED, ("Task", _id_of(conversation)))
        return Refused(NO_CONVERSATION)

    async def _read(self, actor: Actor, owner: Owner, conversation: str, asking: UUID, now: Instant) -> Stored | Outcome:
        """Read this very conversation, as the gate's own question, where the actor's organisation keeps it."""
        if not conversation.startswith("Task/") or not is_id(_id_of(conversation)) or actor.organisation is None:
            return Outcome.ABSENT
        detail = {**_ABOUT_CONVERSATION, "actor": actor_detail(actor)}
        found = await self._record.read(
            owner=owner,
            type="Task",
            id=_id_of(conversation),
            narrow=AllOf((IS_CONVERSATION, FromCustodian(frozenset({actor.organisation})))),
            stamp=None,
            entry=Entry(asking, now, Action.READ, detail),
        )
        return found if isinstance(found, Stored | Outcome) else Outcome.ABSENT


def _opens(found: Stored, now: Instant) -> bool:
    """Say whether a conversation still opens the record: it is open, or ended not long ago; one that cannot be read opens nothing."""
    if found.deleted:
        return False
    task = orjson.loads(found.body)
    conversation, ended = conversation_from(task), ended_at(task)
    if conversation is None:
        return False
    return conversation.is_open or (ended is not None and now - ended <= OPEN_AFTER_END)


def _id_of(conversation: str) -> str:
    return conversation.removeprefix("Task/")
