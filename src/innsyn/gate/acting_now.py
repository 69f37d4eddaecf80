"""Says for whom somebody acts, on facts read anew for each page: a power that was withdrawn, or a birthday, shows on the very next one.

Source: docs/spec/representation.md#REP-1.
"""

from datetime import date

from innsyn.gate.access import Access
from innsyn.gate.acting import Acting
from innsyn.gate.decide import closing
from innsyn.gate.rules.age import YOUTH
from innsyn.gate.rules.areas import Area
from innsyn.gate.rules.case import Case
from innsyn.gate.rules.grades import PARENTS_REACH
from innsyn.gate.rules.guardians import CARE_AREAS, cares_by_errand
from innsyn.gate.rules.policy import NATION
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import Instant


async def acting_in(access: Access, visit: Visit, now: Instant) -> Acting:
    """Say for whom the actor of a visit acts. A no is logged where it concerns. See `Gate.acting`."""
    patient = (await access.learn(visit.owner)).patient
    case = await access.case_of(visit, patient, now)
    verdict = closing(case, "read")
    if verdict is not None:
        await access.refuse(visit, verdict, now, about=(None, None))
    return Acting(
        role=visit.role,
        name="" if patient.is_protected else patient.name,
        years=case.age,
        areas=open_areas(case),
        powers=tuple((each.areas, each.organisations) for each in case.grants) if case.visit.role == "attorney" else (),
        until=_until(case),
        verdict=verdict,
    )


def open_areas(case: Case) -> frozenset[Area] | None:
    """Say which parts of a record are open to who acts there, None for all of it: a power of attorney's, an errand's of a guardian, or
    those parents still reach."""
    if case.visit.role == "attorney":
        return frozenset(area for grant in case.grants for area in grant.areas)
    if cares_by_errand(case):
        return CARE_AREAS
    if case.visit.role in ("parent", "guardian") and case.age in YOUTH:
        return frozenset(area for area, ages in PARENTS_REACH.items() if case.age in ages)
    return None


def _until(case: Case) -> date | None:
    """Say the last day of what lasts longest; None when that has no end, or none that can be said."""
    lasting = case.grants if case.visit.role == "attorney" else case.guardianships if case.visit.role == "guardian" else ()
    days = [each.period.until for each in lasting]
    return max((day for day in days if day is not None), default=None) if all(days) else None


def open_sources(case: Case) -> frozenset[str]:
    """Say whose information is open, empty for everybody's: as a power of attorney says, or of the trusts with the graded rule."""
    if case.visit.role == "attorney":
        named = [grant.organisations for grant in case.grants]
        return frozenset().union(*named) if all(named) else frozenset()
    chosen = case.policies.by_trust.get(NATION)
    is_everywhere = chosen is not None and chosen.ages == "graded"
    return frozenset() if case.age not in YOUTH or is_everywhere else case.policies.graded
