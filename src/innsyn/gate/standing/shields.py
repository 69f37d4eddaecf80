"""A shield (sperring) as Consent: what the patient has closed, and to whom.

Source: HL7 FHIR R4 Consent (provision.type deny, provision.data); HL7 Norway's Consent proposal; pasient- og brukerrettighetsloven § 5-3;
docs/spec/shields.md.
"""

from collections.abc import Mapping
from typing import Any

from innsyn.gate.rules.access_facts import PATIENT_KEEPS, SHIELD
from innsyn.gate.rules.relations import Shield
from innsyn.gate.standing.consents import CONSENT, LEGAL_BASIS, actors, category, is_active, is_of, provision
from innsyn.gate.standing.period import period_of, written_period
from innsyn.kernel.clock import Instant
from innsyn.kernel.systems import ACCESS_FACT, HPR_NUMBER, ORGANISATION_NUMBER, PERSON_KEY, PROFESSION

NOTE = "urn:innsyn:own-note"
"""Extension that holds the patient's own words to herself."""

EVERYBODY = "everybody"
"""Stands where organisations and persons stand, in a shield against all personnel: so that it can be found."""

_ROLE = ("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "IRCP")
"""HL7: information recipient."""


def shield_of(consent: Mapping[str, Any], id_: str, custodian: str | None) -> Shield | None:
    """Read a shield; None for any other Consent, or one that is not active.

    custodian: who keeps it. A shield of somebody we do not know closes what that keeper has. One whose receivers cannot be read is
    against all personnel: what forbids is never lost by being unreadable."""
    if not is_of(consent, SHIELD) or not is_active(consent):
        return None
    given = provision(consent)
    if given.get("type") != "deny":
        return None
    named = actors(given)
    return Shield(
        id=id_,
        persons=frozenset(value for system, value in named if system in (HPR_NUMBER, PERSON_KEY)),
        professions=_professions(given),
        organisations=frozenset(value for system, value in named if system == ORGANISATION_NUMBER),
        references=shield_references(given),
        period=period_of(given.get("period")),
        custodian=None if custodian == PATIENT_KEEPS else custodian or "",
    )


def shield_body(shield: Shield, patient_id: str, now: Instant, names: Mapping[str, str], *, note: str = "") -> dict[str, Any]:
    """Write a shield. names: of persons and organisations by what stands for them, for the patient to read later. note: to herself."""
    denied: dict[str, Any] = {"type": "deny"}
    people = [_receiver(HPR_NUMBER if value.isdigit() else PERSON_KEY, value, names) for value in sorted(shield.persons)]
    organisations = [_receiver(ORGANISATION_NUMBER, value, names) for value in sorted(shield.organisations)]
    professions = [
        {"role": {"coding": [{"system": PROFESSION, "code": code}]}, "reference": {"display": code}} for code in sorted(shield.professions)
    ]
    denied["actor"] = [*people, *organisations, *professions] or [_receiver(ACCESS_FACT, EVERYBODY, {})]
    if shield.references:
        denied["data"] = [{"meaning": "instance", "reference": {"reference": each}} for each in sorted(shield.references)]
    if period := written_period(shield.period):
        denied["period"] = period
    whose = {"patient": {"reference": f"Patient/{patient_id}"}, "dateTime": now.isoformat(), "policyRule": LEGAL_BASIS}
    own = {"extension": [{"url": NOTE, "valueString": note}]} if note else {}
    return {**CONSENT, **own, "category": category(SHIELD), **whose, "provision": denied}


def names_in(consent: Mapping[str, Any]) -> dict[str, str]:
    """Read how those whom a shield names were called when it was set, by what stands for them."""
    named = [each.get("reference", {}) for each in provision(consent).get("actor", ()) if isinstance(each, dict)]
    return {
        str(each["identifier"]["value"]): str(each["display"])
        for each in named
        if each.get("identifier", {}).get("value") and each.get("display")
    }


def note_in(consent: Mapping[str, Any]) -> str:
    """Read the patient's own words to herself; empty when there are none."""
    found = (each.get("valueString") for each in consent.get("extension", ()) if each.get("url") == NOTE)
    return str(next(found, "") or "")


def _receiver(system: str, value: str, names: Mapping[str, str]) -> dict[str, Any]:
    role = {"coding": [{"system": _ROLE[0], "code": _ROLE[1]}]}
    display = {"display": names[value]} if names.get(value) else {}
    return {"role": role, "reference": {"identifier": {"system": system, "value": value}, **display}}


def _professions(given: Mapping[str, Any]) -> frozenset[str]:
    codings = (coding for each in given.get("actor", ()) for coding in each.get("role", {}).get("coding", ()))
    return frozenset(str(coding.get("code")) for coding in codings if coding.get("system") == PROFESSION)


def shield_references(given: Mapping[str, Any]) -> frozenset[str]:
    """List what a provision names, as `Type/id`; empty for the whole record."""
    data = (each.get("reference", {}).get("reference") for each in given.get("data", ()) if isinstance(each, dict))
    return frozenset(each for each in data if isinstance(each, str) and each)
