"""Who is told that something about one resource waits: whoever may read that very resource today, and nobody else.

Source: docs/spec/notices.md#NOT-18; pasient- og brukerrettighetsloven § 3-4.
"""

from collections.abc import Mapping
from uuid import uuid4

from innsyn.gate.access import Access
from innsyn.gate.decide import closing, decide
from innsyn.gate.log.audience import Receiver, readers
from innsyn.gate.representing import ActsAs, Representing
from innsyn.gate.standing.speakers import PATIENT_SPEAKS, Speaker
from innsyn.gate.visit import Actor
from innsyn.kernel.clock import Instant
from innsyn.record.condition import Everything
from innsyn.record.entry import Action, Entry
from innsyn.record.record import Record
from innsyn.record.row_facts import row_facts
from innsyn.record.stored import Owner, Stored

_ABOUT = {"about": "told"}
_REPRESENTS: Mapping[str, ActsAs] = {"parent": "parent", "guardian": "guardian", "attorney": "attorney"}


class Receivers:
    """newest, of and of_one."""

    def __init__(self, record: Record, access: Access, representing: Representing) -> None:
        """record: where a resource is read when it is only named. representing: knows of whoever acts whether she still may."""
        self._record, self._access, self._representing = record, access, representing

    async def newest(self, owner: Owner, type_: str, id_: str, now: Instant) -> Stored | None:
        """Read what stands today of what somebody is to be told of, None for what is gone: an older version may say that more may read it.

        The program's own question, which stands in the log as such and shows nobody anything."""
        entry = Entry(uuid4(), now, Action.READ, _ABOUT)
        found = await self._record.read(owner=owner, type=type_, id=id_, narrow=Everything(), stamp=None, entry=entry)
        return found if isinstance(found, Stored) and found.body else None

    async def of(self, row: Stored, now: Instant, *, wrote: Speaker = PATIENT_SPEAKS) -> tuple[Receiver, ...]:
        """Say who is told: the patient or the parents of a small child, and whoever wrote for her while she still may.

        row: as it stands today."""
        told = await readers(self._access, row.owner, row_facts(row), now)
        is_told = any(each.key == wrote.key for each in told)
        return told if is_told else (*told, *await self._still(row, wrote, now))

    async def of_one(self, owner: Owner, type_: str, id_: str, now: Instant, *, wrote: Speaker = PATIENT_SPEAKS) -> tuple[Receiver, ...]:
        """Say the same of a resource by its name."""
        row = await self.newest(owner, type_, id_, now)
        return await self.of(row, now, wrote=wrote) if row else ()

    async def _still(self, row: Stored, wrote: Speaker, now: Instant) -> tuple[Receiver, ...]:
        """Give whoever wrote for her, as long as she may read what waits."""
        role = _REPRESENTS.get(wrote.as_)
        if role is None or not wrote.key:
            return ()
        actor = Actor(kind="citizen", key=wrote.key, name="", level="high")
        visit = await self._representing.supposed(actor, row.owner, role, now)
        if visit is None:
            return ()
        patient = (await self._access.learn(row.owner)).patient
        case = await self._access.case_of(visit, patient, now)
        may = closing(case, "read") is None and decide(case, "read", row_facts(row)).allowed
        return (Receiver(wrote.key, False, patient.is_protected),) if may else ()
