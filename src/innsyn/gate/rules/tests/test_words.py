"""The words rules look for in a visit are those visits are opened with."""

from innsyn.gate.grounds import BASES, CLIENT, CLIENT_FOUND, PURPOSES
from innsyn.gate.grounds import DELIVERY as DELIVERED
from innsyn.gate.rules.dialogue_facts import IS_FROM_CLINIC, OWN_DRAFT
from innsyn.gate.rules.officers import OFFICE_PURPOSES, REGISTRATION, REVIEW
from innsyn.gate.rules.situation import A_CLINICS_MESSAGE, Situation, row_of
from innsyn.gate.rules.staff import AFTER_DEATH, CARE_PURPOSES
from innsyn.gate.rules.systems import DELIVERY, FOUND, OWN_USE
from innsyn.record.condition import holds


def test_systems_are_known_by_the_grounds_their_visits_are_opened_on():
    assert (DELIVERED.purpose, CLIENT.purpose, CLIENT_FOUND.basis) == (DELIVERY, OWN_USE, FOUND)


def test_what_somebody_keeps_for_herself_is_known_by_the_word_that_drafts_have_kept():
    assert OWN_DRAFT == "own-draft"


def test_only_a_communication_is_a_message_of_the_clinics():
    assert holds(IS_FROM_CLINIC, row_of(Situation(type="Communication", token=A_CLINICS_MESSAGE)))
    assert not holds(IS_FROM_CLINIC, row_of(Situation(type="Observation", token=A_CLINICS_MESSAGE)))


def test_personnel_may_attest_exactly_the_purposes_the_desk_offers():
    assert set(PURPOSES) == CARE_PURPOSES
    assert AFTER_DEATH in {basis.key for basis in BASES}


def test_what_an_office_comes_for_is_no_treatment():
    assert {REGISTRATION, REVIEW} == OFFICE_PURPOSES
    assert not OFFICE_PURPOSES & CARE_PURPOSES
