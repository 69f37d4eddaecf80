"""The tables the rules look things up in are those that were written apart for the small world."""

from innsyn.gate.rules.access_facts import (
    ENROLMENT,
    HIDE_REQUEST,
    IS_ACCESS_TASK,
    PATIENT_KEEPS,
    PATIENTS_TASKS,
    REGISTERED_LABEL,
    WITHHOLDING_LABEL,
    is_task,
)
from innsyn.gate.rules.areas import AREAS, reached_by, types_of
from innsyn.gate.rules.dialogue_facts import ANSWERS, CLOSED, IS_CONVERSATION
from innsyn.gate.rules.drafts import DRAFT_COMPOSITION, DRAFT_DOCUMENT
from innsyn.gate.rules.grades import PARENTS_REACH, reached_by_youth
from innsyn.gate.rules.known_labels import KNOWN_LABELS
from innsyn.gate.rules.labels import DOCUMENT_TYPES
from innsyn.gate.rules.situation import (
    A_CLINICS_MESSAGE,
    A_CONSULTATION,
    A_GRANT,
    A_HIDE_REQUEST,
    A_MESSAGE,
    A_QUESTION,
    A_RENEWAL,
    A_RENEWAL_MESSAGE,
    A_SHIELD,
)
from innsyn.gate.rules.systems import OPEN_LABELS
from innsyn.gate.rules.tests import table_of_kinds as table
from innsyn.record.condition import AllOf, AnyOf, HasToken, OfType

TASK = OfType(frozenset({"Task"}))


def test_each_area_holds_the_types_of_the_table_and_no_type_is_in_two():
    assert {area: set(types) for area, types in AREAS.items()} == {area: set(types) for area, types in table.AREA.items()}
    assert sum(map(len, AREAS.values())) == len(types_of(frozenset(AREAS)))


def test_parents_reach_each_area_from_twelve_until_the_birthday_of_the_table():
    assert {area: range(12, until) for area, until in table.PARENTS_UNTIL.items()} == PARENTS_REACH


def test_the_young_reach_the_types_of_the_table():
    assert reached_by_youth() == AnyOf((OfType(frozenset(table.YOUTH_TYPES)), IS_CONVERSATION))


def test_labels_that_close_a_record_or_are_known_are_those_of_the_table():
    assert set(table.DOCUMENTS) == DOCUMENT_TYPES
    assert table.KNOWN == KNOWN_LABELS
    assert table.OPEN_TO_A_FINDER == OPEN_LABELS


def test_drafts_are_told_by_the_codes_of_the_table():
    assert (DRAFT_DOCUMENT, DRAFT_COMPOSITION) == (table.DRAFT_DOCUMENT, table.DRAFT_COMPOSITION)


def test_facts_about_access_are_told_by_the_codes_of_the_table():
    assert (A_GRANT, A_SHIELD) == (table.GRANT, table.SHIELD)
    assert (A_HIDE_REQUEST, A_QUESTION) == (table.WISH, table.QUESTION)
    assert (PATIENT_KEEPS, WITHHOLDING_LABEL, REGISTERED_LABEL) == (table.PATIENT, table.WITHHOLDING, table.REGISTERED)


def test_each_kind_of_task_is_one_of_the_table():
    assert set(IS_ACCESS_TASK.conditions) == {TASK, AnyOf(tuple(HasToken(*token) for token in table.TASKS))}
    assert [("code", table.ACCESS, code) for code in PATIENTS_TASKS] == [table.WISH, table.QUESTION]
    assert ("code", table.ACCESS, ENROLMENT) == table.ENROLMENT


def test_one_kind_of_task_is_asked_for_alone_and_several_as_any_of_them():
    assert is_task(HIDE_REQUEST) == AllOf((TASK, HasToken(*table.WISH)))
    assert is_task(HIDE_REQUEST, ENROLMENT) == AllOf((TASK, AnyOf((HasToken(*table.WISH), HasToken(*table.ENROLMENT)))))


def test_conversations_and_messages_are_told_by_the_codes_of_the_table():
    assert set(IS_CONVERSATION.conditions) == {TASK, AnyOf(tuple(HasToken(*token) for token in table.CONVERSATIONS))}
    assert (A_CONSULTATION, A_RENEWAL, A_RENEWAL_MESSAGE) == (table.CONSULTATION, table.RENEWAL, table.OF_RENEWAL)
    assert (A_MESSAGE, A_CLINICS_MESSAGE) == (table.FROM_CITIZEN, table.FROM_CLINIC)
    assert {code for _, _, code in table.ANSWERS} == set(ANSWERS)
    assert table.CLOSING[2] == CLOSED


def test_of_tasks_the_dialogue_reaches_conversations_and_no_other_area_reaches_any():
    assert [area for area in AREAS if reached_by(frozenset({area})) != OfType(types_of(frozenset({area})))] == ["dialogue"]
    assert reached_by(frozenset({"dialogue"})) == AnyOf((OfType(types_of(frozenset({"dialogue"}))), IS_CONVERSATION))
