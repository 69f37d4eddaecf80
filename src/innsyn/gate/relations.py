"""Keeps a patient's relations as the population register has them: who answers for her, and whether an address is protected.

Asked when somebody wants to act for her, and when the register tells of a change. Source: docs/spec/representation.md#REP-2;
docs/adr/0023-population-register.md.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

import orjson

from innsyn.gate.access import Access
from innsyn.gate.actors import Actors
from innsyn.gate.directory import Directory
from innsyn.gate.grounds import REGISTER_KEEPS
from innsyn.gate.register import NotRegistered, PopulationRegister, RegisteredPerson, RegisterUnavailable
from innsyn.gate.remembering import Remembered
from innsyn.gate.rules.access_facts import REGISTERED_LABEL
from innsyn.gate.standing.relatives import ended, guardian_body, oneself_body, parent_body
from innsyn.gate.visit import SYSTEM_VISIT, Visit
from innsyn.gate.visit_log import opening_detail
from innsyn.kernel.clock import Instant, norwegian_date
from innsyn.kernel.ids import PersonNumber, person_number
from innsyn.kernel.outcome import Problem
from innsyn.record.entry import Action, Entry
from innsyn.record.ids import derived_id
from innsyn.record.record import Record
from innsyn.record.stored import Conflict, Owner, Stale, Stored, Write

REGISTER_KEEPER = "974761076"
"""Organisation number of Skatteetaten, who keeps the population register."""

STANDS_FOR = timedelta(minutes=10)
"""So long an answer of the register is not asked for again; a change it tells of is taken in at once."""

USABLE_FOR = timedelta(hours=24)
"""So long the last answer may be used while the register does not answer."""

_MOST_CHANGES = 1000
_UPKEEP = UUID("a1b1d7b5-3b7a-5bb1-93a0-4b0c92d8a9e4")


class Relations:
    """refresh and asked."""

    def __init__(self, record: Record, access: Access, actors: Actors, directory: Directory, register: PopulationRegister | None) -> None:
        """directory: knows the municipalities. register: None where none is connected; then nobody acts for another but by power of
        attorney."""
        self._record, self._access, self._actors, self._directory, self._register = record, access, actors, directory, register
        self._answers: Remembered[str, tuple[Instant, RegisteredPerson | NotRegistered]] = Remembered()

    async def person(self, number: PersonNumber, now: Instant) -> RegisteredPerson | NotRegistered | RegisterUnavailable:
        """Ask who somebody is, or say what the register said a moment ago."""
        key = self._access.person_key(number.value)
        kept = self._answers.get(key)
        if kept is not None and kept[0] <= now < kept[0] + STANDS_FOR:
            return kept[1]
        answer = await self._register.person(number, now=now) if self._register is not None else RegisterUnavailable()
        if not isinstance(answer, RegisterUnavailable):
            return self._answers.keep(key, (now, answer))[1]
        return kept[1] if kept is not None and now < kept[0] + USABLE_FOR else answer

    async def refresh(self, owner: Owner, now: Instant, *, is_told: bool = False) -> bool:
        """Take in what the register says of the patient of a record. is_told: the register has told of a change: ask anew.

        Returns whether it is known: false when the register does not answer and has not within a day."""
        number = await self._number(owner)
        if number is None:
            return False
        if is_told:
            self._answers.forget(self._access.person_key(number.value))
        answer = await self.person(number, now)
        if isinstance(answer, RegisterUnavailable):
            return False
        await self._keep(owner, answer, now)
        return True

    async def learn_new(self, after: str | None, now: Instant) -> str | None:
        """Take in what the register says of patients that are new. See `Gate.learn_relations`."""
        found = await self._record.changes(after, _MOST_CHANGES)
        if isinstance(found, Problem):
            return None
        changes, place = found
        new = dict.fromkeys(each.owner for each in changes if each.type == "Patient" and each.version == 1)
        for owner in new:
            if await self._number(owner) is not None and not await self.refresh(owner, now):
                return None
        return place

    async def _number(self, owner: Owner) -> PersonNumber | None:
        named = (await self._access.learn(owner)).patient.number
        return person_number(named[1]) if named else None

    async def _keep(self, owner: Owner, answer: RegisteredPerson | NotRegistered, now: Instant) -> None:
        """Write what differs from what stands: nothing, nearly always."""
        patient_id = (await self._access.known(owner)).patient.patient_id
        if patient_id is None:
            return
        standing = {row.id: row for row in (await self._record.standing(owner)).rows if REGISTERED_LABEL in row.labels}
        wanted = dict[str, dict[str, Any]]()
        if isinstance(answer, RegisteredPerson):
            wanted = dict(self._wanted(owner, answer, patient_id, await self._with_whom(answer)))
        writes = [_write(id_, body) for id_, body in wanted.items() if not _stands(standing.get(id_), body)]
        gone = (orjson.loads(row.body) for id_, row in standing.items() if id_ not in wanted)
        writes += [_write(str(body["id"]), ended(_bare(body))) for body in gone if body.get("active") is True]
        if writes:
            await self._write(owner, patient_id, writes, now)

    async def _with_whom(self, person: RegisteredPerson) -> frozenset[str]:
        """Say with which municipalities an errand of health and care is, when a guardian has one: with all, since it names none."""
        has_errand = any(each.scope == "municipal_care" for each in person.guardians)
        return await self._directory.municipalities() if has_errand else frozenset()

    def _wanted(
        self, owner: Owner, person: RegisteredPerson, patient_id: str, municipalities: frozenset[str]
    ) -> Iterator[tuple[str, dict[str, Any]]]:
        yield self._id(owner, "oneself", person.number), oneself_body(person, patient_id)
        for parent in person.parents:
            if not parent.is_dead:
                yield self._id(owner, "parent", parent.number), parent_body(parent, patient_id)
        for place, guardian in enumerate(person.guardians):
            if not guardian.is_dead:
                yield self._id(owner, f"guardian-{place}", guardian.number), guardian_body(guardian, patient_id, municipalities)

    def _id(self, owner: Owner, kind: str, number: PersonNumber) -> str:
        return derived_id(owner, "RelatedPerson", f"register/{kind}/{self._access.person_key(number.value)}")

    async def _write(self, owner: Owner, patient_id: str, writes: list[Write], now: Instant) -> None:
        actor = await self._actors.system("Folkeregisteret", organisation=REGISTER_KEEPER)
        visit = Visit(
            id=uuid5(_UPKEEP, f"{owner}/{norwegian_date(now)}"), owner=owner, patient_id=patient_id, actor=actor, role="system",
            ground=REGISTER_KEEPS, opened_at=now, expires_at=now + SYSTEM_VISIT,
        )  # fmt: skip
        await self._access.log(owner, Entry(visit.id, now, Action.OPEN, opening_detail(visit)))
        answer = await self._record.write(owner=owner, writes=writes, stamp=None, entry=Entry(visit.id, now, Action.UPDATE))
        if isinstance(answer, Conflict | Stale):
            raise TypeError("an update without conditions has no conflict")
        await self._access.learn(owner)


def _write(id_: str, body: dict[str, Any]) -> Write:
    return Write("update", "RelatedPerson", orjson.dumps(body), id=id_, unchanged_is_kept=True, custodian=REGISTER_KEEPER)


def _stands(row: Stored | None, body: dict[str, Any]) -> bool:
    return row is not None and _bare(orjson.loads(row.body)) == body


def _bare(body: dict[str, Any]) -> dict[str, Any]:
    """Give a resource without what the record put in."""
    meta = {name: value for name, value in body.get("meta", {}).items() if name not in ("versionId", "lastUpdated")}
    bare = {name: value for name, value in body.items() if name not in ("id", "meta")}
    return {**bare, "meta": meta} if meta else bare
