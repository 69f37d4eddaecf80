"""What the simulated HelseID demands of proofs and attestations, and what it states."""

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
API = "nhn:phr/read"


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


async def test_token_states_person_organisation_and_binding(at_helseid):
    scope = "openid profile helseid://scopes/identity/pid helseid://scopes/identity/security_level helseid://scopes/hpr/hpr_number"
    claims = await claims_of(at_helseid, await at_helseid.token(await at_helseid.code(scope=f"{scope} {API}")))

    assert claims["helseid://claims/identity/pid"] == "03828410015"
    assert claims["helseid://claims/identity/security_level"] == "4"
    assert claims["helseid://claims/hpr/hpr_number"] == "9123456"
    assert claims["helseid://claims/client/claims/orgnr_parent"] == "990000018"
    assert claims["helseid://claims/client/claims/orgnr_child"] == "990000026"
    assert (claims["aud"], claims["client_id"], claims["given_name"]) == ("nhn:phr", "one", "Lise")
    assert claims["cnf"]["jkt"]
    assert "nhn:tillitsrammeverk:parameters" not in claims


async def test_claim_is_stated_only_when_its_scope_is_asked_for(at_helseid):
    claims = await claims_of(at_helseid, await at_helseid.token(await at_helseid.code(scope="openid")))

    assert not any(claim in claims for claim in ("name", "helseid://claims/identity/pid", "helseid://claims/hpr/hpr_number"))


@pytest.mark.parametrize(
    "spoilt",
    [
        {"htm": "GET"},
        {"htu": f"{ISSUER}/connect/userinfo"},
        {"htu": None},
        {"iat": 1},
        {"iat": 9999999999},
        {"iat": "now"},
        {"jti": None},
        {"header": {"typ": "JWT"}},
        {"header": {"jwk": {"kty": "EC"}}},
    ],
)
async def test_proof_with_one_wrong_word_gets_no_token(at_helseid, spoilt):
    answer = await at_helseid.token(await at_helseid.code(), headers=at_helseid.proof(**spoilt))

    assert answer.json()["error"] == "invalid_dpop_proof"


async def test_token_request_without_proof_gets_nothing(at_helseid):
    answer = await at_helseid.token(await at_helseid.code(), headers={"Accept": "*/*"})

    assert answer.json()["error"] == "invalid_dpop_proof"


async def test_proof_that_shows_its_private_key_gets_nothing(at_helseid, other_key):
    answer = await at_helseid.token(
        await at_helseid.code(), headers=at_helseid.proof(key=other_key, header={"jwk": other_key.as_dict(private=True)})
    )

    assert answer.json()["error"] == "invalid_dpop_proof"


async def test_proof_is_good_once(at_helseid):
    proof = at_helseid.proof()

    assert (await at_helseid.token(await at_helseid.code(), headers=proof)).status_code == 200
    assert (await at_helseid.token(await at_helseid.code(), headers=proof)).json()["error"] == "invalid_dpop_proof"


async def test_code_bound_to_a_key_needs_that_key(at_helseid, own_key, other_key):
    code = await at_helseid.code(dpop_jkt=own_key.thumbprint())
    stolen = await at_helseid.token(code, headers=at_helseid.proof(key=other_key))
    code = await at_helseid.code(dpop_jkt=own_key.thumbprint())
    ours = await at_helseid.token(code)

    assert stolen.json()["error"] == "invalid_grant"
    assert ours.status_code == 200


async def test_demanded_nonce_must_come_back_and_costs_no_code(at_strict_helseid):
    wire = at_strict_helseid
    code = await wire.code()
    first = await wire.token(code)
    invented = await wire.token(code, headers=wire.proof(nonce="invented"))
    second = await wire.token(code, headers=wire.proof(nonce=first.headers["dpop-nonce"]))

    assert (first.json()["error"], invented.json()["error"]) == ("use_dpop_nonce", "use_dpop_nonce")
    assert second.status_code == 200


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
        ("practitioner/identifier", {"id": "03828410015"}),
        ("practitioner/hpr_nr", {"id": "9123456"}),
        ("care_relationship/purpose_of_use", None),
        ("care_relationship/purpose_of_use/code", "CURIOUS"),
        ("care_relationship/purpose_of_use/system", "urn:oid:1.2.3"),
        ("care_relationship/decision_ref", None),
        ("care_relationship/decision_ref/user_selected", "False"),
        ("care_relationship/decision_ref/description", "fritekst"),
        ("care_relationship/healthcare_service", None),
        ("care_relationship/healthcare_service/text", "Indremedisin"),
        ("patients/0/identifier", {"id": "17859010067"}),
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


async def test_signed_request_is_read_instead_of_the_form(at_helseid):
    signed = jwt.encode(
        {"alg": "ES256", "typ": "oauth-authz-req+jwt"},
        at_helseid.request(login_hint="lise") | {"iss": "one", "aud": ISSUER},
        at_helseid.key,
    )
    pushed = await at_helseid.http.post(f"{ISSUER}/connect/par", data={"request": signed, "scope": "everything"} | at_helseid.assertion())

    assert pushed.status_code == 201, pushed.text


@pytest.mark.parametrize("changed", [{"aud": "https://other.example"}, {"iss": "two"}, {"client_id": "two"}, {"request": "x"}])
async def test_signed_request_of_another_client_or_for_another_provider_is_refused(at_helseid, changed):
    claims = at_helseid.request() | {"iss": "one", "aud": ISSUER} | changed
    signed = jwt.encode({"alg": "ES256", "typ": "oauth-authz-req+jwt"}, claims, at_helseid.key)
    pushed = await at_helseid.http.post(f"{ISSUER}/connect/par", data={"request": signed} | at_helseid.assertion())

    assert pushed.status_code == 400


async def test_request_signed_by_a_stranger_is_refused(at_helseid, other_key):
    signed = jwt.encode({"alg": "ES256"}, at_helseid.request() | {"iss": "one", "aud": ISSUER}, other_key)
    pushed = await at_helseid.http.post(f"{ISSUER}/connect/par", data={"request": signed} | at_helseid.assertion())

    assert pushed.status_code == 401


async def test_machine_gets_a_token_of_its_own(at_helseid):
    proved = at_helseid.assertion(iss="machine", sub="machine", authorization_details=[organisation("NO:ORGNR:990000018:990000026")])
    answer = await at_helseid.token("", proved=proved, grant_type="client_credentials", scope=API)
    claims = await claims_of(at_helseid, answer)

    assert claims["helseid://claims/client/claims/orgnr_parent"] == "990000018"
    assert claims["helseid://claims/client/claims/orgnr_child"] == "990000026"
    assert "id_token" not in answer.json()


@pytest.mark.parametrize("scope", ["", "openid everything"])
async def test_machine_gets_no_scope_that_is_not_its_own(at_helseid, scope):
    proved = at_helseid.assertion(iss="machine", sub="machine")
    answer = await at_helseid.token("", proved=proved, grant_type="client_credentials", scope=scope)

    assert answer.json()["error"] == "invalid_scope"


@pytest.mark.parametrize("token", ["", "x", "a.b.c"])
async def test_userinfo_is_silent_to_strangers(at_helseid, token):
    answer = await at_helseid.http.get(f"{ISSUER}/connect/userinfo", headers={"Authorization": f"DPoP {token}"} | at_helseid.proof())

    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_token")
