"""What stands about each person of the access tables: every resource carries words that are hers alone, so that a leak has a name."""

import base64
import re
from uuid import NAMESPACE_URL, uuid5

from innsyn.gate.rules.access_facts import PATIENT_KEEPS
from innsyn.gate.rules.relations import Grant, Shield, Withholding
from innsyn.gate.standing.access_questions import question_body, question_id
from innsyn.gate.standing.appointment_flags import ACKNOWLEDGE, CANCEL, MOVE, SHORT_NOTICE, flag_body, with_flags
from innsyn.gate.standing.calendar import OwnEvent, own_event_body
from innsyn.gate.standing.conversations import Conversation, answered, conversation_body, conversation_id
from innsyn.gate.standing.grants import grant_body
from innsyn.gate.standing.messages import Attachment, Message, message_body
from innsyn.gate.standing.referrals import Course, may_be_taken_back, with_course
from innsyn.gate.standing.shields import shield_body
from innsyn.gate.standing.speakers import PATIENT_SPEAKS
from innsyn.gate.standing.wishes import wish_body
from innsyn.gate.standing.withholdings import Reasons, withholding_body
from innsyn.kernel.clock import norwegian_date
from innsyn.kernel.ids import person_number
from innsyn.kernel.systems import ACCESS_LABEL, DOCUMENT_TYPE, HER_ID, ICD_10, NLK, ORGANISATION_NUMBER
from innsyn.sandbox.people.nation import Nation

MARK = re.compile(r"Merkeord-([a-z]+)-")
PDF = "application/pdf"
CODED = "urn:innsyn:access-tables"
"""Identifier system of what changes are tried on."""


def mark(key: str, what: str) -> str:
    """Say the words that stand in one thing of one person's record and nowhere else."""
    return f"Merkeord-{key}-{what}"


def marked_in(text: str) -> set[str]:
    """Say whose things a text shows: keys of people."""
    return set(MARK.findall(text))


def places(nation: Nation, key: str) -> set[str]:
    """Say everything that leads to where somebody lives: street, post code, town, municipality, telephone, clinic and municipal service."""
    person = nation.people[key]
    services = {nation.organisations[each].name for each in (person.gp_office, person.care_municipality)}
    home = {person.address.line, person.address.postal_code, person.address.city, person.municipality.name, person.phone or ""}
    return {word for word in home | services if word}


def whereabouts(nation: Nation, key: str) -> dict:
    """Write into a Patient where somebody lives and who treats her there, as a hospital's own system may have it."""
    person = nation.people[key]
    home = {"line": [person.address.line], "postalCode": person.address.postal_code, "city": person.address.city}
    return {
        "address": [{**home, "district": person.municipality.name}],
        "telecom": [{"system": "phone", "value": person.phone}] if person.phone else [],
        "generalPractitioner": [{"display": nation.organisations[person.gp_office].name}],
    }


def clinical(key: str, keeper: str, *, where: str = "mark") -> list[dict]:
    """Write a document, a result, a report, a diagnosis and a health contact. keeper: organisation number. where: middle of the ids."""
    about = {"subject": {"reference": f"Patient/{key}"}}

    def named(what: str) -> str:
        return f"{key}-{where}-{what}"

    return [
        _document(named("document"), mark(key, "dokument"), mark(key, "innhold"), keeper, about),
        {
            "resourceType": "Observation",
            "id": named("result"),
            "status": "final",
            "category": _coded("http://terminology.hl7.org/CodeSystem/observation-category", "laboratory"),
            "code": {"coding": [{"system": NLK, "code": "NPU02319"}], "text": mark(key, "svar")},
            "effectiveDateTime": "2026-10-12",
            "valueQuantity": {"value": 13.5, "unit": "g/dL"},
            **about,
        },
        {
            "resourceType": "DiagnosticReport",
            "id": named("report"),
            "status": "final",
            "code": {"text": mark(key, "rapport")},
            "effectiveDateTime": "2026-10-12",
            "result": [{"reference": f"Observation/{named('result')}"}],
            "conclusion": mark(key, "konklusjon"),
            **about,
        },
        {
            "resourceType": "Condition",
            "id": named("diagnosis"),
            "clinicalStatus": {"coding": _coded("http://terminology.hl7.org/CodeSystem/condition-clinical", "active")[0]["coding"]},
            "category": _coded("http://terminology.hl7.org/CodeSystem/condition-category", "encounter-diagnosis"),
            "code": {"coding": [{"system": ICD_10, "code": "J45.9", "display": mark(key, "diagnose")}], "text": mark(key, "diagnose")},
            "recordedDate": "2026-10-12",
            **about,
        },
        health_contact(named("contact"), key),
    ]  # fmt: skip


def health_contact(id_: str, key: str) -> dict:
    """Write that somebody treats her. The register knows nobody of this HER-id: what is shown of the contact is the relation's own."""
    identifier = [{"system": HER_ID, "value": "99999999"}]
    team = {"resourceType": "CareTeam", "id": "team", "identifier": identifier, "status": "active", "name": mark(key, "kontakt")}
    return {
        "resourceType": "EpisodeOfCare",
        "id": id_,
        "contained": [team],
        "status": "active",
        "patient": {"reference": f"Patient/{key}"},
        "team": [{"reference": "#team"}],
    }


def appointment(key: str) -> dict:
    """Write an appointment that the patient may answer, move and call off at any hour."""
    flags = [flag_body(code, key, None) for code in (ACKNOWLEDGE, SHORT_NOTICE, CANCEL, MOVE)]
    body = {
        "resourceType": "Appointment",
        "id": f"{key}-mark-appointment",
        "status": "booked",
        "description": mark(key, "time"),
        "start": "2036-06-02T09:00:00+02:00",
        "end": "2036-06-02T09:30:00+02:00",
        "participant": [{"actor": {"reference": f"Patient/{key}"}, "status": "accepted"}],
    }
    return with_flags(body, flags)


def referral(key: str) -> dict:
    """Write a referral that has come to a hospital."""
    body = {
        "resourceType": "ServiceRequest",
        "id": f"{key}-mark-referral",
        "status": "active",
        "intent": "order",
        "code": {"text": mark(key, "henvisning")},
        "subject": {"reference": f"Patient/{key}"},
        "authoredOn": "2026-10-12",
    }
    told = with_course(body, Course(status="mottatt"))
    return may_be_taken_back(told, key, None)


def own_event(key: str, now) -> dict:
    """Write an event of somebody's own calendar, today and all day."""
    today = norwegian_date(now)
    told = OwnEvent(title=mark(key, "hendelse"), begins=today, ends=today)
    return {**own_event_body(told, patient_id=key, by=PATIENT_SPEAKS, now=now), "id": f"{key}-mark-event"}


def documents_beside(key: str, keeper: str) -> list[dict]:
    """Write a document that a decision closes to the patient, and one that things about access may name without closing what is walked."""
    about = {"subject": {"reference": f"Patient/{key}"}}
    return [
        _document(f"{key}-closed-document", mark(key, "lukket"), mark(key, "lukketinnhold"), keeper, about),
        _document(f"{key}-spare-document", mark(key, "reserve"), mark(key, "reserveinnhold"), keeper, about),
    ]


def probe(key: str) -> dict:
    """Write the Observation that changes are tried on."""
    return {
        "resourceType": "Observation",
        "id": f"{key}-probe",
        "identifier": [{"system": CODED, "value": f"{key}-probe"}],
        "status": "final",
        "code": {"text": mark(key, "prøve")},
        "subject": {"reference": f"Patient/{key}"},
    }


def subscription(key: str) -> dict:
    """Write a subscription to what is written about somebody."""
    channel = {"type": "rest-hook", "endpoint": "https://hook.example/in", "payload": "application/fhir+json"}
    criteria = f"Observation?patient=Patient/{key}"
    return {"resourceType": "Subscription", "status": "requested", "reason": "x", "criteria": criteria, "channel": channel}


def about_access(key: str, keeper: str, stranger: str, now, *, owner: int, visit) -> list[tuple[dict, str]]:
    """Write a power of attorney, a shield, a wish, a question and a decision to withhold, each with who keeps it.

    stranger: national number of who receives the power; it gives no area. visit: the one that is asked about."""
    receiver = person_number(stranger)
    document = f"DocumentReference/{key}-spare-document"
    asked = question_body(key, visit, organisation=keeper, name="Sykehuset", now=now, due_on=now.date(), words=mark(key, "spørsmål"))
    reasons = Reasons(words=mark(key, "begrunnelse"), author_hpr="990000137", author_name="Legen")
    decided = Withholding(id="", code="NORN_EPO", references=frozenset({f"DocumentReference/{key}-closed-document"}), custodian="")
    shield = Shield(id="", organisations=frozenset({"999999999"}), references=frozenset({document}))
    return [
        (
            {**grant_body(Grant(id="", key="", areas=frozenset()), key, receiver, mark(key, "fullmektig"), now), "id": f"{key}-grant"},
            PATIENT_KEEPS,
        ),
        (
            {**shield_body(shield, key, now, {"999999999": mark(key, "sperret")}, note=mark(key, "notat")), "id": f"{key}-shield"},
            PATIENT_KEEPS,
        ),
        ({**wish_body(document, keeper, key, mark(key, "ønske"), now), "id": f"{key}-wish"}, keeper),
        ({**asked, "id": question_id(owner, visit)}, keeper),
        ({**withholding_body(decided, key, reasons), "id": f"{key}-decision"}, keeper),
    ]


def talk(key: str, keeper: str, now, *, owner: int) -> list[tuple[dict, str]]:
    """Write a conversation with its message and file, answered and open, and a draft of another one, each with who keeps it."""
    first, second = (uuid5(NAMESPACE_URL, f"{key}/{what}") for what in ("samtale", "utkast"))
    told = {"kind": "e-contact", "contact": "99999999", "organisation": keeper, "organisation_name": "Sykehuset"}
    begun = Conversation(id=first, subject=mark(key, "emne"), began_by=PATIENT_SPEAKS, state="received", **told)
    file = Attachment(title=mark(key, "vedlegg"), content_type=PDF, content=base64.b64encode(b"%PDF-" + mark(key, "fil").encode()).decode())
    said = {**told, "sender": PATIENT_SPEAKS}
    sent = Message(
        id=first, conversation=f"Task/{key}-conversation", state="delivered", text=mark(key, "melding"), attachments=(file,), **said
    )  # fmt: skip
    said |= {"subject": mark(key, "utkast"), "text": mark(key, "ord")}
    draft = Message(id=second, conversation=f"Task/{conversation_id(owner, second)}", state="draft", **said)
    return [
        ({**answered(conversation_body(begun, patient_id=key, now=now), now), "id": f"{key}-conversation"}, keeper),
        ({**message_body(sent, patient_id=key, now=now), "id": f"{key}-message"}, keeper),
        ({**message_body(draft, patient_id=key, now=now), "id": f"{key}-draft"}, PATIENT_KEEPS),
    ]


def _document(id_: str, title: str, words: str, keeper: str, about: dict) -> dict:
    data = base64.b64encode(words.encode()).decode()
    return {
        "resourceType": "DocumentReference",
        "id": id_,
        "status": "current",
        "docStatus": "final",
        "type": {"coding": [{"system": DOCUMENT_TYPE, "code": "A03-2", "display": "Epikrise"}], "text": title},
        "category": _coded(DOCUMENT_TYPE, "A00-1"),
        "securityLabel": _coded(ACCESS_LABEL, "N"),
        "date": "2026-10-12T10:00:00+02:00",
        "description": title,
        "custodian": {"identifier": {"system": ORGANISATION_NUMBER, "value": keeper}},
        "content": [{"attachment": {"contentType": "text/plain; charset=utf-8", "data": data, "title": title, "creation": "2026-10-12"}}],
        **about,
    }  # fmt: skip


def _coded(system: str, code: str) -> list[dict]:
    return [{"coding": [{"system": system, "code": code}]}]
