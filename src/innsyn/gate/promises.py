"""When an organisation's promises of an answer are due: what somebody who works there is told, and no patient of any of it.

Nothing but instants comes out, so that it stands in no patient's log. Source: docs/spec/dialogue.md#DLG-26.
"""

from dataclasses import dataclass
from datetime import timedelta

from innsyn.gate.directory import Directory
from innsyn.gate.rules.dialogue_facts import IS_CONVERSATION
from innsyn.gate.standing.conversations import TAKEN_BY
from innsyn.kernel.clock import Instant
from innsyn.record.condition import AllOf, FromCustodian
from innsyn.record.query import AnyOf, Clause, Query, TokenIs, Without
from innsyn.record.record import Record

SOON = timedelta(hours=24)
"""So long before the promised instant an answer is due soon."""

NEWS = timedelta(days=3)
"""What has been late for longer is told to nobody."""

_MOST = 20
"""Instants that are told of at most: promises end with a day, so that there are seldom more than two or three."""


@dataclass(frozen=True, slots=True)
class Due:
    """What concerns one who works there. soon: promised instants of what she has or nobody has, before they have passed.

    late: of all that waits, when they have."""

    soon: tuple[Instant, ...] = ()
    late: tuple[Instant, ...] = ()


class Promises:
    """due."""

    def __init__(self, record: Record, directory: Directory) -> None:
        """directory: says who works where."""
        self._record, self._directory = record, directory
        self.turn = record.watching.turn

    async def due(self, organisation: str, hpr: str, now: Instant, *, since: Instant) -> Due:
        """Say which promises of an organisation are due for somebody; nothing once she has no post there any more.

        since: when she asked to be told: what was late before is not told."""
        if not await self._works(hpr, organisation):
            return Due()
        hers = AnyOf((TokenIs("identifier", ((TAKEN_BY, hpr),)), Without(TokenIs("identifier", ((TAKEN_BY, None),)))))
        soon = await self._instants(organisation, (hers,), now, now + SOON)
        return Due(soon, await self._instants(organisation, (), max(since, now - NEWS), now))

    async def name(self, organisation: str) -> str:
        """Say what an organisation is called; empty when it is not in the directory."""
        known = await self._directory.organisation(organisation)
        return known.name if known else ""

    async def _works(self, hpr: str, organisation: str) -> bool:
        worker = await self._directory.personnel(hpr) if hpr else None
        return worker is not None and any([await self._directory.is_under(unit, organisation) for unit in worker.units])

    async def _instants(self, organisation: str, clauses: tuple[Clause, ...], after: Instant, until: Instant) -> tuple[Instant, ...]:
        """Step from one promised instant to the next: as many questions as there are instants, however many wait for each."""
        narrow, query = AllOf((IS_CONVERSATION, FromCustodian(frozenset({organisation})))), Query(("Task",), clauses, count=1)
        found: list[Instant] = []
        while len(found) < _MOST and after < until:
            answer = await self._record.waiting.promised(organisation, query, narrow, after=after, until=until)
            if not answer or answer[0] is None:
                break
            after = answer[0]
            found.append(after)
        return tuple(found)
