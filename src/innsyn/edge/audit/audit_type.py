"""AuditEvent at the FHIR interface: read and searched, made anew from the log each time, never written by a client.

Source: FHIR R4 4.0.1, auditevent.html; IHE ITI-81 (RESTful ATNA) for the search; docs/adr/0020-audit-events.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import orjson

from innsyn.edge.audit.asked import REFERENCES, STRINGS, TOKENS, fulfils, read_asked
from innsyn.edge.audit.audit_event import audit_event
from innsyn.gate.clients.client import Client
from innsyn.gate.gate import Gate
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem

Pairs = Sequence[tuple[str, str]]

NO_SCOPE = Problem("forbidden", "the token's scopes do not grant AuditEvent")
NOT_A_PAGE = Problem("invalid", "this is not a page of this search", "_page")
_MOST_TURNS = 10


class SearchParameter(NamedTuple):
    """One search parameter, as the CapabilityStatement tells it."""

    name: str
    type: str
    documentation: str = ""


@dataclass(frozen=True, slots=True)
class AuditPage:
    """A page. resources: id and JSON bytes of each. next: cursor of the next page, None at the end. total is never told."""

    resources: tuple[tuple[str, bytes], ...] = ()
    next: str | None = None
    total: int | None = None


class AuditType:
    """Reads and searches events of one patient's log."""

    type = "AuditEvent"
    parameters = (
        SearchParameter("patient", "reference", "whose log: needed, unless the token is for one patient"),
        SearchParameter("date", "date"),
        *(SearchParameter(name, "reference") for name in REFERENCES if name != "patient"),
        *(SearchParameter(name, "token") for name in TOKENS),
        *(SearchParameter(name, "string") for name in STRINGS),
    )

    def __init__(self, gate: Gate) -> None:
        """gate: reads the log, and logs that it was read."""
        self._gate = gate

    async def read(self, client: Client, id_: str, now: Instant, *, base: str) -> bytes | list[Problem] | None:
        """Give one event, None when there is none that the client may know of."""
        if not client.may("read", self.type):
            return [NO_SCOPE]
        event = await self._gate.clients.event(client, id_, now)
        return None if event is None else orjson.dumps(audit_event(event, base))

    async def search(
        self, client: Client, parameters: Pairs, now: Instant, *, base: str, count: int, after: str | None
    ) -> AuditPage | list[Problem]:
        """Give a page of events, newest first."""
        if not client.may("search", self.type):
            return [NO_SCOPE]
        asked = read_asked(parameters, base, client.patient_id)
        if isinstance(asked, list):
            return asked
        if after is not None and not after.isdecimal():
            return [NOT_A_PAGE]
        owner = await self._gate.clients.whose(client, asked.patient_id)
        if owner is None:
            return AuditPage()
        before, made = int(after) if after else None, list[tuple[str, bytes]]()
        for _ in range(_MOST_TURNS):
            page = await self._gate.clients.events(client, owner, asked.period, now, before=before, count=count - len(made))
            found = [audit_event(event, base) for event in page.events]
            made += [(event["id"], orjson.dumps(event)) for event in found if fulfils(event, asked.criteria)]
            before = page.next
            if before is None or len(made) >= count:
                break
        return AuditPage(tuple(made), None if before is None else str(before))
