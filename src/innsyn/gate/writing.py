"""Writing inside a visit: every change is decided on as it will stand, and on what it replaces.

Source: helsepersonelloven § 39, § 42; pasientjournalloven § 19; docs/spec/access.md#AC-9.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

import orjson

from innsyn.fhir.definitions.tables import resource_types
from innsyn.fhir.search_terms import terms
from innsyn.gate.access import Access, Permit
from innsyn.gate.binding import ABOUT_ANOTHER, is_about_another, named_by_decision
from innsyn.gate.decide import decide
from innsyn.gate.dialogue.changes import HELD_TYPES, broken_by
from innsyn.gate.dialogue.sent import is_sent
from innsyn.gate.refused import Refused
from innsyn.gate.rules.access_facts import PATIENT_KEEPS
from innsyn.gate.rules.case import CITIZENS
from innsyn.gate.rules.systems import is_delivering_organisation
from innsyn.gate.same_person import ANOTHER_PERSON, is_another_person
from innsyn.gate.standing.elements import value_of
from innsyn.gate.standing.own_drafts import organisation_of
from innsyn.gate.visit import Actor, Visit
from innsyn.gate.visit_log import actor_detail
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Verdict
from innsyn.kernel.systems import ORGANISATION_NUMBER
from innsyn.record.condition import RowFacts
from innsyn.record.entry import Action, Entry, Outcome
from innsyn.record.facts import labels_of
from innsyn.record.record import Record
from innsyn.record.stored import SHARED, STALE, Conflict, Stale, Stored, Write, Written

Answer = tuple[Written, ...] | Conflict | Refused

_NO_DIRECTORY = Verdict(False, "gate.rule.organisation_unknown", "STAFF-5", "Tillitsrammeverk ATT-15")
_NOT_OURS = Verdict(False, "gate.rule.not_ours_to_change", "STAFF-2", "helsepersonelloven § 42")
_ABOUT_CHANGE = {"about": "change"}
_STATES_CUSTODIAN = frozenset({"DocumentReference", "Composition"})


class Writing:
    """write and write_directory."""

    def __init__(self, record: Record, access: Access) -> None:
        """record: where it is written."""
        self._record, self._access = record, access

    async def write(self, visit: Visit, writes: Sequence[Write], now: Instant) -> Answer:
        """Append versions, all or none. See `Gate.write`."""
        kept = [_with_custodian(write, visit) for write in writes]

        async def question(permit: Permit) -> Answer | Stale:
            check = self._delivered if visit.role == "system" else self._checked
            checked = await check(visit, permit, kept, now)
            if not isinstance(checked, list):
                return checked
            entry = Entry(visit.id, now, Action.UPDATE)
            return await self._record.write(owner=visit.owner, writes=checked, stamp=permit.stamp, entry=entry)

        about = (kept[0].type, kept[0].id) if kept else (None, None)
        return await self._access.ask(visit, "write", now, question, about=about)

    async def write_directory(self, actor: Actor, writes: Sequence[Write], visit_id: UUID, now: Instant) -> Answer:
        """Append to the directories and catalogues. See `Gate.write_directory`."""
        if not is_delivering_organisation(actor):
            return Refused(_NO_DIRECTORY)
        entry = Entry(visit_id, now, Action.UPDATE, {"actor": actor_detail(actor)})
        answer = await self._record.write(owner=SHARED, writes=writes, stamp=None, entry=entry)
        if isinstance(answer, Stale):
            raise TypeError("directories have no standing facts")
        return answer

    async def _delivered(self, visit: Visit, permit: Permit, writes: Sequence[Write], now: Instant) -> list[Write] | Refused | Stale:
        """See that a system delivers the Patient of this record and nobody else's."""
        checked = []
        for write in writes:
            if write.type == "Patient" and is_another_person(permit.patient, _body(write), write.id, self._access.person_key):
                return await self._access.refuse(visit, ANOTHER_PERSON, now, about=(write.type, write.id))
            held = await self._held(visit, permit, write, now) if write.type in HELD_TYPES else write
            if not isinstance(held, Write):
                return held
            checked.append(held)
        return checked

    async def _held(self, visit: Visit, permit: Permit, write: Write, now: Instant) -> Write | Refused | Stale:
        """Hold what a system delivers of a conversation against the rules and against what stands."""
        decision = decide(await self._access.case_of(visit, permit.patient, now), "write", write_facts(write, now))
        if not decision.allowed:
            return await self._no(visit, permit, decision.verdict, now, write)
        replaced = await self._replaced(visit, permit, write, now)
        if isinstance(replaced, Refused | Stale):
            return replaced
        if (broken := await self._breaks(visit, write, replaced, now)) is not None:
            return broken
        return replace(write, expected_version=write.expected_version or replaced.version) if replaced else write

    async def _breaks(self, visit: Visit, write: Write, replaced: Stored | None, now: Instant) -> Refused | None:
        """Say what a change of a conversation breaks; None when it breaks nothing."""
        stands = orjson.loads(replaced.body) if replaced and not replaced.deleted else None
        verdict = broken_by(visit, stands, _body(write), write.custodian)
        return None if verdict is None else await self._access.refuse(visit, verdict, now, about=(write.type, write.id))

    async def _checked(
        self, visit: Visit, permit: Permit, writes: Sequence[Write], now: Instant
    ) -> list[Write] | Conflict | Refused | Stale:
        """Decide on each change, and on the version it replaces, which then must still be the one that stands."""
        case, checked = await self._access.case_of(visit, permit.patient, now), []
        for index, write in enumerate(writes):
            decision = decide(case, "write", write_facts(write, now))
            if write.type != "Patient" and is_about_another(_body(write), permit.patient, self._access.person_key):
                return await self._access.refuse(visit, ABOUT_ANOTHER, now, about=(write.type, write.id))
            if not decision.allowed:
                return await self._no(visit, permit, decision.verdict, now, write)
            if not await self._names_only_hers(visit, write):
                return await self._access.refuse(visit, ABOUT_ANOTHER, now, about=(write.type, write.id))
            replaced = await self._replaced(visit, permit, write, now)
            if isinstance(replaced, Refused | Stale):
                return replaced
            if replaced and write.expected_version not in (None, replaced.version):
                return Conflict(index, "version")
            if (broken := await self._breaks(visit, write, replaced, now)) is not None:
                return broken
            checked.append(replace(write, expected_version=replaced.version) if replaced else write)
        return checked

    async def _no(self, visit: Visit, permit: Permit, verdict: Verdict, now: Instant, write: Write) -> Refused | Stale:
        """Say a no on facts read anew: nothing that is written would find out that those at hand are old."""
        if (await self._access.learn(visit.owner)).stamp != permit.stamp:
            return STALE
        return await self._access.refuse(visit, verdict, now, about=(write.type, write.id))

    async def _names_only_hers(self, visit: Visit, write: Write) -> bool:
        """Say whether everything that a decision about access names is in this record; what is nowhere is not."""
        for reference in named_by_decision(_body(write)):
            type_, _, id_ = reference.partition("/")
            if type_ not in resource_types() or await self._record.locate(type_, id_) != visit.owner:
                return False
        return True

    async def _replaced(self, visit: Visit, permit: Permit, write: Write, now: Instant) -> Stored | Refused | Stale | None:
        """Read the version a change replaces, None when there is none; a refusal when it is not this visit's to change."""
        if write.verb == "create" or write.id is None:
            return None
        entry = Entry(visit.id, now, Action.READ, _ABOUT_CHANGE)
        found = await self._record.read(
            owner=visit.owner, type=write.type, id=write.id, narrow=permit.condition, stamp=permit.stamp, entry=entry
        )  # fmt: skip
        if found is Outcome.REFUSED:
            return await self._access.explain(visit, _NOT_OURS, now, about=(write.type, write.id))
        return None if isinstance(found, Outcome) else found


def _with_custodian(write: Write, visit: Visit) -> Write:
    """Say who keeps what is written: who the resource names, else the organisation that delivers it; personnel write for their own.

    What a citizen decides is kept as hers; what she asks of an organisation is kept by that organisation."""
    if visit.role in CITIZENS:
        return replace(write, custodian=_asked(write) or PATIENT_KEEPS)
    if write.custodian is not None and visit.role == "system":
        return write
    if visit.role == "system" and write.type in _STATES_CUSTODIAN and _stated_custodian(write) is not None:
        return write
    return replace(write, custodian=visit.actor.organisation)


def _asked(write: Write) -> str | None:
    """Say which organisation a citizen's Task is for, or her message once it is sent; None for anything else, which she keeps herself."""
    body = _body(write)
    match write.type:
        case "Task":
            return value_of([body.get("owner", {}).get("identifier", {})], ORGANISATION_NUMBER) or None
        case "Communication" if is_sent(body):
            return organisation_of(body) or None
    return None


def _stated_custodian(write: Write) -> str | None:
    identifier = _body(write).get("custodian", {}).get("identifier", {})
    return identifier.get("value") if identifier.get("system") == ORGANISATION_NUMBER else None


def write_facts(write: Write, now: Instant) -> RowFacts:
    """Say what rules can look at of a change as it will stand."""
    found = terms(_body(write)) if write.body else None
    tokens = found.tokens.items() if found else ()
    return RowFacts(
        type=write.type,
        id=write.id or "",
        custodian=write.custodian,
        labels=frozenset(labels_of(found)) if found else frozenset(),
        recorded_at=now,
        clinical_at=None,
        tokens=frozenset((parameter, one.system, one.code) for parameter, each in tokens for one in each if one.code is not None),
    )


def _body(write: Write) -> dict[str, Any]:
    body: dict[str, Any] = orjson.loads(write.body) if write.body else {}
    return body
