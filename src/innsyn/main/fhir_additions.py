"""What other packages add to the FHIR interface, in the form that it asks for: packages at the edge do not know each other."""

from collections.abc import Sequence

from innsyn.edge.audit import AuditType
from innsyn.edge.fhir_api.ports import Additions, Pairs, Parameter, VirtualPage
from innsyn.gate.clients.client import Client
from innsyn.gate.gate import Gate
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem


class AuditEvents:
    """AuditEvent as a type of the FHIR interface."""

    def __init__(self, audit: AuditType) -> None:
        """audit: reads the log."""
        self._audit = audit
        self.type = audit.type
        self.parameters: Sequence[Parameter] = [Parameter(*each) for each in audit.parameters]

    async def read(self, client: Client, id_: str, now: Instant, *, base: str) -> bytes | list[Problem] | None:
        """Read one event."""
        return await self._audit.read(client, id_, now, base=base)

    async def search(
        self, client: Client, parameters: Pairs, now: Instant, *, base: str, count: int, after: str | None
    ) -> VirtualPage | list[Problem]:
        """Search events."""
        page = await self._audit.search(client, parameters, now, base=base, count=count, after=after)
        return page if isinstance(page, list) else VirtualPage(page.resources, page.next)


def fhir_additions(gate: Gate) -> Additions:
    """List what is added."""
    return Additions(virtual_types=(AuditEvents(AuditType(gate)),))


def joined(*additions: Additions) -> Additions:
    """Make one list of several."""
    return Additions(
        operations=[each for one in additions for each in one.operations],
        virtual_types=[each for one in additions for each in one.virtual_types],
        kept_types=[each for one in additions for each in one.kept_types],
    )
