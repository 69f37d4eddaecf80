"""The directories and catalogues as a machine client may see them: by scope, since they belong to nobody. Nothing of a patient is there."""

from dataclasses import replace

from innsyn.gate.clients.client import Client
from innsyn.gate.clients.narrowed import NO_SCOPE
from innsyn.gate.reading import Page
from innsyn.gate.refused import Refused
from innsyn.gate.scopes import Interaction
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem
from innsyn.record.condition import Everything, holds
from innsyn.record.query import Query
from innsyn.record.record import Record
from innsyn.record.row_facts import row_facts
from innsyn.record.stored import Found, Stored

_SEVERAL_NARROWED = Problem("not-supported", "a directory is searched with one scope of a type: these narrow it in several ways")


class Directories:
    """read, vread, history and search of what belongs to nobody."""

    def __init__(self, record: Record) -> None:
        """record: where they are."""
        self._record = record

    async def read(self, client: Client, type_: str, id_: str) -> Stored | Refused | None:
        """Read the version that stands; a deleted one comes as a deletion."""
        return _granted(client, type_, await self._record.shared_read(type_, id_)) if client.may("read", type_) else NO_SCOPE

    async def vread(self, client: Client, type_: str, id_: str, version: int) -> Stored | Refused | None:
        """Read one version."""
        if not client.may("read", type_):
            return NO_SCOPE
        found = await self._record.shared_history(type_, id_, count=1, version=version)
        rows = found.rows if isinstance(found, Found) else ()
        return _granted(client, type_, rows[0]) if rows else None

    async def history(self, client: Client, type_: str, id_: str | None, page: Page, since: Instant | None) -> Found | Refused | Problem:
        """List versions of one entry, or of a type, newest first, recorded from `since` on."""
        interaction: Interaction = "read" if id_ else "search"
        if not client.may(interaction, type_):
            return NO_SCOPE
        found = await self._record.shared_history(type_, id_, count=page.count, after=page.after)
        if isinstance(found, Problem):
            return found
        granted = client.condition(interaction, type_)
        recent = tuple(row for row in found.rows if since is None or row.recorded_at >= since)
        is_over = len(recent) < len(found.rows)
        shown = tuple(row for row in recent if granted == Everything() or holds(granted, row_facts(row)))
        return Found(shown, None if is_over else found.next)

    async def search(self, client: Client, query: Query) -> Found | Refused | Problem:
        """Search one type."""
        alternatives = client.granted.clauses("search", query.types[0])
        if not alternatives:
            return NO_SCOPE
        if () not in alternatives and len(alternatives) > 1:
            return _SEVERAL_NARROWED
        narrowed = () if () in alternatives else alternatives[0]
        return await self._record.shared_search(replace(query, clauses=(*query.clauses, *narrowed)))


def _granted(client: Client, type_: str, stored: Stored | None) -> Stored | None:
    granted = client.condition("read", type_)
    return stored if stored is not None and (granted == Everything() or holds(granted, row_facts(stored))) else None
