"""Acting for somebody else: whom a citizen may act for, and opening that person's record in that role.

Every act is logged in the record it concerns, as by the one who acts. Source: docs/spec/representation.md; EHDS article 4(2).
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal
from uuid import UUID

from innsyn.gate.access import Access
from innsyn.gate.acting_now import open_areas, open_sources
from innsyn.gate.decide import closing
from innsyn.gate.grounds import CALENDAR_FEED, REPRESENTS
from innsyn.gate.keys import Keys
from innsyn.gate.opening import NewId, Opening
from innsyn.gate.refused import Refused
from innsyn.gate.register import RegisteredPerson, RegisterUnavailable
from innsyn.gate.relations import Relations
from innsyn.gate.rules.access_facts import IS_GRANT, IS_REGISTERED
from innsyn.gate.rules.age import FULL_AGE, whole_years
from innsyn.gate.rules.areas import Area
from innsyn.gate.rules.guardians import cares_by_errand
from innsyn.gate.rules.relations import Grant
from innsyn.gate.standing.relatives import GUARDIAN_ROLE, is_protected
from innsyn.gate.visit import CITIZEN_VISIT, Actor, Role, Visit
from innsyn.gate.visit_log import actor_detail
from innsyn.kernel.clock import Instant, norwegian_date
from innsyn.kernel.ids import PersonNumber, person_number
from innsyn.kernel.outcome import Verdict
from innsyn.kernel.systems import D_NUMBER, HELP_NUMBER, PERSON_NUMBER
from innsyn.record.condition import AllOf, Condition, HasCode
from innsyn.record.entry import Action, Entry
from innsyn.record.query import Query, ReferenceIs, TokenIs
from innsyn.record.record import Record
from innsyn.record.stored import Found, Owner

ActsAs = Literal["parent", "guardian", "attorney"]

REGISTER_AWAY = Verdict(False, "gate.register_away", "REP-0", "docs/spec/representation.md#REP-2")
NOBODY = Verdict(False, "gate.rule.another_patient", "VIS-2", "Tillitsrammeverk ATT-4")
ABOUT_REPRESENTING = {"about": "representation"}
"""Marks the log row of the gate's own question whom somebody may act for: it shows nobody anything."""

_SYSTEMS = {"person_number": PERSON_NUMBER, "d_number": D_NUMBER, "help_number": HELP_NUMBER}
_MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Represented:
    """Somebody a citizen may act for, or might have expected to.

    name, born_on: empty and None where the answer is no and she may not be told. areas: None for the whole record.
    organisations: numbers of those whose information is open, empty for all. is_by_errand: a guardian who sees what municipalities keep.
    until: last day, None when it ends by itself or never. verdict: why not, None for yes."""

    owner: Owner
    role: ActsAs
    name: str = field(repr=False)
    born_on: date | None = field(repr=False)
    areas: frozenset[Area] | None = None
    organisations: frozenset[str] = frozenset()
    is_by_errand: bool = False
    until: date | None = None
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Representations:
    """All a citizen may act for. is_complete: false when the population register did not answer, so that children may be missing."""

    people: tuple[Represented, ...]
    is_complete: bool


class Representing:
    """who, and open."""

    def __init__(self, record: Record, access: Access, keys: Keys, opening: Opening, relations: Relations, new_id: NewId) -> None:
        """relations: asks the population register. new_id: gives ids of visits."""
        self._record, self._access, self._keys, self._opening = record, access, keys, opening
        self._relations, self._new_id = relations, new_id

    async def who(self, actor: Actor, now: Instant) -> Representations:
        """List whom a citizen may act for. See `Gate.represents`."""
        number = self._number(actor)
        if number is None:
            return Representations((), is_complete=False)
        registered = await self._relations.person(number, now)
        known = await self._known(actor, now)
        found = [each async for each in self._registered(known, registered, now)]
        seen = {each.owner for each in found if each.role == "guardian"}
        found += [each async for each in self._guarded(known, number, now) if each.owner not in seen]
        found += [each async for each in self._granted(known, number, now)]
        order = {"parent": 0, "guardian": 1, "attorney": 2}
        people = sorted(found, key=lambda each: (each.verdict is not None, order[each.role], each.born_on or date.max, each.name))
        return Representations(tuple(people), is_complete=not isinstance(registered, RegisterUnavailable))

    async def open(self, actor: Actor, owner: Owner, role: ActsAs, now: Instant, *, feed: UUID | None = None) -> Visit | Refused:
        """Open the record of somebody a citizen acts for. See `Gate.open_for`. feed: id of a private address's visit."""
        is_known = role == "attorney" or await self._relations.refresh(owner, now)
        patient_id = (await self._access.learn(owner)).patient.patient_id
        if patient_id is None:
            return Refused(NOBODY)
        visit = await self._visit(await self._known(actor, now), owner, patient_id, role, now)
        if feed is not None:
            visit = replace(visit, id=feed, ground=replace(visit.ground, basis=CALENDAR_FEED.basis))
        return await self._opening.enter(visit) if is_known else await self._opening.refuse(visit, REGISTER_AWAY)

    async def supposed(self, actor: Actor, owner: Owner, role: ActsAs, now: Instant) -> Visit | None:
        """Give the visit that somebody would have now, to ask the rules what she could see; it is never opened. None without a patient."""
        patient_id = (await self._access.learn(owner)).patient.patient_id
        return await self._visit(await self._known(actor, now), owner, patient_id, role, now) if patient_id else None

    async def _registered(self, actor: Actor, registered: object, now: Instant) -> AsyncIterator[Represented]:
        if not isinstance(registered, RegisteredPerson):
            return
        roles: list[tuple[ActsAs, PersonNumber]] = [("parent", each) for each in registered.children]
        roles += [("guardian", each) for each in registered.wards]
        for role, number in roles[:_MOST]:
            if (owner := await self._find(actor, number, now)) is not None:
                await self._relations.refresh(owner, now)
                yield await self._represented(actor, owner, role, now)

    async def _guarded(self, actor: Actor, number: PersonNumber, now: Instant) -> AsyncIterator[Represented]:
        """Find those the register has named the citizen as guardian of: it tells so of the ward, not of the guardian."""
        identifier = TokenIs("identifier", ((_SYSTEMS[number.kind], number.value),))
        role = TokenIs("relationship", (GUARDIAN_ROLE,))
        for owner in await self._owners(actor, Query(("RelatedPerson",), (identifier, role), count=_MOST), IS_REGISTERED, now):
            await self._relations.refresh(owner, now)
            yield await self._represented(actor, owner, "guardian", now)

    async def _granted(self, actor: Actor, number: PersonNumber, now: Instant) -> AsyncIterator[Represented]:
        """Find the powers of attorney that name the citizen, in whoever's record: logged there as the gate's own question."""
        receiver = ReferenceIs("actor", (f"{_SYSTEMS[number.kind]}|{number.value}",))
        query = Query(("Consent",), (receiver, TokenIs("status", ((None, "active"),))), count=_MOST)
        for owner in await self._owners(actor, query, AllOf((IS_GRANT, HasCode("status", "active"))), now):
            yield await self._represented(actor, owner, "attorney", now)

    async def _owners(self, actor: Actor, query: Query, narrow: Condition, now: Instant) -> tuple[Owner, ...]:
        entry = Entry(self._new_id(), now, Action.SEARCH, {**ABOUT_REPRESENTING, "actor": actor_detail(actor)})
        found = await self._record.search(owner=None, query=query, narrow=narrow, stamp=None, entry=entry)
        return tuple(dict.fromkeys(row.owner for row in found.rows)) if isinstance(found, Found) else ()

    async def _represented(self, actor: Actor, owner: Owner, role: ActsAs, now: Instant) -> Represented:
        """Decide as opening would, without opening: a no is told with its reason, and of an attorney's nothing but that."""
        patient = (await self._access.learn(owner)).patient
        visit = await self._visit(actor, owner, patient.patient_id or "", role, now)
        case = await self._access.case_of(visit, patient, now)
        verdict = closing(case, "read")
        is_named = verdict is None or (role == "parent" and not patient.is_protected)
        grants: tuple[Grant, ...] = case.grants if role == "attorney" else ()
        ends = [each.period.until for each in (grants if role == "attorney" else case.guardianships)]
        return Represented(
            owner=owner,
            role=role,
            name=patient.name if is_named else "",
            born_on=patient.born_on if is_named else None,
            areas=open_areas(case),
            organisations=open_sources(case),
            is_by_errand=cares_by_errand(case),
            until=max((end for end in ends if end), default=None) if all(ends) else None,
            verdict=verdict,
        )

    async def _visit(self, actor: Actor, owner: Owner, patient_id: str, role: ActsAs, now: Instant) -> Visit:
        ground = REPRESENTS[_as_role(role)]
        if role == "attorney":
            held = (each for each in (await self._access.known(owner)).patient.grants if each.key == actor.key)
            in_force = [each.id for each in held if each.period.holds(norwegian_date(now))]
            ground = replace(ground, decision_ref=f"Consent/{in_force[0]}") if in_force else ground
        return Visit(
            id=self._new_id(), owner=owner, patient_id=patient_id, actor=actor, role=_as_role(role), ground=ground,
            opened_at=now, expires_at=now + CITIZEN_VISIT,
        )  # fmt: skip

    async def _known(self, actor: Actor, now: Instant) -> Actor:
        """Say of the one who acts what the register knows, else what her own record says: whether she is of age, and protected."""
        number = self._number(actor)
        registered = await self._relations.person(number, now) if number else RegisterUnavailable()
        if isinstance(registered, RegisteredPerson) and registered.born_on is not None:
            years = whole_years(registered.born_on, norwegian_date(now))
            protection = is_protected(registered.protection)
            return replace(actor, is_adult=None if years is None else years >= FULL_AGE, is_protected=protection)
        return await self._known_by_own_record(actor, number, now)

    async def _known_by_own_record(self, actor: Actor, number: PersonNumber | None, now: Instant) -> Actor:
        owner = await self._find(actor, number, now) if number else None
        if owner is None:
            return replace(actor, is_adult=None, is_protected=None)
        patient = (await self._access.learn(owner)).patient
        years = whole_years(patient.born_on, norwegian_date(now))
        return replace(actor, is_adult=None if years is None else years >= FULL_AGE, is_protected=patient.is_protected)

    async def _find(self, actor: Actor, number: PersonNumber, now: Instant) -> Owner | None:
        entry = Entry(self._new_id(), now, Action.FIND, {**ABOUT_REPRESENTING, "actor": actor_detail(actor)})
        return await self._record.find_owner("Patient", _SYSTEMS[number.kind], number.value, entry)

    def _number(self, actor: Actor) -> PersonNumber | None:
        return person_number(self._keys.number_behind(actor.key) or "") if actor.kind == "citizen" else None


def _as_role(role: ActsAs) -> Role:
    return role
