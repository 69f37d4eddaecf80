"""The invented health service as facts: regions, trusts, hospitals, departments, municipalities, offices.

Every name is made up; no real organisation is said to treat anyone. Service areas: Volven 8655, 8663 and 8654.
"""

from dataclasses import dataclass
from itertools import islice
from typing import Literal

from innsyn.sandbox.people.hospitals import HOSPITALS
from innsyn.sandbox.people.municipal_services import MUNICIPAL_SERVICES
from innsyn.sandbox.people.numbers import organisation_numbers, phone_number
from innsyn.sandbox.people.organisation_plan import Level, OrganisationPlan


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation or unit.

    key: short and stable, also the Organization's id. number: nine digits, None for departments. resh: RESH id of a department.
    part_of: key of the one above. level: what it is in the national data model of access. service: `(system number, code, name)` of
    its area of service, None where it has none. written: language its papers are written in. phone: never dialable."""

    key: str
    name: str
    level: Level
    number: str | None
    resh: str | None
    part_of: str | None
    service: tuple[str, str, str] | None
    facility: tuple[str, str] | None
    written: Literal["nb", "nn"]
    phone: str
    city: str
    postal_code: str
    is_municipality: bool


def organisations() -> dict[str, Organisation]:
    """Lay out the whole service, from region to ward. Returns organisations by key, in reading order: parents first."""
    plans = (*HOSPITALS, *MUNICIPAL_SERVICES)
    numbers = islice(organisation_numbers(), len(plans))
    return {plan.key: _settle(place, plan, number) for place, (plan, number) in enumerate(zip(plans, numbers, strict=True))}


def _settle(place: int, plan: OrganisationPlan, number: str) -> Organisation:
    is_department = plan.level == "department"
    return Organisation(
        key=plan.key,
        name=plan.name,
        level=plan.level,
        number=None if is_department else number,
        resh=str(7_000_000 + place) if is_department else None,
        part_of=plan.part_of,
        service=plan.service,
        facility=plan.facility,
        written=plan.written,
        phone=phone_number(900_000 + place),
        city=plan.city,
        postal_code=plan.postal_code,
        is_municipality=plan.is_municipality,
    )
