"""Reads what both sides hold, of one organisation or of all: bookings and the times they have, and what clinics' own systems say.

What the gate asks by itself stands in each log as that. Source: docs/spec/appointments.md#APP-15.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import orjson

from innsyn.gate.clients.entering import kept_for
from innsyn.gate.reconciliation.book import CONFIRMED, OFF, Book, ours_of
from innsyn.gate.reconciliation.told import DRIFT, OPEN
from innsyn.gate.rules.appointments import APPOINTMENT
from innsyn.gate.standing.statements import RECONCILIATION, STATEMENT, statement_of
from innsyn.gate.standing.timebooks import BUSY, TENTATIVE, time_of
from innsyn.kernel.clock import Instant
from innsyn.record.condition import AllOf, Condition, FromCustodian, OfType
from innsyn.record.entry import Action, Entry
from innsyn.record.query import BeginsWithin, Clause, Query, TokenIs
from innsyn.record.record import Record
from innsyn.record.stored import Found, Stored

ABOUT_RECONCILIATION = {"about": "reconciliation"}
"""Marks the gate's own look at what both sides hold: it shows nobody anything."""

_LONGEST = timedelta(days=30)
"""So long after its time an appointment that nobody has answered is still looked at."""

_TOGETHER = 200
_STATED = (TokenIs("code", ((RECONCILIATION, STATEMENT),)),)
NOTHING = Book()
"""What an organisation has that takes no bookings here."""


class Looking:
    """books, has_said, told and open_everywhere."""

    def __init__(self, record: Record) -> None:
        """record: where all of it is."""
        self._record = record

    async def books(self, now: Instant, organisation: str | None = None) -> Mapping[str, Book]:
        """Give the books by organisation number. organisation: only this one's; None for all that have any."""
        known, asked = (_status(*CONFIRMED, *OFF), BeginsWithin(now)), (_status("pending"), BeginsWithin(now - _LONGEST))
        taken = (_status(BUSY, TENTATIVE), BeginsWithin(now))
        appointments = [row for clauses in (known, asked) for row in await self._all(APPOINTMENT, clauses, organisation, now)]
        times = await self._all("Slot", taken, organisation, now)
        said = await self._all("List", _STATED, organisation, now)
        whose = {each.custodian for each in (*appointments, *times, *said) if each.custodian}
        by = {name: _by_custodian(rows) for name, rows in (("ours", appointments), ("times", times), ("said", said))}
        books = {each: _book(by["ours"][each], by["times"][each], by["said"][each]) for each in sorted(whose)}
        return {each: book for each, book in books.items() if book != NOTHING}

    async def has_said(self, organisation: str, now: Instant) -> bool:
        """Say whether a system of this organisation's own has said what it has: nothing else of it is read."""
        return bool(await self._all("List", _STATED, organisation, now))

    async def told(self, organisation: str, clauses: tuple[Clause, ...], now: Instant) -> tuple[Stored, ...]:
        """List the Tasks that tell an organisation of differences. clauses: what else must hold of them."""
        return await self._all("Task", (TokenIs("code", ((DRIFT, None),)), *clauses), organisation, now)

    async def open_everywhere(self, kinds: Iterable[str], now: Instant) -> frozenset[str]:
        """List the organisations that something is told of and open. kinds: of differences."""
        clauses = (TokenIs("code", tuple((DRIFT, each) for each in kinds)), _status(OPEN))
        return frozenset(each.custodian for each in await self._all("Task", clauses, None, now) if each.custodian)

    async def _all(self, type_: str, clauses: tuple[Clause, ...], organisation: str | None, now: Instant) -> tuple[Stored, ...]:
        """Find all of a type, page after page. What an organisation keeps is asked in its own record, but for appointments."""
        owner = kept_for(organisation) if organisation and type_ != APPOINTMENT else None
        query, rows = Query((type_,), clauses, count=_TOGETHER), list[Stored]()
        entry = Entry(uuid4(), now, Action.SEARCH, ABOUT_RECONCILIATION)
        while True:
            found = await self._record.search(owner=owner, query=query, narrow=_kept_by(type_, organisation), stamp=None, entry=entry)
            if not isinstance(found, Found):
                raise TypeError("what bookings stand on cannot be listed")
            rows += found.rows
            if found.next is None:
                return tuple(rows)
            query = replace(query, after=found.next)


def _kept_by(type_: str, organisation: str | None) -> Condition:
    of_type = OfType(frozenset({type_}))
    return AllOf((of_type, FromCustodian(frozenset({organisation})))) if organisation else of_type


def _by_custodian(rows: Iterable[Stored]) -> Mapping[str, list[Stored]]:
    found = defaultdict[str, list[Stored]](list)
    for each in rows:
        found[each.custodian or ""].append(each)
    return found


def _book(appointments: Iterable[Stored], times: Iterable[Stored], said: Iterable[Stored]) -> Book:
    statements = [statement_of(orjson.loads(each.body), each.recorded_at) for each in said]
    read = [time_of(orjson.loads(each.body), each.id, each.version, each.custodian or "") for each in times]
    return Book(
        ours=tuple(one for each in appointments if (one := ours_of(each)) is not None),
        times=tuple(each for each in read if each is not None),
        statement=max(statements, key=lambda each: each.at, default=None),
    )


def _status(*codes: str) -> TokenIs:
    return TokenIs("status", tuple((None, code) for code in codes))
