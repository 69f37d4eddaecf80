"""Asks the gate, on behalf of one client and one search: a page, everything up to a bound, or one resource.

Every question goes through the same narrowing and log as any other. A refusal inside a search looks like nothing found: what a chain may
not look at must not be told apart from what is not there.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from innsyn.edge.fhir_api.search.owning import is_owned
from innsyn.gate.refused import Refused
from innsyn.gate.values import Clause, Found, Owner, Query, Stored
from innsyn.kernel.outcome import Problem

if TYPE_CHECKING:
    from innsyn.gate.clients import ClientGate
    from innsyn.gate.clients.client import Client
    from innsyn.kernel.clock import Instant

MOST = 1_000
"""Most resources that one step of a chain, or what comes along with a page, may be."""

_PAGE = 500
_MOST_QUESTIONS = 60

TOO_MANY = Problem("too-costly", f"a step of a chain, _has or _list finds more than {MOST} resources: add a criterion to that step")
TOO_DEEP = Problem("too-costly", "this search needs too many steps: use fewer chains, or name the patient")

Owners = frozenset[Owner]


@dataclass(slots=True)
class Asking:
    """One search's way to the gate."""

    gate: "ClientGate"
    client: "Client"
    now: "Instant"
    base: str = ""
    _asked: int = field(default=0)

    async def page(self, query: Query, owners: Owners | None) -> Found | Refused | Problem:
        """Ask for one page. owners: the records to look in; None for all that the client may see, and for the directories."""
        self._asked += 1
        if self._asked > _MOST_QUESTIONS:
            return TOO_DEEP
        if owners is None or not any(map(is_owned, query.types)):
            return await self.gate.search(self.client, query, self.now)
        if not owners:
            return Found(total=0 if query.with_total else None)
        if len(owners) == 1:
            return await self.gate.search(self.client, query, self.now, whose=next(iter(owners)))
        return await self.gate.search(self.client, replace(query, owners=tuple(sorted(owners))), self.now)

    async def every(self, type_: str, clauses: Iterable[Clause], owners: Owners | None) -> list[Stored] | Problem:
        """Give everything that satisfies the clauses, or TOO_MANY."""
        query = Query((type_,), tuple(clauses), count=_PAGE)
        rows: list[Stored] = []
        while True:
            found = await self.page(query, owners)
            if isinstance(found, Problem):
                return found
            if isinstance(found, Refused):
                return rows
            rows += found.rows
            if len(rows) > MOST or (found.next is not None and len(rows) == MOST):
                return TOO_MANY
            if found.next is None:
                return rows
            query = replace(query, after=found.next)

    async def read(self, type_: str, id_: str) -> Stored | None:
        """Read one resource; None when it is absent, deleted or closed."""
        self._asked += 1
        found = await self.gate.read(self.client, type_, id_, self.now) if self._asked <= _MOST_QUESTIONS else None
        return found if isinstance(found, Stored) and not found.deleted else None
