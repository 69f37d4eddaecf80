"""Who may switch an office's services on and off, and the trace of whoever did.

What is switched stands in the address register; here stands only who asked for it, in the sealed log. Source: docs/spec/contacts.md#CON-8.
"""

from dataclasses import dataclass
from uuid import uuid4

from innsyn.gate.inboxes import may_answer
from innsyn.gate.offices import NO_POST
from innsyn.gate.refused import Refused
from innsyn.gate.visit import Actor
from innsyn.gate.visit_log import actor_detail
from innsyn.kernel.clock import Instant
from innsyn.record.entry import Action, Entry, Outcome
from innsyn.record.logbook import Act
from innsyn.record.record import Record
from innsyn.record.stored import SHARED


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """One service of one contact. organisation: number of whose the contact is, as the register says. process: of its profile."""

    her_id: int
    organisation: str
    process: str
    is_on: bool


class Switches:
    """may_switch, begin and fail."""

    def __init__(self, record: Record) -> None:
        """record: whose log is written."""
        self._record = record

    @staticmethod
    def may_switch(actor: Actor, organisation: str) -> bool:
        """Say whether somebody may switch the services of an organisation's contacts: its own personnel with a need."""
        return may_answer(actor) and actor.organisation == organisation

    async def begin(self, actor: Actor, switches: tuple[Switch, ...], now: Instant) -> Refused | None:
        """Write down who switches what, before anything is switched. Returns the no, which is written down too, or None.

        switches: all or none."""
        may = all(self.may_switch(actor, each.organisation) for each in switches)
        await self._log(actor, switches, Outcome.DONE if may else Outcome.REFUSED, now)
        return None if may else Refused(NO_POST)

    async def fail(self, actor: Actor, switches: tuple[Switch, ...], now: Instant) -> None:
        """Write down that what was begun did not come about."""
        await self._log(actor, switches, Outcome.ABSENT, now)

    async def _log(self, actor: Actor, switches: tuple[Switch, ...], outcome: Outcome, now: Instant) -> None:
        action = Action.REFUSE if outcome is Outcome.REFUSED else Action.UPDATE
        acts = [Act(Entry(uuid4(), now, action, _detail(actor, each)), outcome, "HealthcareService") for each in switches]
        await self._record.log(SHARED, acts)


def _detail(actor: Actor, switch: Switch) -> dict[str, object]:
    told = {"her_id": switch.her_id, "process": switch.process, "is_on": switch.is_on}
    return {"actor": actor_detail(actor), "switch": told}
