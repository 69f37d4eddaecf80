"""Made-up people, places, appointments, messages and claims."""

from random import Random

from innsyn.kernel import systems
from innsyn.record.training.pieces import (
    BASIS,
    FAMILIES,
    HOSPITALS,
    NAMES,
    TERMS,
    TEXTS,
    Resource,
    code,
    concept,
    day,
    doctor,
    encounter,
    hospital,
    letters,
    moment,
    profile,
    subject,
    uuid,
)


def claim(random: Random) -> Resource:
    """Make a claim."""
    money = {"value": round(random.uniform(100, 9000), 2), "currency": random.choice(("NOK", "USD"))}
    item = {"sequence": 1, "productOrService": concept(systems.SNOMED_CT, random), "encounter": [encounter(random)], "net": money}
    return {
        "resourceType": random.choice(("Claim", "ExplanationOfBenefit")),
        "status": "active",
        "type": code(f"{TERMS}claim-type", random.choice(("institutional", "professional", "pharmacy"))),
        "use": "claim",
        "patient": subject(random),
        "billablePeriod": {"start": moment(random), "end": moment(random)},
        "created": moment(random),
        "provider": hospital(random),
        "priority": code(f"{TERMS}processpriority", "normal"),
        "facility": {"reference": f"Location/s-{letters(random, 13)}", "display": random.choice(HOSPITALS)},
        "diagnosis": [{"sequence": 1, "diagnosisReference": {"reference": f"urn:uuid:{uuid(random)}"}}],
        "insurance": [{"sequence": 1, "focal": True, "coverage": {"display": "HELFO"}}],
        "item": [{**item, "sequence": number} for number in (1, 2)],
        "total": money,
    }


def appointment(random: Random) -> Resource:
    """Make an appointment."""
    return {
        "resourceType": "Appointment",
        "status": random.choice(("booked", "pending", "fulfilled", "cancelled")),
        "serviceType": [concept(systems.SERVICE_TYPE, random)],
        "description": random.choice(TEXTS),
        "start": moment(random),
        "end": moment(random),
        "created": moment(random),
        "participant": [
            {"actor": subject(random), "required": "required", "status": "accepted"},
            {"actor": {"reference": f"HealthcareService/s-{letters(random, 13)}"}, "status": "accepted"},
        ],
    }


def message(random: Random) -> Resource:
    """Make a message."""
    return {
        "resourceType": random.choice(("Communication", "CommunicationRequest")),
        "status": "completed",
        "category": [code(f"{TERMS}communication-category", "instruction")],
        "subject": subject(random),
        "topic": {"text": random.choice(TEXTS)},
        "sent": moment(random),
        "recipient": [hospital(random)],
        "sender": subject(random),
        "payload": [{"contentString": "Hei, jeg lurer på om jeg kan få time hos dere. Hilsen meg"}],
    }


def patient(random: Random) -> Resource:
    """Make a patient."""
    return {
        "resourceType": "Patient",
        "meta": profile(f"{BASIS}Patient"),
        "identifier": [
            {"use": "official", "system": systems.PERSON_NUMBER, "value": f"{day(random)[8:]}8{random.randint(10000000, 99999999)}"}
        ],
        "active": True,
        "name": [{"use": "official", "family": random.choice(FAMILIES), "given": [random.choice(NAMES)]}],
        "telecom": [{"system": "phone", "value": f"+47{random.randint(40000000, 49999999)}", "use": "mobile"}],
        "gender": random.choice(("male", "female")),
        "birthDate": day(random),
        "address": [{"use": "home", "line": ["Storgata 1"], "city": "Hamar", "postalCode": "2317", "country": "NO"}],
        "maritalStatus": concept(f"{TERMS}v3-MaritalStatus", random, "Married"),
        "communication": [{"language": concept("urn:ietf:bcp:47", random, "Norsk bokmål")}],
        "generalPractitioner": [doctor(random), hospital(random)],
        "managingOrganization": hospital(random),
    }


def directory(random: Random) -> Resource:
    """Make a directory."""
    return {
        "resourceType": random.choice(("Organization", "HealthcareService", "Location")),
        "meta": profile(f"{BASIS}Organization"),
        "identifier": [{"system": systems.ORGANISATION_NUMBER, "value": str(random.randint(900000000, 999999999))}],
        "active": True,
        "type": [concept(f"{TERMS}organization-type", random, "Healthcare Provider")],
        "name": random.choice(HOSPITALS),
        "telecom": [{"system": "phone", "value": f"+47{random.randint(20000000, 79999999)}"}],
        "address": [{"line": ["Sykehusveien 2"], "city": "Bergen", "postalCode": "5021", "country": "NO"}],
        "partOf": hospital(random),
    }


def role(random: Random) -> Resource:
    """Make a role."""
    return {
        "resourceType": "PractitionerRole",
        "meta": profile(f"{BASIS}PractitionerRole"),
        "active": True,
        "practitioner": doctor(random),
        "organization": hospital(random),
        "code": [concept(systems.PROFESSION, random, "Lege")],
        "specialty": [concept(f"{systems.OID_BASE}.1.7426", random)],
        "telecom": [{"system": "email", "value": "post@example.no", "use": "work"}],
    }
