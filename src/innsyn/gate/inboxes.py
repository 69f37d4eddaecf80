"""How each organisation answers those who write to it: read by everybody, changed by its own personnel alone.

Source: docs/spec/dialogue.md#DLG-20; docs/adr/0029-dialogue.md.
"""

from typing import Literal
from uuid import uuid4

import orjson

from innsyn.gate.offices import NO_POST
from innsyn.gate.refused import Refused
from innsyn.gate.rules.professions import PROFESSIONS, WITHOUT_NEED
from innsyn.gate.standing.inboxes import Inbox, inbox_body, inbox_from, inbox_id
from innsyn.gate.visit import Actor
from innsyn.gate.visit_log import actor_detail
from innsyn.kernel.clock import Instant
from innsyn.kernel.ids import is_organisation_number
from innsyn.record.entry import Action, Entry
from innsyn.record.record import Record
from innsyn.record.stored import SHARED, Conflict, Stale, Write


class Inboxes:
    """of and keep. Nothing of a patient is here."""

    def __init__(self, record: Record) -> None:
        """record: whose directories hold them."""
        self._record = record

    async def of(self, organisation: str) -> Inbox:
        """Say how an organisation answers; one that has said nothing answers as everybody does. organisation: number."""
        stored = (
            await self._record.shared_read("HealthcareService", inbox_id(organisation)) if is_organisation_number(organisation) else None
        )
        if stored is None:
            return Inbox(organisation=organisation)
        if stored.deleted or stored.custodian is not None:
            return Inbox(organisation=organisation, version=stored.version)
        return inbox_from(orjson.loads(stored.body), organisation, stored.version)

    async def keep(self, actor: Actor, inbox: Inbox, now: Instant) -> Inbox | Refused | Conflict:
        """Keep how an actor's organisation answers from now on. inbox: as `of` gave it, changed.

        Returns what stands now; the no for anybody else's; or the Conflict when somebody has changed it meanwhile."""
        if not may_answer(actor) or inbox.organisation != actor.organisation:
            return Refused(NO_POST)
        body = orjson.dumps(inbox_body(inbox, actor.organisation_name))
        verb: Literal["create", "update"] = "create" if inbox.version is None else "update"
        write = Write(verb, "HealthcareService", body, id=inbox_id(inbox.organisation), expected_version=inbox.version)
        entry = Entry(uuid4(), now, Action.UPDATE, {"actor": actor_detail(actor)})
        answer = await self._record.write(owner=SHARED, writes=[write], stamp=None, entry=entry)
        if isinstance(answer, Stale):
            raise TypeError("directories have no standing facts")
        return answer if isinstance(answer, Conflict) else await self.of(inbox.organisation)


def may_answer(actor: Actor) -> bool:
    """Say whether somebody may answer those who write to her organisation: personnel with a need, with the high level of login."""
    has_need = actor.profession in PROFESSIONS and actor.profession not in WITHOUT_NEED
    return actor.kind == "staff" and actor.level == "high" and has_need and is_organisation_number(actor.organisation or "")
