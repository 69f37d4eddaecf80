"""Opens visits for machine clients: one for each client, record and day, in the patient's log before anything is shown.

A system comes in only where its organisation keeps something, where it found the patient by number that day, or where it brings a new
one. Source: docs/adr/0016-machine-clients.md; docs/spec/access.md#AC-2, #AC-14.
"""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from uuid import UUID, uuid5
from weakref import WeakValueDictionary

from innsyn.fhir.definitions.tables import resource_types
from innsyn.gate.access import Access
from innsyn.gate.clients.client import Client
from innsyn.gate.clients.narrowed import NOT_ATTESTED
from innsyn.gate.decide import closing
from innsyn.gate.grounds import CLIENT, CLIENT_FOUND, OWN_RECORD
from innsyn.gate.opening import OUTSIDE, Opening
from innsyn.gate.refused import Refused
from innsyn.gate.remembering import Remembered
from innsyn.gate.visit import Actor, Ground, Role, Visit
from innsyn.gate.visit_log import actor_detail, opening_detail, refusal_detail
from innsyn.kernel.clock import NORWAY, Instant, norwegian_date
from innsyn.record.condition import FromCustodian
from innsyn.record.entry import Action, Entry, Outcome
from innsyn.record.ids import SHARED_TYPES, derived_owner, patient_id
from innsyn.record.log_row import LogRow
from innsyn.record.record import Record
from innsyn.record.stored import SHARED, Found, Owner

ABOUT_KEEPING = {"about": "keeping"}
"""Marks the gate's own question whether an organisation keeps anything in a record: it shows nobody anything."""

_CLIENTS = UUID("5b0e7a64-0d0b-5d0c-9f6e-3f1b6a9c2d40")
"""Namespace of clients' visits."""

_MOST = 20_000


def kept_for(organisation: str) -> Owner:
    """Give the record of what an organisation keeps that is about no patient: no Patient is ever in it."""
    return derived_owner(f"organisation/{organisation}")


class Entering:
    """Opens and remembers visits."""

    def __init__(self, record: Record, access: Access, opening: Opening) -> None:
        """opening: the door of health workers."""
        self._record, self._access, self._opening = record, access, opening
        self._open: Remembered[object, Visit] = Remembered(_MOST)
        self._finds: Remembered[tuple[Actor, Owner], UUID] = Remembered(_MOST)
        self._turns: WeakValueDictionary[object, asyncio.Lock] = WeakValueDictionary()

    async def enter(self, client: Client, owner: Owner, now: Instant, *, is_new: bool = False) -> Visit | Refused | None:
        """Open a record, or go on in the visit that is open.

        is_new: the client brings the patient. Returns None where the client has nothing to do, which looks like no record at all."""
        match client.actor.kind, client.context:
            case "system", "system":
                return await self._of_system(client, owner, now, is_new=is_new)
            case "citizen", "patient" | "user":
                return await self._of_citizen(client, owner, now)
            case "staff", "patient" | "user":
                return await self._of_staff(client, owner, now)
        return None

    def visit_id(self, client: Client, owner: Owner, now: Instant) -> UUID:
        """Name a client's visit to a record: the same all day, in every process."""
        actor = client.actor
        who = f"{client.context}/{client.client_id}/{actor.kind}/{actor.key}/{actor.level}/{actor.organisation}/{actor.name}"
        return uuid5(_CLIENTS, f"{who}/{owner}/{norwegian_date(now)}")

    def nowhere(self, client: Client, now: Instant) -> Visit:
        """Make the visit of a system's question to all records at once: it is opened in none."""
        return self._visit(client, SHARED, "", "system", CLIENT, now)

    async def look_again(self, client: Client, owner: Owner, now: Instant) -> Visit | None:
        """Go on in a system's visit as one that found the patient, when the log says that it has: perhaps in another process."""
        visit = self._open.get(self.visit_id(client, owner, now))
        if visit is None or visit.ground != CLIENT or not _has_found(await self._record.log_of_visit(owner, visit.id)):
            return None
        return self._open.keep(visit.id, replace(visit, ground=CLIENT_FOUND))

    def found_by_staff(self, client: Client, owner: Owner, visit_id: UUID) -> None:
        """Note which visit a health worker's finding was, so that opening the record is the same."""
        self._finds.keep((client.actor, owner), visit_id)

    async def _of_system(self, client: Client, owner: Owner, now: Instant, *, is_new: bool) -> Visit | Refused | None:
        visit = self._open.get(self.visit_id(client, owner, now))
        if visit is not None:
            return visit
        async with self._turn(self.visit_id(client, owner, now)):
            return self._open.get(self.visit_id(client, owner, now)) or await self._first_today(client, owner, now, is_new=is_new)

    async def _first_today(self, client: Client, owner: Owner, now: Instant, *, is_new: bool) -> Visit | Refused | None:
        whose = patient_id(owner)
        visit = self._visit(client, owner, whose, "system", CLIENT, now)
        rows = await self._record.log_of_visit(owner, visit.id)
        if _has_found(rows):
            visit = replace(visit, ground=CLIENT_FOUND)
        elif not (is_new or _is_opened(rows) or self._is_own(client, owner) or await self._keeps(visit, now)):
            await self._turned_away(visit, now)
            return None
        return await self._opened(visit, now, is_logged=_is_opened(rows))

    async def _turned_away(self, visit: Visit, now: Instant) -> None:
        """Log in the patient's record that somebody asked from outside; there is nobody to tell where there is no patient."""
        if (await self._access.learn(visit.owner)).patient.patient_id is not None:
            detail = refusal_detail(OUTSIDE, visit.actor, visit.ground)
            await self._access.log(visit.owner, Entry(visit.id, now, Action.REFUSE, detail), Outcome.REFUSED)

    async def _outside(self, client: Client, owner: Owner, now: Instant) -> Refused:
        """Log in a patient's record that somebody asked for it with a token for another, or for one that is not hers."""
        entry = Entry(self.visit_id(client, owner, now), now, Action.REFUSE, refusal_detail(OUTSIDE, client.actor))
        await self._access.log(owner, entry, Outcome.REFUSED)
        return Refused(OUTSIDE)

    async def _of_citizen(self, client: Client, owner: Owner, now: Instant) -> Visit | Refused | None:
        visit = self._open.get(self.visit_id(client, owner, now))
        if visit is not None:
            return visit if _is_bound_to(client, visit.patient_id) else await self._outside(client, owner, now)
        patient = (await self._access.learn(owner)).patient
        if patient.patient_id is None:
            return None
        if client.actor.key not in patient.person_keys or not _is_bound_to(client, patient.patient_id):
            return await self._outside(client, owner, now)
        async with self._turn(self.visit_id(client, owner, now)):
            named = client.actor if client.actor.name else replace(client.actor, name=patient.name)
            visit = replace(self._visit(client, owner, patient.patient_id, "self", OWN_RECORD, now), actor=named)
            rows = await self._record.log_of_visit(owner, visit.id)
            return await self._opened(visit, now, is_logged=_is_opened(rows))

    async def _of_staff(self, client: Client, owner: Owner, now: Instant) -> Visit | Refused | None:
        key = (client.actor, client.ground, client.client_id, owner)
        if client.ground is None:
            return NOT_ATTESTED
        async with self._turn(key):
            visit = self._open.get(key)
            whose = (await self._access.learn(owner)).patient.patient_id if visit is None else visit.patient_id
            if whose is None:
                return None
            if not _is_bound_to(client, whose):
                return await self._outside(client, owner, now)
            if visit is not None and not visit.is_over(now):
                return visit
            opened = await self._opening.staff(client.actor, owner, client.ground, now, self._finds.get((client.actor, owner)))
            return opened if isinstance(opened, Refused) else self._open.keep(key, opened)

    async def _opened(self, visit: Visit, now: Instant, *, is_logged: bool) -> Visit | Refused:
        """Open a day's visit, unless a rule closes the whole record; another process may have opened it before."""
        patient = (await self._access.learn(visit.owner)).patient
        case = await self._access.case_of(visit, patient, now)
        if (verdict := closing(case, "read")) is not None and closing(case, "write") is not None:
            return await self._access.refuse(visit, verdict, now, about=(None, None))
        if not is_logged:
            detail = opening_detail(replace(visit, opened_at=now))
            await self._access.log(visit.owner, Entry(visit.id, now, Action.OPEN, detail))
        return self._open.keep(visit.id, visit)

    async def _keeps(self, visit: Visit, now: Instant) -> bool:
        """Ask whether the organisation keeps or kept anything here: one statement, logged as the gate's own question."""
        organisation = visit.actor.organisation
        if organisation is None:
            return False
        found = await self._record.history(
            owner=visit.owner,
            narrow=FromCustodian(frozenset({organisation})),
            stamp=None,
            entry=Entry(visit.id, now, Action.HISTORY, {**ABOUT_KEEPING, "actor": actor_detail(visit.actor)}),
            count=1,
        )
        return isinstance(found, Found) and bool(found.rows)

    def _is_own(self, client: Client, owner: Owner) -> bool:
        return client.actor.organisation is not None and owner == kept_for(client.actor.organisation)

    def _visit(self, client: Client, owner: Owner, whose: str, role: Role, ground: Ground, now: Instant) -> Visit:
        """Make a visit that lasts from midnight to midnight in Norway, whatever instant was first."""
        day = datetime.combine(norwegian_date(now), time.min, tzinfo=NORWAY)
        until = datetime.combine(norwegian_date(now) + timedelta(days=1), time.min, tzinfo=NORWAY)
        return Visit(
            id=self.visit_id(client, owner, now),
            owner=owner,
            patient_id=whose,
            actor=client.actor,
            role=role,
            ground=ground,
            opened_at=day.astimezone(UTC),
            expires_at=until.astimezone(UTC),
        )

    def _turn(self, key: object) -> asyncio.Lock:
        """Let one at a time open the same visit."""
        return self._turns.setdefault(key, asyncio.Lock())


def _is_bound_to(client: Client, whose: str) -> bool:
    """Say whether a token may be used for this patient: one of context `patient` only for the patient it names."""
    return client.patient_id == whose or (client.context == "user" and client.patient_id is None)


def _is_opened(rows: list[LogRow]) -> bool:
    return any(row.action == Action.OPEN for row in rows)


def _has_found(rows: list[LogRow]) -> bool:
    return any(row.action == Action.FIND and row.outcome == "done" for row in rows)


def patients_types() -> tuple[str, ...]:
    """List the types that can be in a patient's record."""
    return tuple(sorted(resource_types() - SHARED_TYPES))
