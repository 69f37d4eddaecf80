"""The door: who comes in, to whose record, and what is written down about it before anything is shown.

Source: docs/spec/access.md#AC-2 and #AC-3; Tillitsrammeverk ATT-4, ATT-7, ATT-46, ATT-48, ATT-58b.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID, uuid5

from innsyn.gate.access import Access
from innsyn.gate.attest import Attester, first_broken_rule
from innsyn.gate.contacts import ABOUT_CONTACT, Contacts
from innsyn.gate.decide import closing
from innsyn.gate.directory import Directory
from innsyn.gate.grounds import DELIVERY, OWN_RECORD
from innsyn.gate.keys import Keys
from innsyn.gate.refused import Refused
from innsyn.gate.rules.patient_facts import PatientFacts
from innsyn.gate.rules.situation import Act
from innsyn.gate.visit import CITIZEN_VISIT, STAFF_VISIT, SYSTEM_VISIT, Actor, Ground, Role, Visit
from innsyn.gate.visit_log import actor_detail, opening_detail, refusal_detail
from innsyn.kernel.clock import Instant, norwegian_date
from innsyn.kernel.ids import Kind, PersonNumber
from innsyn.kernel.outcome import Verdict
from innsyn.kernel.systems import D_NUMBER, HELP_NUMBER, PERSON_NUMBER
from innsyn.record.entry import Action, Entry, Outcome
from innsyn.record.ids import patient_id
from innsyn.record.record import Record
from innsyn.record.stored import SHARED, Owner

NewId = Callable[[], UUID]
VisitIdOf = Callable[[Owner], UUID]
"""Names the visit to a record: the same for finding it and for delivering to it, so that both are one line."""

_FINDING_LASTS = timedelta(minutes=15)
"""How long a patient that was found may be opened without being found again."""

NO_RECORD = Verdict(False, "gate.no_record", "DOOR-1", "docs/spec/access.md#AC-2")
SHIELDED_WHOLE = "SHIELD-1"
"""The rule behind the only no at the door that an emergency opens."""

OUTSIDE = Verdict(False, "gate.rule.another_patient", "VIS-2", "Tillitsrammeverk ATT-4")

_SYSTEMS: dict[Kind, str] = {"person_number": PERSON_NUMBER, "d_number": D_NUMBER, "help_number": HELP_NUMBER}
_STRANGERS = UUID("3d4c1f3e-8a47-5b0a-9a0e-6c1a5f0c7e11")
"""Namespace of the visits that never were: one for each stranger, record and day, so that a hundred attempts are one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPatient:
    """A patient found at the desk, before anything is opened: only what tells that it is the right one.

    visit_id: to open with, so that finding and reading become one line in the patient's log.
    closed: why the record opens only to whoever breaks the glass; None when it may open otherwise."""

    owner: Owner
    patient_id: str
    visit_id: UUID
    name: str = field(repr=False)
    born_on: date | None = field(repr=False)
    is_dead: bool
    closed: Verdict | None = None


class Opening:
    """Opens visits, and refuses; both are in the patient's log before the answer is given."""

    def __init__(self, record: Record, access: Access, directory: Directory, keys: Keys, new_id: NewId) -> None:
        """new_id: gives ids of visits."""
        self._record, self._access, self._directory, self._keys, self._new_id = record, access, directory, keys, new_id
        self._contacts = Contacts(record, directory)

    async def own(self, actor: Actor, number: PersonNumber, now: Instant) -> Visit | Refused:
        """Open a citizen's own record for as long as her session lasts."""
        visit_id = self._new_id()
        owner = await self._find(number, Entry(visit_id, now, Action.FIND, {"actor": actor_detail(actor)}))
        if owner is None:
            return Refused(NO_RECORD)
        patient = (await self._access.learn(owner)).patient
        known = actor if actor.name else replace(actor, name=patient.name)
        return await self._open(_visit(visit_id, owner, patient.patient_id or "", known, "self", OWN_RECORD, now, CITIZEN_VISIT), patient)

    async def find(self, actor: Actor, number: PersonNumber, now: Instant) -> FoundPatient | Refused:
        """Find a patient for a clinician by national number. Finding is logged; so is being refused."""
        visit_id = self._new_id()
        owner = await self._find(number, Entry(visit_id, now, Action.FIND, {"actor": actor_detail(actor)}))
        if owner is None:
            return Refused(NO_RECORD)
        patient = (await self._access.learn(owner)).patient
        asking = Ground(purpose="TREAT", basis="gate.basis.after_death" if patient.is_dead else "gate.basis.appointment")
        visit = _visit(visit_id, owner, patient.patient_id or "", actor, "staff", asking, now, STAFF_VISIT)
        verdict = closing(await self._access.case_of(visit, patient, now), "read")
        if verdict is not None:
            refused = await self._refuse(visit, verdict)
            return replace(_found_patient(owner, visit_id, patient), closed=verdict) if verdict.rule == SHIELDED_WHOLE else refused
        return _found_patient(owner, visit_id, patient)

    async def found(self, actor: Actor, owner: Owner, visit_id: UUID, now: Instant) -> FoundPatient | None:
        """Take up a patient this clinician found a moment ago; None for anybody else's finding, an old one, or one already opened."""
        if not await self._is_own_finding(actor, owner, visit_id, now):
            return None
        return _found_patient(owner, visit_id, (await self._access.learn(owner)).patient)

    async def staff(self, actor: Actor, owner: Owner, ground: Ground, now: Instant, visit_id: UUID | None) -> Visit | Refused:
        """Open a patient's record for a clinician: the attestation must stand and no rule may close the record."""
        patient = (await self._access.learn(owner)).patient
        if visit_id is None or not await self._is_own_finding(actor, owner, visit_id, now):
            visit_id = self._new_id()
        visit = _visit(visit_id, owner, patient.patient_id or "", actor, "staff", ground, now, STAFF_VISIT)
        contact = await self._contacts.known(visit, patient, now)
        return await self._attested(replace(visit, ground=_decided(ground, contact, visit.id)), patient, now)

    async def asked_by_patient(self, actor: Actor, owner: Owner, ground: Ground, now: Instant) -> Visit | Refused:
        """Open a record for a clinician whom the patient herself has asked something: what she asked is the decision it stands on."""
        patient = (await self._access.learn(owner)).patient
        visit = _visit(self._new_id(), owner, patient.patient_id or "", actor, "staff", ground, now, STAFF_VISIT)
        return await self._attested(visit, patient, now)

    async def _attested(self, visit: Visit, patient: PatientFacts, now: Instant) -> Visit | Refused:
        if (broken := await self._broken_rule(visit, patient, now)) is not None:
            return await self._refuse(visit, broken)
        return await self._open(visit, patient)

    async def delivery(self, actor: Actor, owner: Owner, now: Instant, visit_id: UUID | None) -> Visit | Refused:
        """Open a record for a system that delivers into it, also before there is a Patient in it."""
        patient = (await self._access.learn(owner)).patient
        whose = patient.patient_id or patient_id(owner)
        visit = _visit(visit_id or self._new_id(), owner, whose, actor, "system", DELIVERY, now, SYSTEM_VISIT)
        return await self._open(visit, patient, act="write")

    async def find_whose(self, actor: Actor, type_: str, identifier: tuple[str, str], now: Instant, visit_id: VisitIdOf) -> Owner | None:
        """Find whose record has a resource with an identifier, for a delivering system; logged there."""
        detail = {"actor": actor_detail(actor)}
        return await self._record.find_owner(type_, *identifier, lambda owner: Entry(visit_id(owner), now, Action.FIND, detail))

    async def knock(self, actor: Actor, type_: str, id_: str, now: Instant) -> None:
        """Log in the right patient's record that somebody asked for something of hers from outside; silent for what nobody has."""
        owner = await self._record.locate(type_, id_)
        if owner is None or owner == SHARED or (await self._access.known(owner)).patient.patient_id is None:
            return
        visit_id = uuid5(_STRANGERS, f"{actor.key}/{owner}/{norwegian_date(now)}")
        entry = Entry(visit_id, now, Action.REFUSE, refusal_detail(OUTSIDE, actor))
        await self._access.log(owner, entry, Outcome.REFUSED, (type_, id_))

    async def _is_own_finding(self, actor: Actor, owner: Owner, visit_id: UUID, now: Instant) -> bool:
        """Say whether this visit is so far nothing but this actor's own finding: nobody slips into another's line of the log."""
        rows = await self._record.log_of_visit(owner, visit_id)
        told = [row for row in rows if row.detail != ABOUT_CONTACT]
        is_only_finding = all(row.action in (Action.FIND, Action.REFUSE) for row in told)
        finders = {row.detail.get("actor", {}).get("key") for row in told}
        return is_only_finding and finders == {actor.key} and now - rows[0].at < _FINDING_LASTS

    async def find_patient(self, number: PersonNumber, entry: Entry) -> Owner | None:
        """Find whose record a national number leads to, logged there; None when there is none."""
        return await self._find(number, entry)

    async def _find(self, number: PersonNumber, entry: Entry) -> Owner | None:
        return await self._record.find_owner("Patient", _SYSTEMS[number.kind], number.value, entry)

    async def enter(self, visit: Visit, act: Act = "read") -> Visit | Refused:
        """Open a visit that somebody else has made ready, on facts read anew: one who acts for another, or holds an office."""
        return await self._open(visit, (await self._access.learn(visit.owner)).patient, act)

    async def _open(self, visit: Visit, patient: PatientFacts, act: Act = "read") -> Visit | Refused:
        if (verdict := closing(await self._access.case_of(visit, patient, visit.opened_at), act)) is not None:
            return await self._refuse(visit, verdict)
        await self._access.log(visit.owner, Entry(visit.id, visit.opened_at, Action.OPEN, opening_detail(visit)))
        return visit

    async def refuse(self, visit: Visit, verdict: Verdict) -> Refused:
        """Log that a visit was not opened, and say the no."""
        return await self._refuse(visit, verdict)

    async def _refuse(self, visit: Visit, verdict: Verdict) -> Refused:
        detail = refusal_detail(verdict, visit.actor, visit.ground)
        await self._access.log(visit.owner, Entry(visit.id, visit.opened_at, Action.REFUSE, detail), Outcome.REFUSED)
        return Refused(verdict)

    async def _broken_rule(self, visit: Visit, patient: PatientFacts, now: Instant) -> Verdict | None:
        personnel = await self._directory.personnel(visit.actor.hpr) if visit.actor.hpr else None
        attester = Attester(
            actor=visit.actor,
            number=self._keys.number_behind(visit.actor.key),
            patient_id=visit.patient_id,
            patient=patient.number,
            registered=frozenset(personnel.professions) if personnel else None,
        )
        return first_broken_rule(attester, visit.ground, now)


def _found_patient(owner: Owner, visit_id: UUID, patient: PatientFacts) -> FoundPatient:
    return FoundPatient(
        owner=owner,
        patient_id=patient.patient_id or "",
        visit_id=visit_id,
        name=patient.name,
        born_on=patient.born_on,
        is_dead=patient.is_dead,
    )


def _visit(visit_id: UUID, owner: Owner, whose: str, actor: Actor, role: Role, ground: Ground, now: Instant, lasts: timedelta) -> Visit:
    return Visit(
        id=visit_id, owner=owner, patient_id=whose, actor=actor, role=role, ground=ground, opened_at=now, expires_at=now + lasts
    )  # fmt: skip


def _decided(ground: Ground, contact: str | None, visit_id: UUID) -> Ground:
    """Say which decision the visit stands on: the contact we know of, or the clinician's own word, which then is marked (ATT-48)."""
    if contact is not None:
        return replace(ground, decision_ref=ground.decision_ref or contact, user_selected=False)
    return replace(ground, decision_ref=ground.decision_ref or f"self-{visit_id}", user_selected=True)
