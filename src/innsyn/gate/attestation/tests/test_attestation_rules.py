"""Each business rule of the trust framework holds where it says and breaks beside it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from innsyn.gate.attestation.model import Receipt
from innsyn.gate.attestation.rules import ATTESTATION_RULES, broken_rules
from innsyn.gate.attestation.wire import read_attestation
from innsyn.kernel.systems import OID_BASE, PERSON_NUMBER

NOW = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
NUMBER, D_NUMBER_OF_SOMEBODY = "03851598730", "43851530038"
PATIENT = "30908299902"
SYSTEMS = {"fnr": PERSON_NUMBER, "org": f"{OID_BASE}.4.101", "hpr": f"{OID_BASE}.4.4", "profession": f"{OID_BASE}.1.9060"}


def wire():
    """The sketch of the facts: a doctor at a hospital about one patient."""
    return {
        "attestation": {"toa": int(NOW.timestamp())},
        "practitioner": {
            "identifier": {"id": NUMBER, "name": "Kari Lege", "system": SYSTEMS["fnr"]},
            "hpr_nr": {"id": "9999999", "system": SYSTEMS["hpr"]},
            "authorization": {"code": "LE", "text": "Lege", "system": SYSTEMS["profession"]},
            "legal_entity": {"id": "993467049", "name": "X HF", "system": SYSTEMS["org"]},
            "point_of_care": {"id": "874716782", "name": "X HF Somatikk", "system": SYSTEMS["org"]},
        },
        "care_relationship": {
            "purpose_of_use": {"code": "TREAT", "system": "urn:oid:2.16.840.1.113883.1.11.20448"},
            "healthcare_service": {"code": "S03", "system": f"{OID_BASE}.1.8655"},
            "decision_ref": {"id": "9b1c", "user_selected": False},
        },
        "patients": [{"identifier": {"id": PATIENT, "system": SYSTEMS["fnr"]}}],
    }


RECEIPT = Receipt(
    now=NOW,
    is_signed=True,
    is_level_high=True,
    authenticated=NUMBER,
    registered_authorizations=frozenset({"LE", "SP"}),
    asked_about=(PERSON_NUMBER, PATIENT),
)


def broken(change=None, **receipt):
    document = wire()
    if change:
        *path, last = change[0].split(".")
        place = document
        for step in path:
            place = place[int(step) if step.isdigit() else step]
        if change[1] is None:
            del place[last]
        else:
            place[last] = change[1]
    return [verdict.rule for verdict in broken_rules(read_attestation(document), replace(RECEIPT, **receipt))]


def test_a_whole_attestation_breaks_no_rule():
    assert broken() == []


DETAILS = {"code": "POLBESOK", "system": "https://terminology.dips.com/decisiontemplate"}
VECTORS = [
    ("practitioner.identifier", None, ["ATT-5", "ATT-10", "ATT-11"]),
    ("practitioner.identifier", {"id": PATIENT, "system": SYSTEMS["fnr"]}, ["ATT-11"]),
    ("practitioner.identifier", {"id": NUMBER, "system": f"{OID_BASE}.4.2"}, ["ATT-10"]),
    ("practitioner.identifier", {"id": NUMBER, "system": SYSTEMS["hpr"]}, ["ATT-10"]),
    ("practitioner.identifier.id", NUMBER[:-1] + "1", ["ATT-10", "ATT-11"]),
    ("practitioner.legal_entity", None, ["ATT-5", "ATT-15"]),
    ("practitioner.legal_entity.id", "993467048", ["ATT-15"]),
    ("practitioner.legal_entity.system", "urn:x", ["ATT-15"]),
    ("practitioner.point_of_care", None, ["ATT-18b"]),
    ("practitioner.point_of_care.id", "1", ["ATT-18b"]),
    ("practitioner.point_of_care.system", f"{OID_BASE}.4.102", ["ATT-18b"]),
    ("practitioner.hpr_nr.system", "urn:x", ["ATT-29a"]),
    ("practitioner.hpr_nr.id", "12a", ["ATT-29a"]),
    ("practitioner.authorization", None, ["ATT-32"]),
    ("practitioner.authorization.code", "PS", ["ATT-32"]),
    ("practitioner.authorization.system", "urn:x", ["ATT-32"]),
    ("care_relationship.healthcare_service.system", f"{OID_BASE}.1.9999", ["ATT-37"]),
    ("care_relationship.healthcare_service", None, ["ATT-43a"]),
    ("care_relationship.purpose_of_use.code", "HMARKT", ["ATT-38"]),
    ("care_relationship.purpose_of_use.code", "BTG", []),
    ("care_relationship.purpose_of_use.code", "ETREAT", []),
    ("care_relationship.purpose_of_use.code", "COC", []),
    ("care_relationship.purpose_of_use.system", "urn:oid:1.0.14265.1", ["ATT-38"]),
    ("care_relationship.purpose_of_use", None, ["ATT-38"]),
    ("care_relationship.purpose_of_use_details", DETAILS, []),
    ("care_relationship.purpose_of_use_details", DETAILS | {"system": "urn:x"}, ["ATT-45"]),
    ("care_relationship.decision_ref", None, ["ATT-46", "ATT-48"]),
    ("care_relationship.decision_ref.id", "  ", ["ATT-46"]),
    ("care_relationship.decision_ref.user_selected", "False", ["ATT-48"]),
    ("care_relationship.decision_ref.user_selected", True, []),
    ("patients", [], ["ATT-6"]),
    ("patients.0.identifier.id", NUMBER, ["ATT-4"]),
    ("patients.0.identifier.system", f"{OID_BASE}.4.2", ["ATT-4"]),
    ("attestation.toa", int(NOW.timestamp()) - 3_600, []),
    ("attestation.toa", int(NOW.timestamp()) - 3_601, ["ATT-58c"]),
    ("attestation.toa", int(NOW.timestamp()) + 1, ["ATT-58c"]),
    ("attestation.toa", "1767225600", ["ATT-58c"]),
    ("attestation.toa", True, ["ATT-58c"]),
    ("attestation", None, ["ATT-58c"]),
]


@pytest.mark.parametrize(("place", "value", "rules"), VECTORS, ids=[f"{place}={value}" for place, value, _ in VECTORS])
def test_a_rule_breaks_exactly_when_its_demand_is_not_met(place, value, rules):
    assert broken((place, value)) == rules


@pytest.mark.parametrize(
    ("receipt", "rules"),
    [
        ({"is_signed": False}, ["ATT-2"]),
        ({"is_level_high": False}, ["ATT-9"]),
        ({"authenticated": PATIENT}, ["ATT-11"]),
        ({"registered_authorizations": frozenset({"SP"})}, ["ATT-32"]),
        ({"registered_authorizations": None}, ["ATT-32"]),
        ({"asked_about": (PERSON_NUMBER, NUMBER)}, ["ATT-4"]),
        ({"asked_about": None}, []),
        ({"now": NOW + timedelta(minutes=60)}, []),
        ({"now": NOW + timedelta(minutes=60, seconds=1)}, ["ATT-58c"]),
    ],
)
def test_what_the_receiver_knows_is_held_against_it(receipt, rules):
    assert broken(**receipt) == rules


def test_a_list_needs_no_patient_and_a_record_does():
    assert broken(("patients", []), wants_detail=False, asked_about=None) == []
    assert broken(("patients", [])) == ["ATT-6"]
    assert broken(("patients", [{"department": {"id": "4", "system": "urn:oid:1.2"}}])) == ["ATT-6"]


def test_someone_without_hpr_number_needs_no_authorization():
    document = wire()
    del document["practitioner"]["hpr_nr"], document["practitioner"]["authorization"]
    assert broken_rules(read_attestation(document), RECEIPT) == ()


def test_a_d_number_is_a_national_number():
    document = wire()
    document["practitioner"]["identifier"] = {"id": D_NUMBER_OF_SOMEBODY, "system": f"{OID_BASE}.4.2"}
    assert broken_rules(read_attestation(document), replace(RECEIPT, authenticated=D_NUMBER_OF_SOMEBODY)) == ()


def test_both_spellings_of_the_care_relationship_are_read():
    document = wire()
    document["care_relation"] = document.pop("care_relationship")
    assert read_attestation(document) == read_attestation(wire())


@pytest.mark.parametrize("junk", [None, 7, "x", [], [1], {"id": 3}, {"code": []}, {"id": ""}])
def test_junk_is_read_as_not_attested(junk):
    document = {"practitioner": {"identifier": junk, "authorization": junk}, "care_relationship": junk, "patients": junk}
    found = read_attestation(document)
    assert found.practitioner.identifier is None
    assert found.practitioner.authorization is None
    assert found.care_relationship.purpose_of_use is None
    assert "ATT-38" in [verdict.rule for verdict in broken_rules(found, RECEIPT)]


def test_no_two_rules_share_a_key_or_a_text():
    assert len({rule.key for rule in ATTESTATION_RULES}) == len({rule.text for rule in ATTESTATION_RULES}) == len(ATTESTATION_RULES) == 18
