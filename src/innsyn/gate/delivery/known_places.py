"""Where entries belong, for a system that delivers for the operator: it may know of every record."""

from innsyn.gate.delivery.door import Door
from innsyn.gate.delivery.visits import Visits
from innsyn.gate.visit import Actor
from innsyn.kernel.clock import Instant
from innsyn.record.stored import Owner


class KnownPlaces:
    """Asks the gate."""

    def __init__(self, gate: Door, visits: Visits, actor: Actor, now: Instant) -> None:
        """visits: of the system that delivers."""
        self._gate, self._visits, self._actor, self._now = gate, visits, actor, now

    async def locate(self, type_: str, id_: str) -> Owner | None:
        """Say whose record an id is in. See `Places`."""
        return await self._gate.locate(type_, id_)

    async def find(self, type_: str, identifier: tuple[str, str]) -> Owner | None:
        """Find whose record has a resource with an identifier. See `Places`."""
        return await self._visits.find(type_, identifier, self._actor, self._now)

    async def has_patient(self, owner: Owner) -> bool:
        """Say whether there is a Patient in it."""
        return await self._gate.patient_in(owner) is not None

    def of_nobody(self) -> Owner | None:
        """Take in nothing that is about nobody: whoever delivers for others must say whose it is."""
        return None
