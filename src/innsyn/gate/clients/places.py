"""Where the entries of a client's bundle may belong: in records it may enter, in those it begins, and in its organisation's own."""

from innsyn.fhir.bundle import Entry
from innsyn.gate.clients.client import Client
from innsyn.gate.clients.entering import Entering, kept_for
from innsyn.gate.clients.finding import ClientFinding
from innsyn.gate.clients.whereabouts import Whereabouts
from innsyn.gate.delivery.naming import Naming
from innsyn.gate.refused import Refused
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import Instant
from innsyn.record.ids import SHARED_TYPES
from innsyn.record.stored import SHARED, Owner


class ClientPlaces:
    """Places and naming of one delivery. It remembers which records the delivery begins."""

    def __init__(
        self,
        client: Client,
        entering: Entering,
        whereabouts: Whereabouts,
        finding: ClientFinding,
        naming: Naming,
        now: Instant,
    ) -> None:
        """naming: gives new patients their records."""
        self._client, self._entering, self._whereabouts = client, entering, whereabouts
        self._finding, self._naming, self._now = finding, naming, now
        self._new: set[Owner] = set()

    def owner(self, entry: Entry) -> Owner:
        """Give the record of a Patient who has none."""
        owner = self._naming.owner(entry)
        self._new.add(owner)
        return owner

    def id(self, entry: Entry, owner: Owner) -> str:
        """Give the id of what an entry creates."""
        return self._naming.id(entry, owner)

    async def visit(self, owner: Owner) -> Visit | Refused | None:
        """Enter a record, or begin it."""
        return await self._entering.enter(self._client, owner, self._now, is_new=owner in self._new)

    async def locate(self, type_: str, id_: str) -> Owner | None:
        """Say whose record an id is in, if the client may come in there."""
        owner = await self._whereabouts.locate(type_, id_)
        if owner == SHARED:
            return owner if type_ in SHARED_TYPES else None
        return owner if owner is not None and isinstance(await self.visit(owner), Visit) else None

    async def find(self, type_: str, identifier: tuple[str, str]) -> Owner | None:
        """Find a patient by national number."""
        return await self._finding.find(self._client, identifier, self._now) if type_ == "Patient" else None

    async def has_patient(self, owner: Owner) -> bool:
        """Say whether something can be about whose record this is."""
        return owner == self.of_nobody() or await self._finding.patient_in(owner) is not None

    def of_nobody(self) -> Owner | None:
        """Keep what is about no patient with the organisation."""
        organisation = self._client.actor.organisation
        return kept_for(organisation) if organisation and self._client.context == "system" else None
