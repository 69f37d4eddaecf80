"""Opening a record for an office: the desk that registers powers of attorney on paper, and the privacy officer who answers a question.

Neither treats anybody; each sees the little its task needs, and stands in the patient's log like everybody else.
Source: docs/spec/access.md#AC-16.
"""

from dataclasses import replace
from datetime import timedelta

from innsyn.gate.access import Access
from innsyn.gate.directory import Directory
from innsyn.gate.grounds import ACCESS_REVIEW, REGISTRATION_DESK
from innsyn.gate.opening import NO_RECORD, NewId, Opening
from innsyn.gate.posts import PRIVACY_OFFICER, REGISTRAR, Post, holds
from innsyn.gate.refused import Refused
from innsyn.gate.rules.access_facts import ACCESS_QUESTION, is_task
from innsyn.gate.visit import STAFF_VISIT, Actor, Ground, Visit
from innsyn.gate.visit_log import actor_detail
from innsyn.kernel.clock import Instant
from innsyn.kernel.ids import Kind, PersonNumber
from innsyn.kernel.outcome import Verdict
from innsyn.kernel.systems import D_NUMBER, HELP_NUMBER, PERSON_NUMBER
from innsyn.record.condition import AllOf, FromCustodian
from innsyn.record.entry import Action, Entry
from innsyn.record.ids import is_id
from innsyn.record.record import Record
from innsyn.record.stored import Owner, Stored

NO_POST = Verdict(False, "gate.no_post", "OFF-0", "docs/spec/access.md#AC-16")
NO_QUESTION = Verdict(False, "gate.no_question", "LOG-2", "docs/spec/log.md#AL-7")
_ABOUT_QUESTION = {"about": "question"}
_SYSTEMS: dict[Kind, str] = {"person_number": PERSON_NUMBER, "d_number": D_NUMBER, "help_number": HELP_NUMBER}


class Offices:
    """registration and review."""

    def __init__(self, record: Record, access: Access, directory: Directory, opening: Opening, new_id: NewId) -> None:
        """directory: says who holds a post. new_id: gives ids of visits."""
        self._record, self._access, self._directory, self._opening, self._new_id = record, access, directory, opening, new_id

    async def registration(self, actor: Actor, number: PersonNumber, now: Instant) -> Visit | Refused:
        """Open a record by national number to register who represents the patient. See `Gate.open_registration`."""
        if not await holds(self._directory, actor, REGISTRAR):
            return Refused(NO_POST)
        detail = {"actor": actor_detail(actor)}
        visit_id = self._new_id()
        owner = await self._record.find_owner("Patient", _SYSTEMS[number.kind], number.value, Entry(visit_id, now, Action.FIND, detail))
        if owner is None:
            return Refused(NO_RECORD)
        return await self._open(actor, REGISTRAR, owner, REGISTRATION_DESK, now)

    async def review(self, actor: Actor, owner: Owner, question: str, now: Instant) -> Visit | Refused:
        """Open a record to answer a question about one access. See `Gate.open_review`."""
        if not await holds(self._directory, actor, PRIVACY_OFFICER):
            return Refused(NO_POST)
        if not await self._is_asked(actor, owner, question, now):
            return Refused(NO_QUESTION)
        return await self.begun_review(actor, owner, question, now)

    async def begun_review(self, actor: Actor, owner: Owner, question: str, now: Instant) -> Visit | Refused:
        """Open a record to review an access that nobody has asked about, by whoever has seen to it that this one may."""
        return await self._open(actor, PRIVACY_OFFICER, owner, replace(ACCESS_REVIEW, decision_ref=question), now)

    async def _is_asked(self, actor: Actor, owner: Owner, question: str, now: Instant) -> bool:
        """Say whether this very question stands in the record, for this organisation to answer: without one no record is opened."""
        kind, _, id_ = question.partition("/")
        if kind != "Task" or not is_id(id_) or actor.organisation is None:
            return False
        own = AllOf((is_task(ACCESS_QUESTION), FromCustodian(frozenset({actor.organisation}))))
        entry = Entry(self._new_id(), now, Action.READ, _ABOUT_QUESTION)
        found = await self._record.read(owner=owner, type="Task", id=id_, narrow=own, stamp=None, entry=entry)
        return isinstance(found, Stored) and not found.deleted

    async def _open(self, actor: Actor, post: Post, owner: Owner, ground: Ground, now: Instant) -> Visit | Refused:
        patient_id = (await self._access.learn(owner)).patient.patient_id
        if patient_id is None:
            return Refused(NO_RECORD)
        lasts: timedelta = STAFF_VISIT
        visit = Visit(
            id=self._new_id(), owner=owner, patient_id=patient_id, actor=replace(actor, posts=(post,)), role="staff", ground=ground,
            opened_at=now, expires_at=now + lasts,
        )  # fmt: skip
        return await self._opening.enter(visit)
