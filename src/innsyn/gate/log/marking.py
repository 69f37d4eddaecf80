"""Which lines of a log deserve a look: what the watcher saw once the visit was over, and until then what the line itself tells.

Source: docs/spec/log.md#AL-3 and #AL-4.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from innsyn.gate.access import Access
from innsyn.gate.decide import closing
from innsyn.gate.grounds import REPRESENTS
from innsyn.gate.log.line import VisitLine
from innsyn.gate.log.lines import actor_of, line_of
from innsyn.gate.log.patterns import Occasion, marks_of
from innsyn.gate.rules.patient_facts import PatientFacts
from innsyn.gate.visit import Role, Visit
from innsyn.kernel.clock import Instant
from innsyn.record.logbook import LoggedVisit
from innsyn.record.record import Record
from innsyn.record.stored import Owner

Marks = Mapping[UUID, tuple[str, ...]]

_AS: dict[str, Role] = {"guardian": "guardian", "attorney": "attorney"}


class Marking:
    """of."""

    def __init__(self, record: Record, access: Access) -> None:
        """record: keeps what the watcher saw."""
        self._record, self._access = record, access

    async def of(self, owner: Owner, visits: Sequence[LoggedVisit], now: Instant) -> Marks:
        """Say how visits to one record are marked: one statement, whatever they are."""
        if not visits:
            return {}
        kept = await self._record.watching.marks_of(owner, [each.visit for each in visits])
        patient = (await self._access.known(owner)).patient
        return {each.visit: kept[each.visit] if each.visit in kept else await self._now(owner, each, patient, now) for each in visits}

    async def _now(self, owner: Owner, visit: LoggedVisit, patient: PatientFacts, now: Instant) -> tuple[str, ...]:
        """Mark by what can be known without asking anybody: a visit that is not over, or one of a representative."""
        line = line_of(visit, {})
        ended = await self._has_ended(owner, visit, line, patient, now) if line.kind == "relative" else None
        return marks_of(occasion_of(line, patient, has_ended=ended))

    async def _has_ended(self, owner: Owner, visit: LoggedVisit, line: VisitLine, patient: PatientFacts, now: Instant) -> bool | None:
        """Say whether whoever came with a power could not come with it now: the same rules decide that let her in then."""
        role = _AS.get(line.role)
        if role is None:
            return None
        again = Visit(
            id=visit.visit, owner=owner, patient_id=patient.patient_id or "", actor=actor_of(visit), role=role, ground=REPRESENTS[role],
            opened_at=now, expires_at=now + timedelta(minutes=1),
        )  # fmt: skip
        return closing(await self._access.case_of(again, patient, now), "read") is not None


def occasion_of(
    line: VisitLine,
    patient: PatientFacts,
    *,
    was_there: bool | None = None,
    same_address: bool | None = None,
    is_colleague: bool | None = None,
    in_a_row: int | None = None,
    is_followed_up: bool | None = None,
    has_ended: bool | None = None,
) -> Occasion:
    """Put together what the patterns look at: what the line says, whose record it is, and what was found out besides; None is unknown.

    A patient the organisation has no contact with at all was not there either."""
    return Occasion(
        kind=line.kind,
        state=line.state,
        role=line.role,
        at=line.first,
        is_self_authorised=line.user_selected,
        is_emergency=line.is_emergency,
        is_office=bool(line.office) or line.is_listed,
        did_nothing=line.did_nothing,
        was_there=False if line.user_selected else was_there,
        same_name=is_same_family_name(line.who, patient.name),
        same_address=same_address,
        is_colleague=is_colleague,
        in_a_row=in_a_row,
        is_followed_up=is_followed_up,
        has_ended=has_ended,
    )


def with_relation(line: VisitLine, patient: PatientFacts) -> VisitLine:
    """Say mother or father of a parent whom the register knows as that."""
    relation = next((each.relation for each in patient.parents if each.key == line.key), "")
    return replace(line, role=relation) if line.role == "parent" and relation in ("mother", "father") else line


def is_same_family_name(one: str, other: str) -> bool | None:
    """Say whether two people share a family name, or a part of a double one; None when a name is unknown or a single word."""
    names = _family_names(one), _family_names(other)
    return None if not all(names) else not names[0].isdisjoint(names[1])


def _family_names(name: str) -> frozenset[str]:
    words = unicodedata.normalize("NFC", name).casefold().split()
    return frozenset(words[-1].split("-")) - _PARTICLES if len(words) > 1 else frozenset()


_PARTICLES = frozenset({"", "al", "el", "de", "van", "von", "bin", "ibn"})
"""Words before a hyphen that are no name: Al-Masri and Al-Amin are not of one family."""
