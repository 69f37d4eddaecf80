"""The region's office decides on a request: it asks the population register, and creates the record or says why not."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal
from uuid import UUID

import orjson

from innsyn.gate.access import Access
from innsyn.gate.clients.entering import kept_for
from innsyn.gate.directory import Directory
from innsyn.gate.enrolment.region import act, requests_to
from innsyn.gate.grounds import ENROLLING
from innsyn.gate.offices import NO_POST
from innsyn.gate.opening import NewId, Opening
from innsyn.gate.posts import REGIONAL_OFFICE, holds
from innsyn.gate.refused import Refused
from innsyn.gate.register import NotRegistered, RegisteredPerson
from innsyn.gate.relations import Relations
from innsyn.gate.standing.enrolments import Enrolment, decided, enrolment_of, patients_line
from innsyn.gate.standing.relatives import is_protected
from innsyn.gate.visit import STAFF_VISIT, Actor, Visit
from innsyn.gate.visit_log import opening_detail
from innsyn.kernel.clock import Instant
from innsyn.kernel.ids import Kind, PersonNumber
from innsyn.kernel.systems import D_NUMBER, HELP_NUMBER, PERSON_NUMBER
from innsyn.record.entry import Action, Entry
from innsyn.record.ids import is_id, patient_id
from innsyn.record.record import Record
from innsyn.record.stored import Conflict, Owner, Stored, Write
from innsyn.record.unavailable import RecordUnavailable
from innsyn.record.writing import Part

Why = Literal["gone", "decided", "not_registered", "register_away", "dead"]
"""What stands in the way: there is no such request, it is decided, the register has nobody, does not answer, or says that she is dead."""

_SYSTEMS: dict[Kind, str] = {"person_number": PERSON_NUMBER, "d_number": D_NUMBER, "help_number": HELP_NUMBER}
_CONFIDENTIALITY = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A request before the one who decides.

    name, born_on: as the register has them. is_known: there is a record already. why: what stands in the way, None for nothing."""

    asked: Enrolment
    name: str = field(default="", repr=False)
    born_on: date | None = field(default=None, repr=False)
    is_known: bool = False
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class Enrolled:
    """Somebody who is enrolled. key: by which she is told of it. is_new: her record was created for this."""

    key: str
    is_new: bool


class Deciding:
    """case, accept and decline."""

    def __init__(self, record: Record, access: Access, directory: Directory, opening: Opening, relations: Relations, new_id: NewId) -> None:
        """directory: says who has the post. relations: asks the population register. new_id: gives ids of visits."""
        self._record, self._access, self._directory = record, access, directory
        self._opening, self._relations, self._new_id = opening, relations, new_id

    async def case(self, actor: Actor, task_id: str, now: Instant) -> Case | Refused | None:
        """Show a request with what the register says. None when there is none for this office."""
        office = await self._office(actor)
        if office is None:
            return Refused(NO_POST)
        found = await self._asked(office, task_id, now)
        return None if found is None else await self._looked_up(office, found[1], now)

    async def accept(self, actor: Actor, task_id: str, now: Instant) -> Enrolled | Why | Refused:
        """Enrol a patient: create her record when there is none, and write in it who asked and who did it."""
        office = await self._office(actor)
        if office is None:
            return Refused(NO_POST)
        found = await self._asked(office, task_id, now)
        if found is None:
            return "gone"
        stored, asked = found
        case = await self._looked_up(office, asked, now)
        registered = await self._relations.person(asked.number, now) if asked.number else NotRegistered()
        if case.why is not None or asked.number is None or not isinstance(registered, RegisteredPerson):
            return case.why or "not_registered"
        visit_id = self._new_id()
        owner = await self._record_of(visit_id, office, registered, asked, now)
        is_told = await self._tell(visit_id, office, owner, stored, asked, now)
        return Enrolled(self._access.person_key(asked.number.value), not case.is_known) if is_told else "decided"

    async def decline(self, actor: Actor, task_id: str, words: str, now: Instant) -> Why | Refused | None:
        """Decline a request. words: why, for the ward. Returns what stands in the way, None when it is declined."""
        office = await self._office(actor)
        if office is None:
            return Refused(NO_POST)
        found = await self._asked(office, task_id, now)
        if found is None or found[1].state != "waiting":
            return "gone" if found is None else "decided"
        write = _settled(found[0], decided(orjson.loads(found[0].body), now, declined=words))
        entry = act(self._new_id(), office, now, Action.UPDATE)
        answer = await self._record.write(owner=found[0].owner, writes=[write], stamp=None, entry=entry)
        return "decided" if isinstance(answer, Conflict) else None

    async def _office(self, actor: Actor) -> Actor | None:
        """Say who decides, in this office and none of her others, as the log is to tell it; None for somebody without it."""
        return replace(actor, posts=(REGIONAL_OFFICE,)) if await holds(self._directory, actor, REGIONAL_OFFICE) else None

    async def _asked(self, actor: Actor, task_id: str, now: Instant) -> tuple[Stored, Enrolment] | None:
        """Read a request that is this office's to decide."""
        if actor.organisation is None or not is_id(task_id):
            return None
        found = await self._record.read(
            owner=kept_for(actor.organisation),
            type="Task",
            id=task_id,
            narrow=requests_to(actor.organisation),
            stamp=None,
            entry=act(self._new_id(), actor, now, Action.READ),
        )
        asked = enrolment_of(orjson.loads(found.body), found.id) if isinstance(found, Stored) and not found.deleted else None
        return (found, asked) if isinstance(found, Stored) and asked is not None else None

    async def _looked_up(self, actor: Actor, asked: Enrolment, now: Instant) -> Case:
        if asked.state != "waiting" or asked.number is None:
            return Case(asked=asked, why="decided" if asked.state != "waiting" else "not_registered")
        registered = await self._relations.person(asked.number, now)
        if not isinstance(registered, RegisteredPerson):
            return Case(asked=asked, why="not_registered" if isinstance(registered, NotRegistered) else "register_away")
        return Case(
            asked=asked,
            name=registered.name,
            born_on=registered.born_on,
            is_known=await self._find(self._new_id(), actor, asked.number, now) is not None,
            why="dead" if registered.is_dead else None,
        )

    async def _find(self, visit_id: UUID, actor: Actor, number: PersonNumber, now: Instant) -> Owner | None:
        return await self._opening.find_patient(number, act(visit_id, actor, now, Action.FIND))

    async def _record_of(self, visit_id: UUID, actor: Actor, person: RegisteredPerson, asked: Enrolment, now: Instant) -> Owner:
        """Find the patient's record, or create it: of two who do so at once, one creates it and both find it."""
        owner = await self._find(visit_id, actor, person.number, now)
        if owner is None:
            new = self._record.new_owner()
            entry = act(visit_id, actor, now, Action.CREATE)
            answer = await self._record.write(owner=new, writes=[_patient(person, asked.region)], stamp=None, entry=entry)
            owner = answer[0].stored.owner if isinstance(answer, tuple) else await self._find(visit_id, actor, person.number, now)
        if owner is None:
            raise RecordUnavailable("busy")
        await self._access.learn(owner)
        await self._relations.refresh(owner, now)
        return owner

    async def _tell(self, visit_id: UUID, actor: Actor, owner: Owner, stored: Stored, asked: Enrolment, now: Instant) -> bool:
        """Settle the request and write its line in the patient's record, both or neither: false when somebody else has settled it."""
        whose = (await self._access.known(owner)).patient.patient_id or patient_id(owner)
        done = decided(orjson.loads(stored.body), now)
        visit = Visit(
            id=visit_id, owner=owner, patient_id=whose, actor=actor, role="staff",
            ground=replace(ENROLLING, decision_ref=f"Task/{stored.id}"), opened_at=now, expires_at=now + STAFF_VISIT,
        )  # fmt: skip
        line = Write("create", "Task", orjson.dumps(patients_line(done, whose)), custodian=asked.region)
        answer = await self._record.write_together(
            [
                Part(stored.owner, [_settled(stored, done)], None, act(visit.id, actor, now, Action.UPDATE)),
                Part(owner, [line], None, Entry(visit.id, now, Action.UPDATE)),
            ]
        )
        if not isinstance(answer, tuple):
            return False
        await self._access.log(owner, Entry(visit.id, now, Action.OPEN, opening_detail(visit)))
        return True


def _settled(stored: Stored, body: dict[str, Any]) -> Write:
    """Write a decision over the request as it was read: of two who decide at once, one does."""
    return Write(
        "update",
        "Task",
        orjson.dumps(body),
        id=stored.id,
        expected_version=stored.version,
        may_create=False,
        custodian=stored.custodian,
    )


def _patient(person: RegisteredPerson, region: str) -> Write:
    """Write somebody as the register has her: name, birth date, number; no address. A protected one is marked, from the first version."""
    identifier = (_SYSTEMS[person.number.kind], person.number.value)
    body: dict[str, Any] = {
        "resourceType": "Patient",
        "identifier": [{"use": "official", "system": identifier[0], "value": identifier[1]}],
        "active": True,
        "name": [{"use": "official", "text": person.name}],
    }
    if person.born_on is not None:
        body["birthDate"] = person.born_on.isoformat()
    if is_protected(person.protection) is not False:
        body["meta"] = {"security": [{"system": _CONFIDENTIALITY, "code": "R"}]}
    return Write("create", "Patient", orjson.dumps(body), unless_exists=identifier, custodian=region)
