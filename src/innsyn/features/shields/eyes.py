"""The record with the eyes of whom a shield is against, before it is set or lifted: decided by the rules that decide when it counts.

Source: docs/spec/preview.md; EHDS article 8 (the patient is told what a restriction means).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from innsyn.features.shields.plan import Plan
from innsyn.features.shields.shield import Kept
from innsyn.gate.gate import Gate
from innsyn.gate.preview import AS_IT_IS, Counted, Supposing, Viewer
from innsyn.gate.rules.areas import AREAS, Area
from innsyn.gate.rules.relations import Shield
from innsyn.gate.visit import Actor, Ground, Visit
from innsyn.kernel.clock import NORWAY, Instant, norwegian_date

SHOWN: tuple[Area, ...] = ("documents", "results", "diagnoses", "critical", "medicines", "appointments", "plans")
"""The areas personnel look at."""

_PARTS_OF_OTHERS = frozenset({"Binary", "DocumentManifest", "Specimen", "MolecularSequence", "AppointmentResponse", "Schedule", "Slot"})
_ORDINARY = Ground(purpose="TREAT", basis="gate.basis.appointment", user_selected=False)
_ANY_PROFESSION = "LE"


@dataclass(frozen=True, slots=True)
class Change:
    """How much of one area somebody sees without the shield and with it."""

    area: Area
    without: int
    with_it: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What a shield changes. changes: area by area. has_nothing: she sees nothing of it without the shield either."""

    changes: tuple[Change, ...]

    @property
    def has_nothing(self) -> bool:
        """Say whether she could see nothing anyway."""
        return not any(each.without for each in self.changes)


def viewer_of(plan: Plan, organisation: str) -> Viewer:
    """Say with whose eyes a shield is seen before it is set. organisation: number of one that keeps something in the record."""
    is_person = plan.kind == "person"
    works_at = plan.value if plan.kind == "organisation" else plan.organisation or organisation
    profession = plan.value if plan.kind == "profession" else plan.profession or _ANY_PROFESSION
    return _viewer(plan.value if is_person else "", profession, works_at)


def viewer_of_kept(kept: Kept, organisation: str) -> Viewer:
    """Say with whose eyes a shield that stands is seen."""
    shield = kept.shield
    works_at = next(iter(sorted(shield.organisations)), organisation)
    return _viewer(next(iter(sorted(shield.persons)), ""), next(iter(sorted(shield.professions)), _ANY_PROFESSION), works_at)


async def seen(gate: Gate, visit: Visit, viewer: Viewer, shield: Shield, now: Instant, *, is_set: bool) -> Seen:
    """Count what somebody sees with a shield and without it. is_set: it stands already, and is thought away; else it is thought up."""
    without = Supposing(without=frozenset({shield.id})) if is_set else AS_IT_IS
    with_it = AS_IT_IS if is_set else Supposing(shields=(shield,))
    areas: tuple[Area, ...] = ("documents",) if shield.references else SHOWN
    on = _first_instant(shield.period.since, now)
    found = [await _counted(gate, visit, viewer, area, (without, with_it), on, now) for area in areas]
    return Seen(tuple(found))


async def _counted(
    gate: Gate, visit: Visit, viewer: Viewer, area: Area, supposed: tuple[Supposing, Supposing], on: Instant, now: Instant
) -> Change:
    types = ("DocumentReference",) if area == "documents" else tuple(sorted(AREAS[area] - _PARTS_OF_OTHERS))
    answers = [await gate.preview_counts(visit, viewer, types, now, supposing=each, on=on) for each in supposed]
    without, with_it = (answer.seen if isinstance(answer, Counted) else 0 for answer in answers)
    return Change(area, without, with_it)


def _viewer(person: str, profession: str, organisation: str) -> Viewer:
    actor = Actor(
        kind="staff",
        key=person,
        name="",
        level="high",
        profession=profession,
        hpr=person or None,
        organisation=organisation or None,
        unit=organisation or None,
    )
    return Viewer(actor=actor, role="staff", ground=_ORDINARY)


def _first_instant(since: date | None, now: Instant) -> Instant:
    """Say the first instant of the day it begins, or now when that has come."""
    if since is None or since <= norwegian_date(now):
        return now
    return datetime.combine(since, time.min, tzinfo=NORWAY).astimezone(UTC)
