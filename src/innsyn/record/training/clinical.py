"""Made-up results, diagnoses, documents and treatment."""

from random import Random

from innsyn.kernel import systems
from innsyn.record.training.pieces import (
    BASIS,
    CORE,
    HOSPITALS,
    RXNORM,
    TERMS,
    TEXTS,
    Resource,
    code,
    concept,
    doctor,
    encounter,
    hospital,
    letters,
    moment,
    profile,
    quantity,
    subject,
    uuid,
)


def observation(random: Random) -> Resource:
    """Make an observation."""
    kind = random.choice(("vital-signs", "laboratory", "survey", "procedure", "social-history"))
    system = random.choice((systems.LOINC, systems.LOINC, systems.NLK))
    return {
        "resourceType": "Observation",
        "meta": profile("http://hl7.org/fhir/StructureDefinition/vitalsigns"),
        "status": "final",
        "category": [{"coding": [{"system": f"{TERMS}observation-category", "code": kind, "display": kind}]}],
        "code": concept(system, random),
        "subject": subject(random),
        "encounter": encounter(random),
        "effectiveDateTime": moment(random),
        "issued": moment(random),
        "performer": [hospital(random)],
        "valueQuantity": quantity(random),
        "interpretation": [code(f"{TERMS}v3-ObservationInterpretation", random.choice(("N", "H", "L")))],
        "referenceRange": [{"low": quantity(random), "high": quantity(random), "text": "3,5-5,0"}],
    }


def blood_pressure(random: Random) -> Resource:
    """Make a blood pressure."""
    part = [{"code": concept(systems.LOINC, random), "valueQuantity": quantity(random)} for _ in range(2)]
    taken = observation(random)
    del taken["valueQuantity"]
    return {**taken, "component": part}


def answer(random: Random) -> Resource:
    """Make an answer."""
    taken = observation(random)
    del taken["valueQuantity"]
    return {**taken, "valueCodeableConcept": concept(systems.SNOMED_CT, random)}


def condition(random: Random) -> Resource:
    """Make a condition."""
    return {
        "resourceType": "Condition",
        "meta": profile(f"{CORE}condition"),
        "clinicalStatus": code(f"{TERMS}condition-clinical", random.choice(("active", "resolved"))),
        "verificationStatus": code(f"{TERMS}condition-ver-status", "confirmed"),
        "category": [code(f"{TERMS}condition-category", random.choice(("encounter-diagnosis", "problem-list-item")))],
        "code": concept(random.choice((systems.ICD_10, systems.ICPC_2, systems.SNOMED_CT)), random),
        "subject": subject(random),
        "encounter": encounter(random),
        "onsetDateTime": moment(random),
        "abatementDateTime": moment(random),
        "recordedDate": moment(random),
        "asserter": doctor(random),
    }


def visit(random: Random) -> Resource:
    """Make a visit."""
    participant = {
        "type": [concept(f"{TERMS}v3-ParticipationType", random, "primary performer")],
        "period": {"start": moment(random), "end": moment(random)},
        "individual": doctor(random),
    }
    return {
        "resourceType": "Encounter",
        "meta": profile(f"{CORE}encounter"),
        "identifier": [{"use": "official", "system": "https://example.no/encounter", "value": uuid(random)}],
        "status": "finished",
        "class": {"system": f"{TERMS}v3-ActCode", "code": random.choice(("AMB", "IMP", "EMER"))},
        "type": [concept(systems.SNOMED_CT, random)],
        "subject": subject(random),
        "participant": [participant],
        "period": {"start": moment(random), "end": moment(random)},
        "location": [{"location": {"reference": f"Location/s-{letters(random, 13)}", "display": random.choice(HOSPITALS)}}],
        "serviceProvider": hospital(random),
    }


def document(random: Random) -> Resource:
    """Make a document."""
    attachment = {
        "contentType": random.choice(("application/pdf", "text/plain; charset=utf-8", "text/html", "application/hl7-cda+xml")),
        "language": "nb",
        "url": f"Binary/p{letters(random, 14)}-{letters(random, 13)}",
        "size": random.randint(1000, 90000),
        "hash": letters(random, 27) + "=",
        "title": random.choice(TEXTS),
        "creation": moment(random),
    }
    return {
        "resourceType": "DocumentReference",
        "meta": profile(f"{BASIS}DocumentReference"),
        "masterIdentifier": {"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{uuid(random)}"},
        "identifier": [{"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{uuid(random)}"}],
        "status": "current",
        "docStatus": "final",
        "type": concept(systems.DOCUMENT_TYPE, random),
        "category": [concept(systems.DOCUMENT_TYPE, random)],
        "subject": subject(random),
        "date": moment(random),
        "author": [doctor(random), hospital(random)],
        "custodian": hospital(random),
        "securityLabel": [{"coding": [{"system": systems.ACCESS_LABEL, "code": "N"}]}],
        "content": [
            {
                "attachment": attachment,
                "format": {"system": "urn:oid:1.3.6.1.4.1.19376.1.2.3", "code": "urn:ihe:iti:xds:2017:mimeTypeSufficient"},
            }
        ],
        "context": {"encounter": [encounter(random)], "period": {"start": moment(random), "end": moment(random)}},
    }


def report(random: Random) -> Resource:
    """Make a report."""
    return {
        "resourceType": "DiagnosticReport",
        "meta": profile(f"{CORE}diagnosticreport-lab"),
        "status": "final",
        "category": [code(f"{TERMS}v2-0074", "LAB")],
        "code": concept(systems.LOINC, random),
        "subject": subject(random),
        "encounter": encounter(random),
        "effectiveDateTime": moment(random),
        "issued": moment(random),
        "performer": [hospital(random)],
        "result": [
            {"reference": f"Observation/p{letters(random, 14)}-{letters(random, 13)}", "display": random.choice(TEXTS)} for _ in range(4)
        ],
        "presentedForm": [{"contentType": "text/plain; charset=utf-8", "data": "SsO4cm4gZXIga29udHJvbGxlcnQu"}],
    }


def prescription(random: Random) -> Resource:
    """Make a prescription."""
    dose = {
        "sequence": 1,
        "text": "1 tablett daglig",
        "timing": {"repeat": {"frequency": 1, "period": 1.0, "periodUnit": "d"}},
        "asNeededBoolean": False,
        "doseAndRate": [{"type": concept(f"{TERMS}dose-rate-type", random, "Ordered"), "doseQuantity": {"value": 1.0}}],
    }
    return {
        "resourceType": "MedicationRequest",
        "meta": profile(f"{CORE}medicationrequest"),
        "status": random.choice(("active", "stopped", "completed")),
        "intent": "order",
        "medicationCodeableConcept": concept(random.choice((systems.ATC, RXNORM)), random),
        "subject": subject(random),
        "encounter": encounter(random),
        "authoredOn": moment(random),
        "requester": doctor(random),
        "reasonReference": [{"reference": f"Condition/p{letters(random, 14)}-{letters(random, 13)}"}],
        "dosageInstruction": [dose],
    }


def procedure(random: Random) -> Resource:
    """Make a procedure."""
    return {
        "resourceType": "Procedure",
        "meta": profile(f"{CORE}procedure"),
        "status": "completed",
        "code": concept(random.choice((systems.NKPK, systems.SNOMED_CT)), random),
        "subject": subject(random),
        "encounter": encounter(random),
        "performedPeriod": {"start": moment(random), "end": moment(random)},
        "location": {"reference": f"Location/s-{letters(random, 13)}", "display": random.choice(HOSPITALS)},
        "reasonReference": [{"reference": f"Condition/p{letters(random, 14)}-{letters(random, 13)}", "display": random.choice(TEXTS)}],
    }


def vaccination(random: Random) -> Resource:
    """Make a vaccination."""
    return {
        "resourceType": "Immunization",
        "meta": profile(f"{CORE}immunization"),
        "status": "completed",
        "vaccineCode": concept("http://hl7.org/fhir/sid/cvx", random),
        "patient": subject(random),
        "encounter": encounter(random),
        "occurrenceDateTime": moment(random),
        "primarySource": True,
        "location": {"reference": f"Location/s-{letters(random, 13)}", "display": random.choice(HOSPITALS)},
    }


def allergy(random: Random) -> Resource:
    """Make an allergy."""
    return {
        "resourceType": "AllergyIntolerance",
        "meta": profile(f"{BASIS}AllergyIntolerance"),
        "clinicalStatus": code(f"{TERMS}allergyintolerance-clinical", "active"),
        "verificationStatus": code(f"{TERMS}allergyintolerance-verification", "confirmed"),
        "type": "allergy",
        "category": [random.choice(("food", "medication", "environment"))],
        "criticality": random.choice(("low", "high")),
        "code": concept(systems.SNOMED_CT, random),
        "patient": subject(random),
        "recordedDate": moment(random),
        "reaction": [{"manifestation": [concept(systems.SNOMED_CT, random)], "severity": "moderate"}],
    }


def plan(random: Random) -> Resource:
    """Make a plan."""
    activity = {
        "detail": {"code": concept(systems.SNOMED_CT, random), "status": "completed", "location": {"display": random.choice(HOSPITALS)}}
    }
    return {
        "resourceType": "CarePlan",
        "meta": profile(f"{CORE}careplan"),
        "text": {"status": "generated", "div": '<div xmlns="http://www.w3.org/1999/xhtml">Plan</div>'},
        "status": random.choice(("active", "completed")),
        "intent": "order",
        "category": [concept(systems.SNOMED_CT, random)],
        "subject": subject(random),
        "encounter": encounter(random),
        "period": {"start": moment(random), "end": moment(random)},
        "careTeam": [{"reference": f"CareTeam/p{letters(random, 14)}-{letters(random, 13)}"}],
        "activity": [activity, activity],
    }
