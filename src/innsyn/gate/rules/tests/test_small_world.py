"""An exhaustive small world: every combination that matters, against a table written without looking at the rules.

`decide` and `narrow` are compared on the way: they may never disagree.
"""

from dataclasses import replace
from itertools import product

import pytest

from innsyn.gate.decide import decide, narrow
from innsyn.gate.rules.situation import HOSPITAL, OTHER_HOSPITAL, Situation, case_of, row_of
from innsyn.record.condition import holds

OPEN_LABELS = [(), ("N", "R"), ("U", "L", "M"), ("PATRPT",), ("NORS",)]
CLOSED_TO_EVERY_CITIZEN = [
    *("NORU", "NORN_FFL", "NORN_KUT", "NORN_EPO", "NORN_ALL", "NORN_FOR"),
    *("NORN_FFH", "NORN_FPB", "NORN_DUP", "NORN_ANG", "V"),
]
CLOSED_LABELS = [*[(code,) for code in CLOSED_TO_EVERY_CITIZEN], ("N", "NORN_FFL"), ("N", "urn:x|1")]
SOME_LABELS = [("NORN_FORANS",), ("NORN_UNGDOM",)]
BIRTHS = {None: None, "2026-11-23": None, "2014-11-23": 11, "2014-11-22": 12, "2010-11-23": 15, "2010-11-22": 16, "1940-01-01": 86}
STATUS = "http://hl7.org/fhir/composition-status"
DOCUMENT_DRAFT, COMPOSITION_DRAFT = ("doc-status", STATUS, "preliminary"), ("status", STATUS, "preliminary")
CONTENTS = [
    ("DocumentReference", None),
    ("DocumentReference", DOCUMENT_DRAFT),
    ("DocumentReference", COMPOSITION_DRAFT),
    ("Composition", COMPOSITION_DRAFT),
    ("Condition", DOCUMENT_DRAFT),
    ("Binary", None),
]
CLOSED_CONTENTS = [("DocumentReference", DOCUMENT_DRAFT), ("Composition", COMPOSITION_DRAFT), ("Binary", None)]


def citizens():
    for role, born, own, dead, protected in product(
        ("self", "parent", "guardian", "attorney"), BIRTHS, (True, False), (True, False), (True, False)
    ):
        yield Situation(role=role, born=born, own=own, dead=dead, protected=protected)


def resources():
    for labels, (kind, token) in product(OPEN_LABELS + CLOSED_LABELS + SOME_LABELS, CONTENTS):
        yield Situation(labels=labels, type=kind, token=token)


def comes_in(who):
    """By default a parent lives with the child, a guardian has personal scope, and somebody with a power of attorney has it for documents."""
    age = BIRTHS[who.born]
    if who.dead or age is None or (who.role != "self" and (who.own or who.protected)):
        return False
    by_age = {"self": age >= 16 and who.own, "parent": age < 12, "guardian": age < 12 or age >= 16, "attorney": age >= 16}
    return by_age[who.role]


def citizen_may(who, what, act):
    """Only the living of the right age are read, by those who are let in; labels, drafts and bare content are closed to them."""
    if act == "write" or not comes_in(who) or (who.role == "attorney" and what.type == "Condition"):
        return False
    is_open = what.labels in OPEN_LABELS or what.labels == ("NORN_UNGDOM",)
    is_open = is_open or (what.labels == ("NORN_FORANS",) and who.role not in ("parent", "guardian"))
    return is_open and (what.type, what.token) not in CLOSED_CONTENTS


def staff():
    for purpose, profession, organisation, own, dead, basis, reason, minutes in product(
        ("TREAT", "ETREAT", "COC", "BTG", "PATRQT"),
        ("LE", "XX", None),
        (HOSPITAL, None),
        (True, False),
        (True, False),
        ("gate.basis.appointment", "gate.basis.after_death"),
        ("words", None),
        (59, 60),
    ):
        yield Situation(
            role="staff", purpose=purpose, profession=profession, organisation=organisation, own=own,
            dead=dead, basis=basis, reason=reason, minutes=minutes, born=None, protected=True,
        )  # fmt: skip


def staff_resources():
    for labels, kind, custodian in product(
        (("N",), ("N", "NORS"), ("NORN_FFL",), ("NORN_NEW",)), ("Condition", "Binary"), (HOSPITAL, OTHER_HOSPITAL, None)
    ):
        yield Situation(labels=labels, type=kind, custodian=custodian)


def staff_may(who, what, act):
    """An attested need within the hour, a known profession and organisation; blocks hold except behind the broken glass."""
    is_emergency = who.purpose == "BTG"
    comes_in = (
        who.purpose in ("TREAT", "ETREAT", "COC", "BTG")
        and who.profession == "LE"
        and who.organisation == HOSPITAL
        and not who.own
        and who.minutes == 59
        and (not who.dead or who.basis == "gate.basis.after_death")
        and (who.reason or not is_emergency)
    )
    is_shielded = not is_emergency and ("NORS" in what.labels or "NORN_NEW" in what.labels)
    if act == "write":
        return comes_in and not is_shielded and what.custodian == HOSPITAL
    return comes_in and not is_shielded and what.type != "Binary"


def disagreements(people, things, may):
    """Compare the table, `decide` and `narrow` for every pair, reading and writing; returns the wrong ones and how many were tried."""
    rows = [(thing, row_of(thing)) for thing in things]
    tried, wrong = 0, []
    for who in people:
        for act in ("read", "write"):
            case = case_of(replace(who, act=act))
            narrowed = narrow(case, act)
            for what, row in rows:
                tried += 1
                answers = (decide(case, act, row).allowed, holds(narrowed, row))
                if answers != (may(who, what, act),) * 2:
                    wrong.append((who, what, act, answers))
    return wrong, tried


@pytest.mark.uncounted
def test_citizens_see_exactly_what_the_table_says(record_property):
    wrong, tried = disagreements(citizens(), list(resources()), citizen_may)
    record_property("situations", tried)
    assert wrong[:3] == []
    assert tried == 4 * 7 * 8 * 2 * 20 * 6


@pytest.mark.uncounted
def test_staff_see_exactly_what_the_table_says(record_property):
    wrong, tried = disagreements(staff(), list(staff_resources()), staff_may)
    record_property("situations", tried)
    assert wrong[:3] == []
    assert tried == 5 * 3 * 64 * 2 * 24


@pytest.mark.uncounted
def test_a_weak_login_sees_nothing_at_all():
    weak = [replace(who, level=level) for who in [*citizens(), Situation(role="staff")] for level in ("lower", "unknown")]
    wrong, _ = disagreements(weak, list(staff_resources()), lambda who, what, act: False)
    assert wrong[:3] == []


def test_a_visit_to_one_record_sees_nothing_of_another():
    elsewhere = [
        replace(who, same_patient=same, known_patient=known)
        for who in (Situation(), Situation(role="staff"), Situation(role="staff", purpose="BTG"))
        for same, known in ((False, True), (True, False))
    ]
    wrong, _ = disagreements(elsewhere, list(staff_resources()), lambda who, what, act: False)
    assert wrong == []


def test_a_system_delivers_only_for_a_known_organisation_and_that_purpose():
    systems = [
        Situation(role="system", purpose=purpose, organisation=organisation, level="unknown")
        for purpose, organisation in product(("RECORDMGT", "TREAT"), (HOSPITAL, None))
    ]
    wrong, _ = disagreements(
        systems, list(staff_resources()), lambda who, what, act: who.purpose == "RECORDMGT" and who.organisation == HOSPITAL
    )
    assert wrong[:3] == []


def test_a_record_closed_whole_closes_documents_and_leaves_the_rest():
    wrong, _ = disagreements(
        [Situation(record_labels=("NORN_ALL",))],
        [Situation(type=kind) for kind in ("DocumentReference", "Composition", "DiagnosticReport", "Media", "ImagingStudy", "Condition")],
        lambda who, what, act: act == "read" and what.type == "Condition",
    )
    assert wrong == []
