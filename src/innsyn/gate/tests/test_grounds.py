"""A ground is whole or it is not a ground: purpose, a basis that goes with it, and for an emergency a reason in words."""

import pytest

from innsyn.gate.attestation.systems import DECISION_TEMPLATE
from innsyn.gate.attestation.systems import PURPOSES as ATTESTED
from innsyn.gate.grounds import BASES, EMERGENCY_REASONS, LONGEST_WORDS, PURPOSES, bases_for, staff_ground
from innsyn.gate.rules.staff import CARE_PURPOSES
from innsyn.gate.visit import Code, Ground
from innsyn.kernel.outcome import Verdict

EMERGENCY = {
    "purpose": "BTG",
    "basis": "gate.basis.emergency",
    "emergency_reason": "gate.emergency.life",
    "words": "Bevisstløs i veikanten",
}


def test_what_was_chosen_becomes_a_ground_with_details_for_others():
    service = Code("S03", "urn:oid:2.16.578.1.12.4.1.1.8655", "Indremedisin")
    ground = staff_ground(purpose="TREAT", basis="gate.basis.admitted", service=service, decision_ref="17")
    assert ground == Ground(
        purpose="TREAT", basis="gate.basis.admitted", decision_ref="17", service=service, details=Code("BELEGG", DECISION_TEMPLATE)
    )
    assert not ground.is_emergency


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"purpose": "HMARKT"}, "gate.ground.choose_purpose"),
        ({"purpose": ""}, "gate.ground.choose_purpose"),
        ({"basis": "gate.basis.none"}, "gate.ground.choose_basis"),
        ({"basis": "gate.basis.admitted"}, "gate.ground.choose_basis"),
        ({"emergency_reason": ""}, "gate.ground.choose_reason"),
        ({"emergency_reason": "gate.emergency.curious"}, "gate.ground.choose_reason"),
        ({"words": "  kort     "}, "gate.ground.write_reason"),
        ({"words": "ni tegn !"}, "gate.ground.write_reason"),
    ],
)
def test_what_is_missing_is_said(change, key):
    answer = staff_ground(**(EMERGENCY | change))
    assert isinstance(answer, Verdict)
    assert (answer.allowed, answer.key) == (False, key)


def test_an_emergency_keeps_its_reason_and_no_more_words_than_fit():
    ground = staff_ground(**EMERGENCY)
    assert (ground.is_emergency, ground.emergency.reason, ground.emergency.words) == (True, "gate.emergency.life", "Bevisstløs i veikanten")
    assert len(staff_ground(**(EMERGENCY | {"words": "x" * 2_000})).emergency.words) == LONGEST_WORDS
    assert isinstance(staff_ground(**(EMERGENCY | {"words": "akkurat ti"})), Ground)


def test_only_an_emergency_carries_an_emergencys_reason():
    assert staff_ground(**(EMERGENCY | {"purpose": "ETREAT", "basis": "gate.basis.acute"})).emergency is None


def test_every_purpose_has_a_basis_and_is_one_that_may_be_attested():
    assert set(PURPOSES) == CARE_PURPOSES == ATTESTED
    assert all(bases_for(purpose) for purpose in PURPOSES)
    assert {basis for purpose in PURPOSES for basis in bases_for(purpose)} == set(BASES)
    assert len(set(EMERGENCY_REASONS)) == len(EMERGENCY_REASONS)
