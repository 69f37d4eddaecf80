"""A power of attorney as Consent: who may do what of the patient's, from whom, from when until when.

Source: HL7 FHIR R4 Consent (provision.type permit); HL7 Norway's Consent proposal for scope and category; vergemålsloven kapittel 10;
docs/spec/representation.md#REP-4.
"""

from collections.abc import Callable, Mapping
from typing import Any

from innsyn.gate.rules.access_facts import GRANT
from innsyn.gate.rules.areas import AREAS, Area
from innsyn.gate.rules.relations import Grant
from innsyn.gate.standing.consents import CONSENT, actors, category, is_active, is_of, provision
from innsyn.gate.standing.period import period_of, written_period
from innsyn.kernel.clock import Instant
from innsyn.kernel.ids import PersonNumber
from innsyn.kernel.systems import ACCESS_FACT, D_NUMBER, ORGANISATION_NUMBER, PERSON_NUMBER, PERSON_SYSTEMS

ATTORNEY_ROLE = ("http://terminology.hl7.org/CodeSystem/v3-RoleCode", "HPOWATT")
"""HL7: healthcare power of attorney."""
_LAW = "pasient- og brukerrettighetsloven § 3-3"
_PAPER = "paper"
_AREA = "area"


def grant_of(consent: Mapping[str, Any], id_: str, person_key: Callable[[str], str]) -> Grant | None:
    """Read a power of attorney; None for any other Consent, one that is not active, or one whose receiver cannot be read.

    Areas nobody knows open nothing. person_key: hides the receiver's number."""
    if not is_of(consent, GRANT) or not is_active(consent):
        return None
    given = provision(consent)
    receivers = [value for system, value in actors(given) if system in PERSON_SYSTEMS]
    if given.get("type") != "permit" or len(receivers) != 1:
        return None
    return Grant(
        id=id_,
        key=person_key(receivers[0]),
        areas=frozenset(area for area in AREAS if area in _codes(given, _AREA)),
        organisations=frozenset(value for system, value in actors(given) if system == ORGANISATION_NUMBER),
        period=period_of(given.get("period")),
        is_on_paper=_PAPER in _codes(given, "form"),
    )


def receiver_of(consent: Mapping[str, Any]) -> tuple[str, str] | None:
    """Say who receives a power of attorney: the national number and the name that was given; None when it cannot be read."""
    named = [each.get("reference", {}) for each in provision(consent).get("actor", ())]
    people = [each for each in named if each.get("identifier", {}).get("system") in PERSON_SYSTEMS]
    return (people[0]["identifier"]["value"], people[0].get("display", "")) if len(people) == 1 else None


def grant_body(
    grant: Grant, patient_id: str, receiver: PersonNumber, name: str, now: Instant, *, witness: str = "", papers: str = ""
) -> dict[str, Any]:
    """Write a power of attorney. name: of the receiver, as the giver wrote it.

    witness: name of who registered a paper one and saw it signed. papers: where the organisation keeps the paper."""
    system = D_NUMBER if receiver.kind == "d_number" else PERSON_NUMBER
    role = {"coding": [{"system": ATTORNEY_ROLE[0], "code": ATTORNEY_ROLE[1]}]}
    given = {"role": role, "reference": {"identifier": {"system": system, "value": receiver.value}, "display": name}}
    sources = [
        {"role": _coded("source"), "reference": {"identifier": {"system": ORGANISATION_NUMBER, "value": number}}}
        for number in sorted(grant.organisations)
    ]
    codes = [_code(f"{_AREA}-{area}") for area in sorted(grant.areas)] + ([_code(f"form-{_PAPER}")] if grant.is_on_paper else [])
    permitted: dict[str, Any] = {"type": "permit", "actor": [given, *sources], "class": codes}
    if period := written_period(grant.period):
        permitted["period"] = period
    whose = {"patient": {"reference": f"Patient/{patient_id}"}, "dateTime": now.isoformat(), "policyRule": {"text": _LAW}}
    body = {**CONSENT, "category": category(GRANT), **whose}
    if witness:
        body["verification"] = [{"verified": True, "verifiedWith": {"display": witness}, "verificationDate": now.isoformat()}]
    if papers:
        body["sourceReference"] = {"display": papers}
    return {**body, "provision": permitted}


def _codes(given: Mapping[str, Any], kind: str) -> frozenset[str]:
    codes = (str(each.get("code", "")) for each in given.get("class", ()) if each.get("system") == ACCESS_FACT)
    return frozenset(code.removeprefix(f"{kind}-") for code in codes if code.startswith(f"{kind}-"))


def _code(code: str) -> dict[str, str]:
    return {"system": ACCESS_FACT, "code": code}


def _coded(code: str) -> dict[str, Any]:
    return {"coding": [_code(code)]}


def areas_from(names: object) -> frozenset[Area]:
    """Pick the areas that exist out of what a form says."""
    return frozenset(area for area in AREAS if isinstance(names, list | tuple | set | frozenset) and area in names)
