"""An organisation as Organization, Location and HealthcareService: no-basis 2.0.15, core, 2.0.17."""

from collections.abc import Iterator

from innsyn.kernel.systems import ACCESS_FACT, ORGANISATION_NUMBER, RESH_ID
from innsyn.sandbox.people.nation import Nation
from innsyn.sandbox.people.organisations import Organisation
from innsyn.sandbox.people.resources.reference import VOLVEN, Json, concept, organisation_ref, profile

_LEVELS = {"region": "Regionalt helseforetak", "legal_entity": "Juridisk enhet", "point_of_care": "Virksomhet", "department": "Avdeling"}

_ALWAYS_OPEN = frozenset({"KP02", "KA02", "KP01", "6"})
"""Services that are there day and night: home care, out-of-hours clinics, nursing homes, emergency admission."""


def organisation(nation: Nation, unit: Organisation) -> Json:
    """Write a unit as Organization, identified by organisation number, or by RESH id when it is a department."""
    resource: Json = {
        "resourceType": "Organization",
        "id": unit.key,
        "meta": profile("Organization"),
        "identifier": [_identifier(unit)],
        "active": True,
        "type": [_type(unit)],
        "name": unit.name,
        "telecom": [{"system": "phone", "value": unit.phone, "use": "work"}],
    }
    if unit.city:
        resource["address"] = [{"use": "work", "city": unit.city, "postalCode": unit.postal_code, "country": "NO"}]
    if unit.part_of:
        resource["partOf"] = organisation_ref(nation.organisations[unit.part_of])
    return resource


def places_and_services(nation: Nation, unit: Organisation) -> Iterator[Json]:
    """Write where a unit is and what it offers. Yields a Location for each point of care, a HealthcareService for each area of service."""
    if unit.level == "point_of_care" or (unit.level == "legal_entity" and unit.service):
        yield _location(unit)
    if unit.service:
        yield _service(nation, unit)


def _type(unit: Organisation) -> Json:
    """Say at what level a unit is, and of a municipality that it is one: what guardians with an errand there see stands on it."""
    level = _LEVELS[unit.level]
    return {**concept(ACCESS_FACT, "municipality", "Kommune"), "text": level} if unit.is_municipality else {"text": level}


def _identifier(unit: Organisation) -> Json:
    if unit.number:
        return {"use": "official", "system": ORGANISATION_NUMBER, "value": unit.number}
    return {"use": "official", "system": RESH_ID, "value": unit.resh}


def _location(unit: Organisation) -> Json:
    return {
        "resourceType": "Location",
        "id": f"{unit.key}-sted",
        "meta": profile("Location"),
        "status": "active",
        "name": unit.name,
        "mode": "instance",
        "address": {"city": unit.city, "postalCode": unit.postal_code, "country": "NO"},
        "managingOrganization": organisation_ref(unit),
    }


def _service(nation: Nation, unit: Organisation) -> Json:
    system, code, name = unit.service or ("", "", "")
    site = next(each for each in nation.above(unit.key) if each.level != "department")
    resource: Json = {
        "resourceType": "HealthcareService",
        "id": f"{unit.key}-tjeneste",
        "meta": profile("HealthcareService"),
        "active": True,
        "providedBy": organisation_ref(unit) | {"identifier": _identifier(unit)},
        "specialty": [concept(f"{VOLVEN}.{system}", code, name)],
        "name": unit.name,
        "telecom": [{"system": "phone", "value": unit.phone, "use": "work"}],
        "availableTime": [_open(code)],
    }
    return resource | {"location": [{"reference": f"Location/{site.key}-sted", "display": site.name}]}


def _open(service: str) -> Json:
    if service in _ALWAYS_OPEN:
        return {"daysOfWeek": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "allDay": True}
    return {"daysOfWeek": ["mon", "tue", "wed", "thu", "fri"], "availableStartTime": "08:00:00", "availableEndTime": "15:30:00"}
