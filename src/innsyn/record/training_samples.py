"""Made-up resources of the kinds a record holds, to train the compression dictionary on: our own words, no patient's.

Seeded, so that anyone can make the very same dictionary. Only the shapes matter: element names, systems and profiles come back in every
resource, values do not.
"""

import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from innsyn.kernel import systems

Resource = dict[str, Any]
Maker = Callable[[Random], Resource]

_CORE = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-"
_BASIS = "http://hl7.no/fhir/StructureDefinition/no-basis-"
_TERMS = "http://terminology.hl7.org/CodeSystem/"
_RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
_UNITS = ("mmol/L", "g/dL", "mm[Hg]", "kg", "cm", "/min", "%", "10*3/uL", "mg/dL", "umol/L", "Cel", "kg/m2", "{score}")
_NAMES = ("Kari", "Ola", "Nora", "Emil", "Ingrid", "Jakob", "Sara", "Máret", "Nils", "Astrid")
_FAMILIES = ("Nordmann", "Berg", "Haugen", "Lunde", "Strand", "Solbakken", "Vik", "Moen")
_HOSPITALS = ("Sykehuset Innlandet HF", "Oslo universitetssykehus HF", "Helse Bergen HF", "St. Olavs hospital HF")
_TEXTS = (
    "Kontroll",
    "Epikrise",
    "Blodprøve",
    "Blodtrykk",
    "Røntgen av håndledd",
    "Poliklinisk notat",
    "Vaksinasjon",
    "Legemiddelgjennomgang",
)


def samples(seed: int, count: int) -> Iterator[bytes]:
    """Make `count` resources as stored bytes: compact for the most part, indented as some senders write them for the rest."""
    random = Random(seed)  # noqa: S311 -- not a secret: anyone shall be able to make the same
    for number in range(count):
        resource = MAKERS[number % len(MAKERS)](random)
        indent = 2 if random.random() < 0.3 else None
        separators = None if indent else (",", ":")
        yield json.dumps(_stored(resource, random), ensure_ascii=False, indent=indent, separators=separators).encode()


def _stored(resource: Resource, random: Random) -> Resource:
    meta = {"versionId": str(random.randint(1, 3)), "lastUpdated": f"{_moment(random)[:19]}.{random.randint(0, 999999):06}+00:00"}
    head = {"resourceType": resource["resourceType"], "id": f"p{_letters(random, 14)}-{_letters(random, 13)}"}
    return {**head, "meta": {**meta, **resource.get("meta", {})}, **resource}


def _letters(random: Random, count: int) -> str:
    return "".join(random.choice("0123456789abcdefghjkmnpqrstvwxyz") for _ in range(count))


def _uuid(random: Random) -> str:
    digits = f"{random.getrandbits(128):032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def _day(random: Random) -> str:
    return f"{random.randint(1950, 2026)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"


def _moment(random: Random) -> str:
    clock = f"{random.randint(0, 23):02}:{random.randint(0, 59):02}:{random.randint(0, 59):02}"
    return f"{_day(random)}T{clock}{random.choice(('+01:00', '+02:00', 'Z'))}"


def _concept(system: str, random: Random, text: str | None = None) -> Resource:
    said = text or random.choice(_TEXTS)
    return {"coding": [{"system": system, "code": str(random.randint(1000, 999999999)), "display": said}], "text": said}


def _code(system: str, code: str) -> Resource:
    return {"coding": [{"system": system, "code": code}]}


def _subject(random: Random) -> Resource:
    if random.random() < 0.5:
        return {"reference": f"Patient/p{_letters(random, 14)}"}
    return {"reference": f"urn:uuid:{_uuid(random)}", "display": f"{random.choice(_NAMES)} {random.choice(_FAMILIES)}"}


def _encounter(random: Random) -> Resource:
    return {"reference": f"Encounter/p{_letters(random, 14)}-{_letters(random, 13)}"}


def _doctor(random: Random) -> Resource:
    return {
        "type": "Practitioner",
        "identifier": {"system": systems.HPR_NUMBER, "value": str(random.randint(1000000, 9999999))},
        "display": f"{random.choice(_NAMES)} {random.choice(_FAMILIES)}",
    }


def _hospital(random: Random) -> Resource:
    return {
        "type": "Organization",
        "identifier": {"system": systems.ORGANISATION_NUMBER, "value": str(random.randint(900000000, 999999999))},
        "display": random.choice(_HOSPITALS),
    }


def _profile(name: str) -> Resource:
    return {"profile": [name]}


def _quantity(random: Random) -> Resource:
    unit = random.choice(_UNITS)
    return {"value": round(random.uniform(0, 300), 2), "unit": unit, "system": systems.UCUM, "code": unit}


def _observation(random: Random) -> Resource:
    kind = random.choice(("vital-signs", "laboratory", "survey", "procedure", "social-history"))
    system = random.choice((systems.LOINC, systems.LOINC, systems.NLK))
    return {
        "resourceType": "Observation",
        "meta": _profile("http://hl7.org/fhir/StructureDefinition/vitalsigns"),
        "status": "final",
        "category": [{"coding": [{"system": f"{_TERMS}observation-category", "code": kind, "display": kind}]}],
        "code": _concept(system, random),
        "subject": _subject(random),
        "encounter": _encounter(random),
        "effectiveDateTime": _moment(random),
        "issued": _moment(random),
        "performer": [_hospital(random)],
        "valueQuantity": _quantity(random),
        "interpretation": [_code(f"{_TERMS}v3-ObservationInterpretation", random.choice(("N", "H", "L")))],
        "referenceRange": [{"low": _quantity(random), "high": _quantity(random), "text": "3,5-5,0"}],
    }


def _blood_pressure(random: Random) -> Resource:
    part = [{"code": _concept(systems.LOINC, random), "valueQuantity": _quantity(random)} for _ in range(2)]
    taken = _observation(random)
    del taken["valueQuantity"]
    return {**taken, "component": part}


def _answer(random: Random) -> Resource:
    taken = _observation(random)
    del taken["valueQuantity"]
    return {**taken, "valueCodeableConcept": _concept(systems.SNOMED_CT, random)}


def _condition(random: Random) -> Resource:
    return {
        "resourceType": "Condition",
        "meta": _profile(f"{_CORE}condition"),
        "clinicalStatus": _code(f"{_TERMS}condition-clinical", random.choice(("active", "resolved"))),
        "verificationStatus": _code(f"{_TERMS}condition-ver-status", "confirmed"),
        "category": [_code(f"{_TERMS}condition-category", random.choice(("encounter-diagnosis", "problem-list-item")))],
        "code": _concept(random.choice((systems.ICD_10, systems.ICPC_2, systems.SNOMED_CT)), random),
        "subject": _subject(random),
        "encounter": _encounter(random),
        "onsetDateTime": _moment(random),
        "abatementDateTime": _moment(random),
        "recordedDate": _moment(random),
        "asserter": _doctor(random),
    }


def _visit(random: Random) -> Resource:
    participant = {
        "type": [_concept(f"{_TERMS}v3-ParticipationType", random, "primary performer")],
        "period": {"start": _moment(random), "end": _moment(random)},
        "individual": _doctor(random),
    }
    return {
        "resourceType": "Encounter",
        "meta": _profile(f"{_CORE}encounter"),
        "identifier": [{"use": "official", "system": "https://example.no/encounter", "value": _uuid(random)}],
        "status": "finished",
        "class": {"system": f"{_TERMS}v3-ActCode", "code": random.choice(("AMB", "IMP", "EMER"))},
        "type": [_concept(systems.SNOMED_CT, random)],
        "subject": _subject(random),
        "participant": [participant],
        "period": {"start": _moment(random), "end": _moment(random)},
        "location": [{"location": {"reference": f"Location/s-{_letters(random, 13)}", "display": random.choice(_HOSPITALS)}}],
        "serviceProvider": _hospital(random),
    }


def _document(random: Random) -> Resource:
    attachment = {
        "contentType": random.choice(("application/pdf", "text/plain; charset=utf-8", "text/html", "application/hl7-cda+xml")),
        "language": "nb",
        "url": f"Binary/p{_letters(random, 14)}-{_letters(random, 13)}",
        "size": random.randint(1000, 90000),
        "hash": _letters(random, 27) + "=",
        "title": random.choice(_TEXTS),
        "creation": _moment(random),
    }
    return {
        "resourceType": "DocumentReference",
        "meta": _profile(f"{_BASIS}DocumentReference"),
        "masterIdentifier": {"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{_uuid(random)}"},
        "identifier": [{"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{_uuid(random)}"}],
        "status": "current",
        "docStatus": "final",
        "type": _concept(systems.DOCUMENT_TYPE, random),
        "category": [_concept(systems.DOCUMENT_TYPE, random)],
        "subject": _subject(random),
        "date": _moment(random),
        "author": [_doctor(random), _hospital(random)],
        "custodian": _hospital(random),
        "securityLabel": [{"coding": [{"system": systems.ACCESS_LABEL, "code": "N"}]}],
        "content": [
            {
                "attachment": attachment,
                "format": {"system": "urn:oid:1.3.6.1.4.1.19376.1.2.3", "code": "urn:ihe:iti:xds:2017:mimeTypeSufficient"},
            }
        ],
        "context": {"encounter": [_encounter(random)], "period": {"start": _moment(random), "end": _moment(random)}},
    }


def _report(random: Random) -> Resource:
    return {
        "resourceType": "DiagnosticReport",
        "meta": _profile(f"{_CORE}diagnosticreport-lab"),
        "status": "final",
        "category": [_code(f"{_TERMS}v2-0074", "LAB")],
        "code": _concept(systems.LOINC, random),
        "subject": _subject(random),
        "encounter": _encounter(random),
        "effectiveDateTime": _moment(random),
        "issued": _moment(random),
        "performer": [_hospital(random)],
        "result": [
            {"reference": f"Observation/p{_letters(random, 14)}-{_letters(random, 13)}", "display": random.choice(_TEXTS)} for _ in range(4)
        ],
        "presentedForm": [{"contentType": "text/plain; charset=utf-8", "data": "SsO4cm4gZXIga29udHJvbGxlcnQu"}],
    }


def _prescription(random: Random) -> Resource:
    dose = {
        "sequence": 1,
        "text": "1 tablett daglig",
        "timing": {"repeat": {"frequency": 1, "period": 1.0, "periodUnit": "d"}},
        "asNeededBoolean": False,
        "doseAndRate": [{"type": _concept(f"{_TERMS}dose-rate-type", random, "Ordered"), "doseQuantity": {"value": 1.0}}],
    }
    return {
        "resourceType": "MedicationRequest",
        "meta": _profile(f"{_CORE}medicationrequest"),
        "status": random.choice(("active", "stopped", "completed")),
        "intent": "order",
        "medicationCodeableConcept": _concept(random.choice((systems.ATC, _RXNORM)), random),
        "subject": _subject(random),
        "encounter": _encounter(random),
        "authoredOn": _moment(random),
        "requester": _doctor(random),
        "reasonReference": [{"reference": f"Condition/p{_letters(random, 14)}-{_letters(random, 13)}"}],
        "dosageInstruction": [dose],
    }


def _procedure(random: Random) -> Resource:
    return {
        "resourceType": "Procedure",
        "meta": _profile(f"{_CORE}procedure"),
        "status": "completed",
        "code": _concept(random.choice((systems.NKPK, systems.SNOMED_CT)), random),
        "subject": _subject(random),
        "encounter": _encounter(random),
        "performedPeriod": {"start": _moment(random), "end": _moment(random)},
        "location": {"reference": f"Location/s-{_letters(random, 13)}", "display": random.choice(_HOSPITALS)},
        "reasonReference": [{"reference": f"Condition/p{_letters(random, 14)}-{_letters(random, 13)}", "display": random.choice(_TEXTS)}],
    }


def _vaccination(random: Random) -> Resource:
    return {
        "resourceType": "Immunization",
        "meta": _profile(f"{_CORE}immunization"),
        "status": "completed",
        "vaccineCode": _concept("http://hl7.org/fhir/sid/cvx", random),
        "patient": _subject(random),
        "encounter": _encounter(random),
        "occurrenceDateTime": _moment(random),
        "primarySource": True,
        "location": {"reference": f"Location/s-{_letters(random, 13)}", "display": random.choice(_HOSPITALS)},
    }


def _allergy(random: Random) -> Resource:
    return {
        "resourceType": "AllergyIntolerance",
        "meta": _profile(f"{_BASIS}AllergyIntolerance"),
        "clinicalStatus": _code(f"{_TERMS}allergyintolerance-clinical", "active"),
        "verificationStatus": _code(f"{_TERMS}allergyintolerance-verification", "confirmed"),
        "type": "allergy",
        "category": [random.choice(("food", "medication", "environment"))],
        "criticality": random.choice(("low", "high")),
        "code": _concept(systems.SNOMED_CT, random),
        "patient": _subject(random),
        "recordedDate": _moment(random),
        "reaction": [{"manifestation": [_concept(systems.SNOMED_CT, random)], "severity": "moderate"}],
    }


def _claim(random: Random) -> Resource:
    money = {"value": round(random.uniform(100, 9000), 2), "currency": random.choice(("NOK", "USD"))}
    item = {"sequence": 1, "productOrService": _concept(systems.SNOMED_CT, random), "encounter": [_encounter(random)], "net": money}
    return {
        "resourceType": random.choice(("Claim", "ExplanationOfBenefit")),
        "status": "active",
        "type": _code(f"{_TERMS}claim-type", random.choice(("institutional", "professional", "pharmacy"))),
        "use": "claim",
        "patient": _subject(random),
        "billablePeriod": {"start": _moment(random), "end": _moment(random)},
        "created": _moment(random),
        "provider": _hospital(random),
        "priority": _code(f"{_TERMS}processpriority", "normal"),
        "facility": {"reference": f"Location/s-{_letters(random, 13)}", "display": random.choice(_HOSPITALS)},
        "diagnosis": [{"sequence": 1, "diagnosisReference": {"reference": f"urn:uuid:{_uuid(random)}"}}],
        "insurance": [{"sequence": 1, "focal": True, "coverage": {"display": "HELFO"}}],
        "item": [{**item, "sequence": number} for number in (1, 2)],
        "total": money,
    }


def _plan(random: Random) -> Resource:
    activity = {
        "detail": {"code": _concept(systems.SNOMED_CT, random), "status": "completed", "location": {"display": random.choice(_HOSPITALS)}}
    }
    return {
        "resourceType": "CarePlan",
        "meta": _profile(f"{_CORE}careplan"),
        "text": {"status": "generated", "div": '<div xmlns="http://www.w3.org/1999/xhtml">Plan</div>'},
        "status": random.choice(("active", "completed")),
        "intent": "order",
        "category": [_concept(systems.SNOMED_CT, random)],
        "subject": _subject(random),
        "encounter": _encounter(random),
        "period": {"start": _moment(random), "end": _moment(random)},
        "careTeam": [{"reference": f"CareTeam/p{_letters(random, 14)}-{_letters(random, 13)}"}],
        "activity": [activity, activity],
    }


def _appointment(random: Random) -> Resource:
    return {
        "resourceType": "Appointment",
        "status": random.choice(("booked", "pending", "fulfilled", "cancelled")),
        "serviceType": [_concept(systems.SERVICE_TYPE, random)],
        "description": random.choice(_TEXTS),
        "start": _moment(random),
        "end": _moment(random),
        "created": _moment(random),
        "participant": [
            {"actor": _subject(random), "required": "required", "status": "accepted"},
            {"actor": {"reference": f"HealthcareService/s-{_letters(random, 13)}"}, "status": "accepted"},
        ],
    }


def _message(random: Random) -> Resource:
    return {
        "resourceType": random.choice(("Communication", "CommunicationRequest")),
        "status": "completed",
        "category": [_code(f"{_TERMS}communication-category", "instruction")],
        "subject": _subject(random),
        "topic": {"text": random.choice(_TEXTS)},
        "sent": _moment(random),
        "recipient": [_hospital(random)],
        "sender": _subject(random),
        "payload": [{"contentString": "Hei, jeg lurer på om jeg kan få time hos dere. Hilsen meg"}],
    }


def _patient(random: Random) -> Resource:
    return {
        "resourceType": "Patient",
        "meta": _profile(f"{_BASIS}Patient"),
        "identifier": [
            {"use": "official", "system": systems.PERSON_NUMBER, "value": f"{_day(random)[8:]}8{random.randint(10000000, 99999999)}"}
        ],
        "active": True,
        "name": [{"use": "official", "family": random.choice(_FAMILIES), "given": [random.choice(_NAMES)]}],
        "telecom": [{"system": "phone", "value": f"+47{random.randint(40000000, 49999999)}", "use": "mobile"}],
        "gender": random.choice(("male", "female")),
        "birthDate": _day(random),
        "address": [{"use": "home", "line": ["Storgata 1"], "city": "Hamar", "postalCode": "2317", "country": "NO"}],
        "maritalStatus": _concept(f"{_TERMS}v3-MaritalStatus", random, "Married"),
        "communication": [{"language": _concept("urn:ietf:bcp:47", random, "Norsk bokmål")}],
        "generalPractitioner": [_doctor(random), _hospital(random)],
        "managingOrganization": _hospital(random),
    }


def _directory(random: Random) -> Resource:
    return {
        "resourceType": random.choice(("Organization", "HealthcareService", "Location")),
        "meta": _profile(f"{_BASIS}Organization"),
        "identifier": [{"system": systems.ORGANISATION_NUMBER, "value": str(random.randint(900000000, 999999999))}],
        "active": True,
        "type": [_concept(f"{_TERMS}organization-type", random, "Healthcare Provider")],
        "name": random.choice(_HOSPITALS),
        "telecom": [{"system": "phone", "value": f"+47{random.randint(20000000, 79999999)}"}],
        "address": [{"line": ["Sykehusveien 2"], "city": "Bergen", "postalCode": "5021", "country": "NO"}],
        "partOf": _hospital(random),
    }


def _role(random: Random) -> Resource:
    return {
        "resourceType": "PractitionerRole",
        "meta": _profile(f"{_BASIS}PractitionerRole"),
        "active": True,
        "practitioner": _doctor(random),
        "organization": _hospital(random),
        "code": [_concept(systems.PROFESSION, random, "Lege")],
        "specialty": [_concept(f"{systems.OID_BASE}.1.7426", random)],
        "telecom": [{"system": "email", "value": "post@example.no", "use": "work"}],
    }


MAKERS: tuple[Maker, ...] = (
    _observation,
    _condition,
    _observation,
    _visit,
    _blood_pressure,
    _document,
    _answer,
    _report,
    _observation,
    _prescription,
    _procedure,
    _vaccination,
    _allergy,
    _claim,
    _plan,
    _appointment,
    _message,
    _patient,
    _directory,
    _role,
)
"""As often as records hold them, roughly."""
