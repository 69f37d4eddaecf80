"""Only a system of a known organisation delivers."""

from dataclasses import replace

from innsyn.gate.rules.patient_facts import PatientFacts
from innsyn.gate.rules.situation import Situation, case_of
from innsyn.gate.rules.systems import is_delivering_organisation

SYSTEM = case_of(Situation(role="system")).visit.actor


def test_a_delivering_organisation_is_a_system_with_a_valid_number():
    assert is_delivering_organisation(SYSTEM)
    assert not is_delivering_organisation(replace(SYSTEM, organisation=None))
    assert not is_delivering_organisation(replace(SYSTEM, organisation="874716781"))
    assert not is_delivering_organisation(case_of(Situation(role="staff")).visit.actor)


def test_nothing_is_known_of_a_patient_until_it_is():
    nobody = PatientFacts()
    assert (nobody.patient_id, nobody.born_on, nobody.number) == (None, None, None)
    assert (nobody.is_dead, nobody.is_protected, nobody.name) == (False, False, "")
    assert (nobody.person_keys, nobody.labels, nobody.doctor_offices) == (frozenset(), frozenset(), frozenset())
