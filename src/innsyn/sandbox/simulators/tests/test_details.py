"""What the simulated HelseID demands of an attestation and of a chosen organisation."""

import json
from copy import deepcopy

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

ISSUER = "https://op.example/below"
REGISTER = "urn:oid:2.16.578.1.12.4.1.4.101"
ATTESTATION = {
    "type": "nhn:tillitsrammeverk:parameters",
    "practitioner": {
        "authorization": {"code": "SP", "system": "urn:oid:2.16.578.1.12.4.1.1.9060"},
        "legal_entity": {"id": "990000018", "system": REGISTER},
        "point_of_care": {"id": "990000026", "system": REGISTER},
    },
    "care_relationship": {
        "healthcare_service": {"code": "S01", "system": "urn:oid:2.16.578.1.12.4.1.1.8655"},
        "purpose_of_use": {"code": "TREAT", "system": "urn:oid:2.16.840.1.113883.1.11.20448"},
        "decision_ref": {"id": "9b1c", "user_selected": False},
    },
    "patients": [{"point_of_care": {"id": "990000026", "system": REGISTER}}],
}


def organisation(value, system="urn:oid:1.0.6523", kind="ENH"):
    identifier = {"system": system, "type": kind, "value": value}
    return {"type": "helseid_authorization", "practitioner_role": {"organization": {"identifier": identifier}}}


def changed_attestation(path, value):
    """Set (or, with None, remove) one member deep inside."""
    changed = deepcopy(ATTESTATION)
    *above, last = path.split("/")
    place = changed
    for step in above:
        place = place[int(step)] if step.isdigit() else place[step]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return changed


async def claims_of(wire, answer):
    assert answer.status_code == 200, answer.text
    keys = KeySet.import_key_set((await wire.http.get(f"{ISSUER}/.well-known/openid-configuration/jwks")).json())
    read = jwt.decode(answer.json()["access_token"], keys, algorithms=["RS256"])
    assert read.header["typ"] == "at+jwt"
    return read.claims


async def test_attestation_in_the_push_is_in_the_token_with_the_registers_facts(at_helseid):
    code = await at_helseid.code(authorization_details=json.dumps([ATTESTATION]))
    attested = (await claims_of(at_helseid, await at_helseid.token(code)))["nhn:tillitsrammeverk:parameters"]

    assert attested["practitioner"]["identifier"]["id"] == "03828410015"
    assert attested["practitioner"]["identifier"]["name"] == "Lise Berg"
    assert attested["practitioner"]["hpr_nr"]["id"] == "9123456"
    assert attested["practitioner"]["point_of_care"]["name"] == "Sengepost"
    assert attested["care_relationship"] == ATTESTATION["care_relationship"]


async def test_attestation_may_come_with_the_token_request_instead(at_helseid):
    proved = at_helseid.assertion(authorization_details=ATTESTATION)
    claims = await claims_of(at_helseid, await at_helseid.token(await at_helseid.code(), proved=proved))

    assert claims["nhn:tillitsrammeverk:parameters"]["practitioner"]["hpr_nr"]["id"] == "9123456"


async def test_attestation_in_both_places_is_refused(at_helseid):
    code = await at_helseid.code(authorization_details=json.dumps(ATTESTATION))
    answer = await at_helseid.token(code, proved=at_helseid.assertion(authorization_details=[ATTESTATION]))

    assert answer.json()["error"] == "access_denied"
    assert answer.json()["error_description"].startswith("HID-DOUBLE-STRUCTURE")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("practitioner", None),
        ("practitioner/legal_entity", None),
        ("practitioner/point_of_care/system", "urn:oid:1.2.3"),
        ("practitioner/point_of_care/name", "Sengepost"),
        ("practitioner/legal_entity/id", ""),
        ("practitioner/identifier", {"id": "03828410015"}),
        ("practitioner/hpr_nr", {"id": "9123456"}),
        ("care_relationship/purpose_of_use", None),
        ("care_relationship/purpose_of_use/code", "CURIOUS"),
        ("care_relationship/purpose_of_use/system", "urn:oid:1.2.3"),
        ("care_relationship/decision_ref", None),
        ("care_relationship/decision_ref/id", ""),
        ("care_relationship/decision_ref/user_selected", "False"),
        ("care_relationship/decision_ref/description", "fritekst"),
        ("care_relationship/healthcare_service", None),
        ("care_relationship/healthcare_service/text", "Indremedisin"),
        ("patients/0/identifier", {"id": "17859010067"}),
        ("patients/0/point_of_care/name", "Sengepost"),
    ],
)
async def test_attestation_with_one_wrong_word_is_refused(at_helseid, path, value):
    answer = await at_helseid.push(authorization_details=json.dumps([changed_attestation(path, value)]))

    assert answer.json()["error"] == "invalid_authorization_details"


async def test_attestation_without_service_but_with_details_is_taken_in(at_helseid):
    changed = changed_attestation("care_relationship/healthcare_service", None)
    changed["care_relationship"]["purpose_of_use_details"] = {"code": "15", "system": "urn:oid:2.16.578.1.12.4.1.1.9151"}

    assert (await at_helseid.push(authorization_details=json.dumps([changed]))).status_code == 201


@pytest.mark.parametrize(("path", "value"), [("practitioner/legal_entity/id", "990000034"), ("practitioner/authorization/code", "LE")])
async def test_attestation_that_is_not_true_of_the_person_gives_no_token(at_helseid, path, value):
    code = await at_helseid.code(authorization_details=json.dumps([changed_attestation(path, value)]))

    assert (await at_helseid.token(code)).json()["error"] == "access_denied"


async def test_practitioner_with_d_number_and_no_authorization_is_attested_as_such(at_helseid):
    details = json.dumps([changed_attestation("practitioner/authorization", None)])
    code = await at_helseid.code(login_hint="dina", authorization_details=details)
    practitioner = (await claims_of(at_helseid, await at_helseid.token(code)))["nhn:tillitsrammeverk:parameters"]["practitioner"]

    assert practitioner["identifier"]["system"] == "urn:oid:2.16.578.1.12.4.1.4.2"
    assert not {"authorization", "hpr_nr"} & practitioner.keys()


async def test_practitioner_with_person_number_is_attested_with_its_own_system(at_helseid):
    code = await at_helseid.code(authorization_details=json.dumps([ATTESTATION]))
    practitioner = (await claims_of(at_helseid, await at_helseid.token(code)))["nhn:tillitsrammeverk:parameters"]["practitioner"]

    assert practitioner["identifier"]["system"] == "urn:oid:2.16.578.1.12.4.1.4.1"
    assert practitioner["authorization"]["assigner"]


@pytest.mark.parametrize(
    "detail",
    [
        organisation("NO:ORGNR:990000034:990000042"),
        organisation("NO:ORGNR:990000034"),
        organisation("990000042", system="urn:oid:2.16.578.1.12.4.1.2.101"),
        organisation("990000042", system=REGISTER),
    ],
)
async def test_every_way_to_name_an_organisation_is_understood(at_helseid, detail):
    code = await at_helseid.code(login_hint="tor", authorization_details=json.dumps(detail))
    claims = await claims_of(at_helseid, await at_helseid.token(code))

    assert claims["helseid://claims/client/claims/orgnr_child"] == "990000042"


@pytest.mark.parametrize(
    "detail",
    [
        organisation("990000034:990000042"),
        organisation("NO:ORGNR:"),
        organisation("NO:ORGNR:990000034", kind="XXX"),
        organisation("990000042", system="urn:oid:1.2.3"),
        organisation("NO:ORGNR:990000034", system="urn:oid:1.2.3"),
        organisation("SE:ORGNR:990000034"),
        organisation("Storvik", system=REGISTER),
        {"type": "helseid_authorization"},
        {"type": "something_else"},
    ],
)
async def test_organisation_that_cannot_be_understood_is_refused(at_helseid, detail):
    assert (await at_helseid.push(authorization_details=json.dumps(detail))).json()["error"] == "invalid_authorization_details"


async def test_same_detail_twice_is_refused(at_helseid):
    twice = json.dumps([organisation("NO:ORGNR:990000018")] * 2)

    assert (await at_helseid.push(authorization_details=twice)).json()["error"] == "invalid_authorization_details"


async def test_session_for_one_organisation_is_not_reused_for_another(at_helseid):
    await at_helseid.code(login_hint="tor", authorization_details=json.dumps(organisation("NO:ORGNR:990000018:990000026")))
    same = await at_helseid.authorize(authorization_details=json.dumps(organisation("NO:ORGNR:990000018:990000026")))
    other = await at_helseid.authorize(authorization_details=json.dumps(organisation("NO:ORGNR:990000034:990000042")))

    assert same.headers["location"].startswith("https://client.example/back?code=")
    assert "/choose" in other.headers["location"]
