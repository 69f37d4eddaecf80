"""One problem is shown once, with everyone who recorded it, and stands as active when any of them says so."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from innsyn.features.diagnoses.families import FAMILIES, family
from innsyn.features.diagnoses.problem import Code, Registration, Standing
from innsyn.features.diagnoses.rules import problems, standing
from innsyn.fhir.dates import interval
from innsyn.kernel import systems

STORED = datetime(2026, 3, 12, 8, tzinfo=UTC)
HOSPITAL = Registration(
    id="h", text="Diabetes mellitus type 2", codes=(Code(systems.ICD_10, "E11.9"),), status="active",
    since=interval("2019-05"), recorded_on=interval("2025-02-01"), stored_at=STORED,
)  # fmt: skip
GENERAL_PRACTICE = Registration(
    id="g", text="Diabetes type 2", codes=(Code(systems.ICPC_2, "T90"),), status="active",
    since=interval("2018"), recorded_on=interval("2026-01-10"), stored_at=STORED,
)  # fmt: skip


def test_hospital_and_general_practice_speak_of_one_problem():
    (problem,) = problems([HOSPITAL, GENERAL_PRACTICE])
    assert problem.family == "diabetes_2"
    assert [each.id for each in problem.registrations] == ["g", "h"]


def test_the_earliest_beginning_is_said():
    (problem,) = problems([HOSPITAL, GENERAL_PRACTICE])
    assert problem.since == interval("2018")


def test_another_problem_stands_apart():
    type_1 = replace(HOSPITAL, id="x", codes=(Code(systems.ICD_10, "E10.9"),))
    assert len(problems([GENERAL_PRACTICE, type_1])) == 2


def test_details_of_one_category_are_one_problem():
    one = replace(HOSPITAL, id="a", codes=(Code(systems.ICD_10, "L50.1"),))
    assert len(problems([one, replace(one, id="b", codes=(Code(systems.ICD_10, "L50.8"),))])) == 1
    assert len(problems([one, replace(one, id="b", codes=(Code(systems.ICD_10, "L51.1"),))])) == 2


def test_letters_shared_by_two_systems_are_not_confused():
    general_practice_stroke = (Code(systems.ICPC_2, "K90"),)
    hospital_coeliac = (Code(systems.ICD_10, "K90.0"),)
    assert family(general_practice_stroke) == "stroke"
    assert family(hospital_coeliac) == "coeliac_disease"


def test_other_systems_need_the_whole_code():
    one = replace(HOSPITAL, id="a", codes=(Code(systems.SNOMED_CT, "444814009"),))
    assert len(problems([one, replace(one, id="b", codes=(Code(systems.SNOMED_CT, "444470001"),))])) == 2


def test_without_codes_the_same_words_are_one_problem():
    one = replace(HOSPITAL, id="a", codes=(), text="Vond rygg")
    assert len(problems([one, replace(one, id="b", text="vond rygg")])) == 1
    assert len(problems([one, replace(one, id="b", text="")])) == 2


def test_codes_of_two_families_name_none():
    assert family((Code(systems.ICD_10, "E11"), Code(systems.ICD_10, "I10"))) == ""


def test_active_anywhere_is_active():
    resolved = replace(HOSPITAL, status="resolved")
    (problem,) = problems([resolved, GENERAL_PRACTICE])
    assert problem.standing == Standing.ACTIVE


def test_over_when_all_say_so():
    (problem,) = problems([replace(HOSPITAL, status="resolved"), replace(GENERAL_PRACTICE, status="")])
    assert problem.standing == Standing.EARLIER


@pytest.mark.parametrize(("verification", "status"), [("refuted", "active"), ("entered-in-error", "active"), ("entered-in-error", "")])
def test_what_was_not_so_is_never_active(verification, status):
    assert standing(replace(HOSPITAL, verification=verification, status=status)) == Standing.EARLIER


def test_what_was_not_so_stands_alone():
    wrong = replace(HOSPITAL, id="w", verification="entered-in-error")
    found = problems([wrong, GENERAL_PRACTICE])
    assert {tuple(each.id for each in problem.registrations) for problem in found} == {("w",), ("g",)}


def test_a_missing_status_is_unknown():
    assert standing(replace(HOSPITAL, status="")) == Standing.UNKNOWN
    assert standing(replace(HOSPITAL, status="odd")) == Standing.UNKNOWN


def test_missing_dates_come_last():
    undated = replace(HOSPITAL, id="u", codes=(), text="x", since=None, recorded_on=None)
    assert [problem.registrations[0].id for problem in problems([undated, HOSPITAL])] == ["h", "u"]
    assert problems([undated])[0].since is None


def test_families_are_known_by_word():
    assert "depression" in FAMILIES
    assert family(()) == ""
