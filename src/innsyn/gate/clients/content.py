"""The content of a document for a health worker's or citizen's client: a Binary is judged by the document that points at it.

Source: HL7 FHIR R4 DocumentReference.content, Binary.securityContext; docs/spec/access.md#AC-7.
"""

from innsyn.gate.access import Access, Permit
from innsyn.gate.clients.client import Client
from innsyn.gate.clients.narrowed import both
from innsyn.gate.content import Contents
from innsyn.gate.refused import Refused
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem
from innsyn.record.entry import Action, Entry
from innsyn.record.query import Query, UriIs
from innsyn.record.record import Record
from innsyn.record.stored import Found, Stale, Stored

_ABOUT_CONTENT = {"about": "content"}
_MOST = 10


class ClientContents:
    """read."""

    def __init__(self, record: Record, access: Access, contents: Contents) -> None:
        """contents: reads a Binary through its document."""
        self._record, self._access, self._contents = record, access, contents

    async def read(self, client: Client, visit: Visit, id_: str, now: Instant) -> Stored | None:
        """Read a Binary through a document that the visit and the token may see; None when there is none."""
        url = f"Binary/{id_}"
        for document in await self._documents(client, visit, url, now):
            found = await self._contents.read(visit, document.id, url, now)
            if isinstance(found, Stored):
                return found
        return None

    async def _documents(self, client: Client, visit: Visit, url: str, now: Instant) -> tuple[Stored, ...]:
        scopes = client.condition("read", "DocumentReference")

        async def question(permit: Permit) -> Found | Stale | Problem:
            return await self._record.search(
                owner=visit.owner,
                query=Query(("DocumentReference",), (UriIs("location", (url,)),), count=_MOST),
                narrow=both(permit.condition, scopes),
                stamp=permit.stamp,
                entry=Entry(visit.id, now, Action.SEARCH, _ABOUT_CONTENT),
            )

        found: Found | Refused | Problem = await self._access.ask(visit, "read", now, question, about=("Binary", None))
        return found.rows if isinstance(found, Found) else ()
