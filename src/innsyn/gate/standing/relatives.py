"""Parents and guardians as RelatedPerson, the way the population register has them.

Source: HL7 FHIR R4 RelatedPerson; Folkeregisteret (foreldreansvar, vergemål, adressebeskyttelse); docs/adr/0023-population-register.md.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any, get_args

from innsyn.gate.register import Protection, RegisteredGuardian, RegisteredParent, RegisteredPerson
from innsyn.gate.rules.access_facts import REGISTERED
from innsyn.gate.rules.relations import Guardian, GuardianScope, Parent, Period, Registered
from innsyn.gate.standing.period import period_of, written_period
from innsyn.kernel.ids import PersonNumber
from innsyn.kernel.systems import ACCESS_FACT, D_NUMBER, PERSON_NUMBER, PERSON_SYSTEMS

EXTENSION = "urn:innsyn:registered-relation"
"""Holds what RelatedPerson has no place for: `responsibility`, `shares-address`, `protected`, `dead`, `scope`, and `organisation`, one for
each municipality that an errand is with."""

_ROLE = "http://terminology.hl7.org/CodeSystem/v3-RoleCode"
_GUARDIAN, _ONESELF = "GUARD", "ONESELF"
GUARDIAN_ROLE = (_ROLE, _GUARDIAN)
_PARENTS = {"mother": "MTH", "father": "FTH", "co_mother": "PRN", "other": "PRN"}
_TOLD_RELATIONS = (("mother", "MTH"), ("father", "FTH"))
_SCOPES: dict[str, GuardianScope] = {each: each for each in get_args(GuardianScope)}


def relation_of(
    relative: Mapping[str, Any], labels: frozenset[str], person_key: Callable[[str], str]
) -> Parent | Guardian | Registered | None:
    """Read a relation from the register; None for any other RelatedPerson, one that is not active, or one without a readable number."""
    numbers = [each.get("value") for each in relative.get("identifier", ()) if each.get("system") in PERSON_SYSTEMS]
    if f"{ACCESS_FACT}|{REGISTERED}" not in labels or relative.get("active") is not True or len(numbers) != 1 or not numbers[0]:
        return None
    key, told = person_key(numbers[0]), _told(relative)
    if _ONESELF in _roles(relative):
        is_dead = told.get("dead", {}).get("valueBoolean") is True
        return Registered(is_protected=told.get("protected", {}).get("valueBoolean"), is_dead=is_dead)
    if _GUARDIAN in _roles(relative):
        return _guardian(relative, key, _SCOPES.get(str(told.get("scope", {}).get("valueCode")), "unknown"))
    return Parent(
        key=key,
        has_responsibility=told.get("responsibility", {}).get("valueBoolean") is True,
        shares_address=told.get("shares-address", {}).get("valueBoolean"),
        is_protected=told.get("protected", {}).get("valueBoolean"),
        relation=next((name for name, code in _TOLD_RELATIONS if code in _roles(relative)), ""),
    )


def _guardian(relative: Mapping[str, Any], key: str, scope: GuardianScope) -> Guardian:
    numbers = (each.get("valueString") for each in _all_told(relative) if each.get("url") == "organisation")
    with_whom = frozenset(str(number) for number in numbers if number) if scope == "municipal_care" else frozenset[str]()
    return Guardian(key=key, scope=scope, organisations=with_whom, period=period_of(relative.get("period")))


def parent_body(parent: RegisteredParent, patient_id: str) -> dict[str, Any]:
    """Write a parent. A protected one has no name here: nothing leads to where she lives."""
    protected = is_protected(parent.protection)
    told = [
        _flag("responsibility", parent.has_responsibility),
        _flag("shares-address", parent.shares_address),
        _flag("protected", protected),
    ]
    name = "" if protected is not False else parent.name
    return _relative(parent.number, name, _PARENTS[parent.relation], told, patient_id)


def is_protected(protection: Protection) -> bool | None:
    """Say whether a grade of address protection hides where somebody lives; None when the grade is unknown."""
    return None if protection == "unknown" else protection in ("confidential", "strictly_confidential")


def oneself_body(person: RegisteredPerson, patient_id: str) -> dict[str, Any]:
    """Write what the register says of the patient herself. No name and no address: the Patient has what may be shown."""
    told = [_flag("protected", is_protected(person.protection)), _flag("dead", person.is_dead)]
    return _relative(person.number, "", _ONESELF, told, patient_id)


def guardian_body(guardian: RegisteredGuardian, patient_id: str, municipalities: Collection[str] = ()) -> dict[str, Any]:
    """Write a guardian. A protected one has no name here. municipalities: numbers of those an errand of health and care is with."""
    name = guardian.name if is_protected(guardian.protection) is False else ""
    with_whom = sorted(municipalities) if guardian.scope == "municipal_care" else ()
    told = [{"url": "scope", "valueCode": guardian.scope}, *({"url": "organisation", "valueString": number} for number in with_whom)]
    body = _relative(guardian.number, name, _GUARDIAN, told, patient_id)
    period = written_period(Period(guardian.since, guardian.until))
    return {**body, **({"period": period} if period else {})}


def ended(relative: Mapping[str, Any]) -> dict[str, Any]:
    """Write a relation as one the register no longer has."""
    return {**relative, "active": False}


def _relative(number: PersonNumber, name: str, role: str, told: list[dict[str, Any]], patient_id: str) -> dict[str, Any]:
    system = D_NUMBER if number.kind == "d_number" else PERSON_NUMBER
    return {
        "resourceType": "RelatedPerson",
        "meta": {"security": [{"system": ACCESS_FACT, "code": REGISTERED}]},
        "extension": [{"url": EXTENSION, "extension": [each for each in told if each]}],
        "identifier": [{"system": system, "value": number.value}],
        "active": True,
        "patient": {"reference": f"Patient/{patient_id}"},
        "relationship": [{"coding": [{"system": _ROLE, "code": role}]}],
        **({"name": [{"text": name}]} if name else {}),
    }


def _flag(url: str, value: bool | None) -> dict[str, Any]:
    return {} if value is None else {"url": url, "valueBoolean": value}


def _roles(relative: Mapping[str, Any]) -> frozenset[str]:
    codings = (coding for each in relative.get("relationship", ()) for coding in each.get("coding", ()))
    return frozenset(str(each.get("code")) for each in codings if each.get("system") == _ROLE)


def _told(relative: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    return {str(each.get("url")): each for each in _all_told(relative)}


def _all_told(relative: Mapping[str, Any]) -> list[dict[str, Any]]:
    found = (each.get("extension", ()) for each in relative.get("extension", ()) if each.get("url") == EXTENSION)
    return list(next(iter(found), ()))
