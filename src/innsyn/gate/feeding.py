"""Opening a record for a private calendar address: in the name of whoever made it, with the rights she has today.

All that one address fetches on one day is one line of the log. Source: docs/spec/calendar.md#CAL-7.
"""

from dataclasses import dataclass
from uuid import UUID, uuid5

from innsyn.gate.access import Access
from innsyn.gate.grounds import CALENDAR_FEED
from innsyn.gate.keys import Keys
from innsyn.gate.opening import NO_RECORD, Opening
from innsyn.gate.refused import Refused
from innsyn.gate.register import RegisteredPerson
from innsyn.gate.relations import Relations
from innsyn.gate.representing import ActsAs, Representing
from innsyn.gate.visit import CITIZEN_VISIT, Actor, Role, Visit
from innsyn.kernel.clock import Instant, norwegian_date
from innsyn.kernel.ids import PersonNumber, person_number
from innsyn.record.stored import Owner

_ACTS: dict[str, ActsAs] = {"parent": "parent", "guardian": "guardian", "attorney": "attorney"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPass:
    """What an address gives: whose record, to whom, in which role. id: of the address."""

    id: UUID
    person_key: str
    owner: Owner
    role: str


class Feeding:
    """open."""

    def __init__(self, access: Access, keys: Keys, opening: Opening, representing: Representing, relations: Relations) -> None:
        """keys: find the number behind a person's key."""
        self._access, self._keys, self._opening = access, keys, opening
        self._representing, self._relations = representing, relations

    async def open(self, asked: FeedPass, now: Instant) -> Visit | Refused:
        """Open the record. See `Gate.open_feed`."""
        number = person_number(self._keys.number_behind(asked.person_key) or "")
        if number is None:
            return Refused(NO_RECORD)
        visit_id = uuid5(asked.id, norwegian_date(now).isoformat())
        role = _ACTS.get(asked.role)
        actor = Actor(kind="citizen", key=asked.person_key, name="", level="high")
        if role is None:
            return await self._own(actor, asked.owner, visit_id, now)
        named = Actor(kind="citizen", key=asked.person_key, name=await self._name(number, now), level="high")
        return await self._representing.open(named, asked.owner, role, now, feed=visit_id)

    async def _own(self, actor: Actor, owner: Owner, visit_id: UUID, now: Instant) -> Visit | Refused:
        patient = (await self._access.learn(owner)).patient
        role: Role = "self"
        visit = Visit(
            id=visit_id, owner=owner, patient_id=patient.patient_id or "", actor=actor, role=role, ground=CALENDAR_FEED, opened_at=now,
            expires_at=now + CITIZEN_VISIT,
        )  # fmt: skip
        return await self._opening.enter(visit)

    async def _name(self, number: PersonNumber, now: Instant) -> str:
        """Say who it is, for the patient's log."""
        registered = await self._relations.person(number, now)
        return registered.name if isinstance(registered, RegisteredPerson) else ""
