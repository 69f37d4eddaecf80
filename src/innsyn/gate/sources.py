"""Which organisations have something in a record, as far as a visit may see it.

Source: docs/spec/representation.md#REP-4 (a power of attorney may be for some organisations alone); docs/spec/shields.md.
"""

from dataclasses import dataclass

from innsyn.gate.access import Access, Permit
from innsyn.gate.directory import Directory
from innsyn.gate.refused import Refused
from innsyn.gate.relations import REGISTER_KEEPER
from innsyn.gate.rules.access_facts import PATIENT_KEEPS
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import Instant
from innsyn.record.condition import AllOf, FromCustodian, Not
from innsyn.record.entry import Action, Entry
from innsyn.record.record import Record
from innsyn.record.stored import Found, Stale

_AT_ONCE, _MOST_TURNS = 20, 60
_ABOUT = {"about": "sources"}
_NO_SOURCES = {PATIENT_KEEPS, REGISTER_KEEPER}
"""Who keeps how access is arranged, and treats nobody."""


@dataclass(frozen=True, slots=True)
class Source:
    """An organisation that keeps something. number: organisation number. name: empty when the directory does not know it."""

    number: str
    name: str


class Sources:
    """of."""

    def __init__(self, record: Record, access: Access, directory: Directory) -> None:
        """directory: says what organisations are called."""
        self._record, self._access, self._directory = record, access, directory

    async def of(self, visit: Visit, now: Instant) -> tuple[Source, ...] | Refused:
        """List the organisations. See `Gate.sources`."""
        known: set[str] = set()
        for _ in range(_MOST_TURNS):
            more = await self._more(visit, known, now)
            if isinstance(more, Refused):
                return more
            if not more:
                break
            known |= more
        named = [Source(number, await self._name(number)) for number in known - _NO_SOURCES]
        return tuple(sorted(named, key=lambda source: (not source.name, source.name.casefold(), source.number)))

    async def _more(self, visit: Visit, known: set[str], now: Instant) -> set[str] | Refused:
        """Find some more: who keeps the newest things in the record that none of those known keeps."""

        async def question(permit: Permit) -> Found | Stale:
            narrow = AllOf((permit.condition, Not(FromCustodian(frozenset(known)))))
            entry = Entry(visit.id, now, Action.HISTORY, _ABOUT)
            answer = await self._record.history(owner=visit.owner, narrow=narrow, stamp=permit.stamp, entry=entry, count=_AT_ONCE)
            return answer if isinstance(answer, Found | Stale) else Found()

        answer = await self._access.ask(visit, "read", now, question)
        return answer if isinstance(answer, Refused) else {row.custodian for row in answer.rows if row.custodian}

    async def _name(self, number: str) -> str:
        organisation = await self._directory.organisation(number)
        return organisation.name if organisation else ""
