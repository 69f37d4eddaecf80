"""Finds a patient by national number for a machine client: logged in that patient's record, whoever keeps her Patient.

Source: pasientjournalloven § 19; docs/spec/access.md#AC-14.
"""

from collections.abc import Iterable

from innsyn.gate.access import Access
from innsyn.gate.clients.client import Client
from innsyn.gate.clients.entering import Entering
from innsyn.gate.opening import Opening
from innsyn.gate.refused import Refused
from innsyn.gate.visit import Visit
from innsyn.gate.visit_log import opening_detail
from innsyn.kernel.clock import Instant
from innsyn.kernel.ids import person_number
from innsyn.kernel.systems import PERSON_SYSTEMS
from innsyn.record.entry import Action, Entry
from innsyn.record.record import Record
from innsyn.record.stored import Owner


class ClientFinding:
    """find."""

    def __init__(self, record: Record, access: Access, entering: Entering, opening: Opening) -> None:
        """opening: the door of health workers, who find in the same way at the desk."""
        self._record, self._access, self._entering, self._opening = record, access, entering, opening

    async def find(self, client: Client, identifier: tuple[str, str], now: Instant) -> Owner | None:
        """Find a patient. See `ClientGate.find`."""
        system, value = identifier
        number = person_number(value)
        if system not in PERSON_SYSTEMS or number is None or not client.may("search", "Patient"):
            return None
        if client.actor.kind == "staff":
            found = await self._opening.find(client.actor, number, now)
            if isinstance(found, Refused):
                return None
            self._entering.found_by_staff(client, found.owner, found.visit_id)
            return found.owner
        owner = await self._record.find_owner("Patient", system, number.value, lambda owner: self._entry(client, owner, now))
        if owner is None:
            return None
        visit = await self._entering.enter(client, owner, now)
        await self._entering.look_again(client, owner, now)
        return owner if isinstance(visit, Visit) else None

    async def stumble(self, client: Client, numbers: Iterable[tuple[str, str]], now: Instant) -> None:
        """Log in a patient's record that a client learned of it by trying to create the same person once more."""
        for system, value in numbers:
            await self._record.find_owner("Patient", system, value, lambda owner: self._entry(client, owner, now))

    async def patient_in(self, owner: Owner) -> str | None:
        """Say the id of the Patient whose record this is; None while there is none."""
        known = (await self._access.known(owner)).patient.patient_id
        return known or (await self._access.learn(owner)).patient.patient_id

    def _entry(self, client: Client, owner: Owner, now: Instant) -> Entry:
        said = opening_detail(self._entering.nowhere(client, now))
        return Entry(self._entering.visit_id(client, owner, now), now, Action.FIND, {"actor": said["actor"], "ground": said["ground"]})
