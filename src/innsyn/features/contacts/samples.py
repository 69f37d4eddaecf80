"""Builds health contacts: the relation as an organisation's system delivers it, and the contact as the address register has it."""

from typing import Any

from innsyn.gate.standing.care_contacts import FUNCTION, REGULAR_DOCTOR
from innsyn.kernel.clock import Instant
from innsyn.kernel.systems import ACCESS_LABEL, HER_ID, OID_BASE
from innsyn.web.health_contacts import Contact, Process, processes
from innsyn.web.health_contacts.contact import Kind, ServiceCode

GP, WARD, HOME_CARE = 99000017, 99000031, 99000045
"""HER-ids of a doctor, a ward and a municipal service."""

GENERAL_PRACTICE = ServiceCode(system="8655", code="S01", text="Allmennmedisin")
SURGERY = ServiceCode(system="8655", code="S0204", text="Gastroenterologisk kirurgi")
NURSING = ServiceCode(system="8663", code="KP02", text="Sykepleietjeneste")

EVERYTHING = (processes.E_CONTACT, processes.E_CONSULTATION, processes.PRESCRIPTION_RENEWAL, processes.BOOKING, processes.CANCELLING)


def episode(
    her_id: int, name: str, service: ServiceCode, *functions: str, unit: str = "fjord", label: str = "", **more: Any
) -> dict[str, Any]:
    """Build the relation.

    functions: Volven 9034 codes of its team. unit: id of its Organization. label: Volven 9603. more: other elements."""
    team: dict[str, Any] = {
        "resourceType": "CareTeam",
        "id": "team",
        "identifier": [{"system": HER_ID, "value": str(her_id)}],
        "name": name,
        "participant": [{"role": [{"coding": [{"system": FUNCTION, "code": each}]}]} for each in functions],
    }
    security = {"meta": {"security": [{"system": ACCESS_LABEL, "code": label}]}} if label else {}
    return {
        "resourceType": "EpisodeOfCare",
        "contained": [{key: value for key, value in team.items() if value}],
        "status": "active",
        "type": [{"coding": [{"system": f"{OID_BASE}.1.{service.system}", "code": service.code}]}],
        "managingOrganization": {"reference": f"Organization/{unit}"},
        "team": [{"reference": "#team"}],
        **security,
        **more,
    }


def with_gp(**more: Any) -> dict[str, Any]:
    """Build the relation to a regular doctor."""
    return episode(GP, "Sigrid Lien", GENERAL_PRACTICE, REGULAR_DOCTOR, **more)


def contact(
    her_id: int,
    name: str,
    taken: tuple[str, ...] | None,
    *,
    organisation: str,
    now: Instant,
    kind: Kind = "person",
    service: ServiceCode | None = None,
    above: str = "Trollkatten legesenter",
) -> Contact:
    """Build a contact. taken: names of the processes it takes part in, None when its profile cannot be read. organisation: number."""
    profile = (
        None if taken is None else tuple(Process(name=each, version="1.2", receives=("Foresporsel",), sends=("Svar",)) for each in taken)
    )
    return Contact(
        her_id=her_id,
        kind=kind,
        name=name,
        parent_her_id=1,
        parent_name=above,
        organisation_number=organisation,
        hpr=None,
        service=service,
        can_receive=True,
        is_active=True,
        valid_from=now.replace(year=now.year - 1),
        valid_to=None,
        addresses=(),
        processes=profile,
        certificates=None,
    )
