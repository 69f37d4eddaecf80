"""The resources of the small world: every type and keeper, every label, code, status and age a rule asks of."""

from dataclasses import replace
from functools import cache
from itertools import product

from innsyn.gate.rules.situation import HOSPITAL, OTHER_HOSPITAL, Situation
from innsyn.gate.rules.tests.shelf import Shelf
from innsyn.gate.rules.tests.table_of_kinds import (
    ANSWERS,
    AREA,
    CLOSES_TO_CITIZENS,
    CLOSING,
    CONVERSATIONS,
    DONE_ACTION,
    DRAFT_COMPOSITION,
    DRAFT_DOCUMENT,
    FROM_CITIZEN,
    FROM_CLINIC,
    GRANT,
    OF_RENEWAL,
    OWN_EVENT,
    PATIENT,
    QUESTION,
    REGISTERED,
    SHIELD,
    TASKS,
    WITHHOLDING,
)

KEEPERS = (HOSPITAL, OTHER_HOSPITAL, PATIENT, None)
EVERY_TYPE = (
    *(type_ for types in AREA.values() for type_ in types),
    "Patient",
    "RelatedPerson",
    "Consent",
    "Task",
    "Flag",
    "Basic",
    "List",
)
SOME_TYPES = (
    "DocumentReference",
    "Composition",
    "Observation",
    "Appointment",
    "Claim",
    "Communication",
    "Patient",
    "RelatedPerson",
    "Flag",
)

CODES = [(code,) for code in sorted(CLOSES_TO_CITIZENS | {"N", "NORS", "NORN_FORANS", "NORN_UNGDOM", "U", "L", "M", "R", "PATRPT"})]
MIXTURES = [("N", "NORN_FFL"), ("N", "R"), ("R", "NORN_FORANS"), ("N", "NORS"), ("NORS", "NORU"), ("U", "L", "M"), ("NORU", "NORN_KUT")]
STRANGE = [("NORN_NEW",), ("N", "urn:x|1"), ("urn:oid:2.16.578.1.12.4.1.1.7618|2",), ("",)]
WHAT_IT_IS = [(WITHHOLDING,), (REGISTERED,), (WITHHOLDING, "NORN_FFL"), (REGISTERED, "N")]
LABELS = [(), *CODES, *MIXTURES, *STRANGE, *WHAT_IT_IS]

FINAL = ("doc-status", "http://hl7.org/fhir/composition-status", "final")
ERROR = ("status", "http://hl7.org/fhir/document-reference-status", "entered-in-error")
UNVERIFIED, UNCLEAR = ("verification-status", None, "entered-in-error"), ("clinical-status", None, "entered-in-error")
CURRENT = ("status", None, "current")
TOKENS = (DRAFT_DOCUMENT, DRAFT_COMPOSITION, FINAL, ERROR, UNVERIFIED, UNCLEAR, CURRENT, GRANT, SHIELD, *TASKS)
TOKEN_TYPES = ("DocumentReference", "Composition", "Condition", "Consent", "Task", "Patient")
STATUSES = (None, "requested", "cancelled", "received", "entered-in-error")
BOOKINGS = ("proposed", "pending", "booked", "cancelled", "noshow", "revoked")
CONVERSATION_STATUSES = (None, "requested", "received", "in-progress", "completed", "rejected", "cancelled", "entered-in-error")
MESSAGE_STATUSES = (None, "preparation", "stopped", "in-progress", "completed", "not-done", "entered-in-error")
STRANGE_KIND = ("code", "urn:innsyn:dialogue", "video")
A05 = ("type", "urn:oid:2.16.578.1.12.4.1.1.9602", "A05-2")


@cache
def shelf():
    """All of them."""
    return Shelf(
        dict.fromkeys([*_by_type(), *_by_label(), *_by_code(), *_by_status(), *_by_day(), *_by_dialogue(), *_by_draft(), *_by_calendar()])
    )


def _by_type():
    for type_, keeper in product(EVERY_TYPE, KEEPERS):
        yield Situation(type=type_, custodian=keeper)


def _by_label():
    for type_, keeper, labels in product(SOME_TYPES, KEEPERS, LABELS):
        yield Situation(type=type_, custodian=keeper, labels=labels)


def _by_code():
    for type_, keeper, token, labels in product(TOKEN_TYPES, KEEPERS, TOKENS, ((), ("NORS",), ("NORN_KUT",))):
        yield Situation(type=type_, custodian=keeper, token=token, labels=labels)
    for keeper in KEEPERS:
        yield Situation(type="Consent", custodian=keeper, token=GRANT, also=SHIELD)


def _by_status():
    for token, keeper, status in product((*TASKS, CURRENT), KEEPERS, STATUSES):
        yield Situation(type="Task", custodian=keeper, token=token, status=status)
    for keeper in KEEPERS:
        yield Situation(type="Task", custodian=keeper, token=QUESTION, status="requested", labels=("NORN_EPO",))
        yield Situation(type="Basic", custodian=keeper, token=QUESTION, status="requested")
    for type_, keeper, status in product(("Appointment", "ServiceRequest"), KEEPERS, BOOKINGS):
        yield Situation(type=type_, custodian=keeper, status=status)
    for keeper in KEEPERS:
        yield Situation(type="Appointment", custodian=keeper, status="pending", labels=("NORN_EPO",))
    for keeper, labels, status in product(KEEPERS, (("R",), ("R", "NORN_UNGDOM")), ("proposed", "pending", "cancelled", "booked")):
        yield Situation(type="Appointment", custodian=keeper, status=status, labels=labels)
        yield Situation(type="AppointmentResponse", custodian=keeper, labels=labels)


def _by_day():
    days = [(0, 0), (1, 1), (13, 20), (14, 0), (20, 0), (None, 0), (None, 13), (None, 14)]
    for type_, keeper, (signed, recorded) in product(("DocumentReference", "Observation"), KEEPERS, days):
        thing = Situation(type=type_, custodian=keeper, signed_days_ago=signed, recorded_days_ago=recorded)
        yield from (thing, replace(thing, token=A05), replace(thing, labels=("NORU",)), replace(thing, labels=("NORN_FFL",)))


def _by_dialogue():
    for token, keeper, status in product((*CONVERSATIONS, STRANGE_KIND), KEEPERS, CONVERSATION_STATUSES):
        yield Situation(type="Task", custodian=keeper, token=token, status=status)
    for token, keeper, said in product(CONVERSATIONS[:2], KEEPERS, (*ANSWERS, CLOSING)):
        yield Situation(type="Task", custodian=keeper, token=token, status="completed", also=said)
    for token, keeper, status in product((FROM_CITIZEN, FROM_CLINIC, OF_RENEWAL, None), KEEPERS, MESSAGE_STATUSES):
        message = Situation(type="Communication", custodian=keeper, token=token, status=status)
        yield from (message, replace(message, type="Observation"))
        if token in (FROM_CITIZEN, FROM_CLINIC):
            yield from (replace(message, also=OF_RENEWAL), replace(message, labels=("NORN_KUT",)))


def _by_draft():
    """What somebody keeps for herself: whose, to whom, and of a renewal too."""
    for by, to, keeper, status in product(
        ("actor", "another"), (HOSPITAL, OTHER_HOSPITAL, None), (PATIENT, HOSPITAL), MESSAGE_STATUSES[1:4]
    ):
        draft = Situation(type="Communication", custodian=keeper, token=FROM_CITIZEN, status=status, drafted_by=by, drafted_to=to)
        yield from (draft, replace(draft, also=OF_RENEWAL), replace(draft, type="Observation"), replace(draft, labels=("NORN_KUT",)))


def _by_calendar():
    for token, keeper, status in product((OWN_EVENT, DONE_ACTION), KEEPERS, (None, "accepted", "completed", "cancelled", "requested")):
        entry = Situation(type="Task", custodian=keeper, token=token, status=status)
        yield from (entry, replace(entry, type="Basic"), replace(entry, labels=("NORN_EPO",)))
