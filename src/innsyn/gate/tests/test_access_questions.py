"""A question about an access is a valid Task at every stage, and says the same when it is read again."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from innsyn.fhir.validation import validate
from innsyn.gate.standing.access_questions import (
    DECISIONS,
    Answer,
    Statement,
    answered,
    question_body,
    question_id,
    question_of,
    taken,
    with_statement,
)
from innsyn.gate.tests.samples import NOW, TRUST

VISIT = UUID(int=7)
DUE = date(2026, 12, 6)
LATER = NOW + timedelta(days=3)


def asked(**more):
    return question_body("p1", VISIT, organisation=TRUST, name="Fjordby helseforetak", now=NOW, due_on=DUE, **more)


def an_answer(decision="in-order", done=""):
    return Answer(decision, "Hun tok imot deg.", done, "Eva Engebretsen", None)


def stages():
    question = asked(words="Jeg kjenner henne ikke.")
    received = taken(question, LATER)
    heard = with_statement(received, Statement(None, "Avdelingsleder", "Hun var på vakt."), LATER)
    return {
        "sent": question,
        "received": received,
        "in-work": heard,
        "answered": answered(heard, an_answer("not-in-order", "Tilgangen er stengt."), LATER),
    }


@pytest.mark.parametrize("stage", stages())
def test_every_stage_is_a_valid_task_that_says_its_stage(stage):
    task = stages()[stage]
    assert [problem for problem in validate(task) if problem.severity == "error"] == []
    assert question_of(task).stage == stage


def test_a_question_says_the_same_when_it_is_read_again():
    question = question_of(stages()["answered"])
    assert (question.visit, question.organisation, question.organisation_name) == (VISIT, TRUST, "Fjordby helseforetak")
    assert (question.asked_at, question.due_on, question.words, question.is_asked) == (NOW, DUE, "Jeg kjenner henne ikke.", True)
    assert question.statements == (Statement(LATER, "Avdelingsleder", "Hun var på vakt."),)
    assert question.answer == Answer("not-in-order", "Hun tok imot deg.", "Tilgangen er stengt.", "Eva Engebretsen", LATER)


@pytest.mark.parametrize("decision", DECISIONS)
def test_every_decision_can_be_answered_with(decision):
    assert question_of(answered(asked(), an_answer(decision), LATER)).answer.decision == decision


def test_what_the_officer_began_is_in_work_and_asked_by_nobody():
    question = question_of(asked(is_asked=False))
    assert (question.stage, question.is_asked, question.is_open) == ("in-work", False, True)


def test_it_is_overdue_the_day_after_the_promise_and_never_once_answered():
    question = question_of(asked())
    assert not question.is_overdue(DUE)
    assert question.is_overdue(DUE + timedelta(days=1))
    assert not question_of(answered(asked(), an_answer(), LATER)).is_overdue(DUE + timedelta(days=99))


@pytest.mark.parametrize(
    "spoiled",
    [
        {"code": {"coding": [{"system": "urn:innsyn:access-fact", "code": "hide-request"}]}},
        {"code": {"coding": [{"system": "urn:other", "code": "access-question"}]}},
        {"input": []},
        {"input": [{"type": {"coding": [{"system": "urn:innsyn:access-fact", "code": "visit"}]}, "valueString": "no visit"}]},
        {"owner": {"display": "Fjordby"}},
        {"owner": {"identifier": {"system": "urn:other", "value": "974749025"}}},
    ],
)
def test_what_is_no_question_is_none(spoiled):
    assert question_of({**asked(), **spoiled}) is None


def test_a_task_that_was_taken_back_or_is_unknown_is_not_open():
    for status in ("cancelled", "rejected", "entered-in-error", "draft", ""):
        assert not question_of({**asked(), "status": status}).is_open


def test_there_is_one_question_for_a_visit_and_another_for_another():
    assert question_id(5, VISIT) == question_id(5, VISIT)
    assert len({question_id(5, VISIT), question_id(6, VISIT), question_id(5, UUID(int=8))}) == 3
