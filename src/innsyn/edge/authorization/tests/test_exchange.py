"""A person's login exchanged for a token at the FHIR interface: a health worker's with her attestation, a citizen's for her own record."""

import base64
import json

import pytest

from innsyn.edge.authorization.callers import Challenge
from innsyn.gate.attestation.systems import DECISION_TEMPLATE, HEALTHCARE_SERVICES
from innsyn.kernel.systems import HPR_NUMBER, ORGANISATION_NUMBER, PERSON_NUMBER, PROFESSION, PURPOSE_OF_USE

EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
ACCESS, ID = "urn:ietf:params:oauth:token-type:access_token", "urn:ietf:params:oauth:token-type:id_token"
PID, LEVEL = "helseid://claims/identity/pid", "helseid://claims/identity/security_level"
PARENT = "helseid://claims/client/claims/orgnr_parent"


def attestation(names, number, **changed):
    practitioner = {
        "identifier": {"id": number.value, "system": PERSON_NUMBER},
        "hpr_nr": {"id": names.nurse_hpr, "system": HPR_NUMBER},
        "authorization": {"code": "SP", "system": PROFESSION},
        "legal_entity": {"id": names.trust, "system": ORGANISATION_NUMBER},
        "point_of_care": {"id": names.hospital, "system": ORGANISATION_NUMBER},
    }
    relation = {
        "healthcare_service": {"code": "S03", "system": min(HEALTHCARE_SERVICES)},
        "purpose_of_use": {"code": "TREAT", "system": PURPOSE_OF_USE},
        "purpose_of_use_details": {"code": "BELEGG", "system": DECISION_TEMPLATE},
        "decision_ref": {"id": "sak-1", "user_selected": False},
    }
    said = {"practitioner": practitioner | changed.get("practitioner", {}), "care_relationship": relation | changed.get("relation", {})}
    return {part: {name: value for name, value in words.items() if value is not None} for part, words in said.items()}


def nurse_token(town, names, *, attested=None, number=None, **changed):
    number = number or names.number()
    claims = {
        PID: number.value,
        LEVEL: "4",
        "sub": "nina",
        "sid": "a-session",
        "name": "Nina Sykepleier",
        "nhn:tillitsrammeverk:parameters": attestation(names, number, **(attested or {})),
    }
    return town.helseid(**claims | changed)


async def exchanged(town, subject, *, kind=ACCESS, scope="user/*.rs", **more):
    return await town.ask(**{"grant_type": EXCHANGE, "subject_token": subject, "subject_token_type": kind, "scope": scope} | more)


async def why(asked):
    answer = await asked
    assert answer.status_code == 400, answer.text
    return answer.json()["error"], answer.json()["error_description"].partition("(")[2].rstrip(")")


async def test_a_health_workers_login_becomes_a_token_with_her_attestation(town, names):
    number = names.number()
    answer = await exchanged(town, nurse_token(town, names, number=number))
    assert answer.status_code == 200, answer.text
    said = answer.json()
    assert (said["token_type"], said["scope"], said["issued_token_type"]) == ("DPoP", "user/*.rs", ACCESS)
    client = await town.call(said["access_token"])
    assert (client.context, client.client_id, client.patient_id) == ("user", "journal", None)
    assert client.actor == await town.world.nurse(number=number)
    assert (client.ground.purpose, client.ground.basis, client.ground.decision_ref) == ("TREAT", "gate.basis.admitted", "sak-1")
    assert (client.ground.user_selected, client.ground.service.code, client.ground.details.code) == (False, "S03", "BELEGG")


async def test_the_token_names_nobody(town, names):
    number = names.number()
    token = (await exchanged(town, nurse_token(town, names, number=number))).json()["access_token"]
    words = base64.urlsafe_b64decode(token.split(".")[1] + "==").decode()
    assert number.value not in words
    assert "Nina" not in words
    assert town.world.gate.actors.citizen(number, level="high").key not in words
    assert set(json.loads(words)) == {"iss", "aud", "sub", "client_id", "jti", "iat", "exp", "scope", "client_version", "context", "cnf"}


async def test_a_health_workers_own_token_is_exchanged_never_used_itself(town, names):
    assert isinstance(await town.call(nurse_token(town, names)), Challenge)


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({LEVEL: "3"}, "exchange.person"),
        ({LEVEL: None}, "exchange.person"),
        ({PID: None}, "exchange.person"),
        ({PID: "12345678901"}, "exchange.person"),
        ({"nhn:tillitsrammeverk:parameters": None}, "exchange.attestation"),
        ({PARENT: "993467049"}, "exchange.organisation"),
        ({"aud": "nhn:phr"}, "access_token.aud"),
        ({"cnf": None}, "access_token.cnf"),
        ({"cnf": {"jkt": "another"}}, "exchange.binding"),
        ({"exp": 1}, "access_token.exp"),
    ],
    ids=lambda changed: changed if isinstance(changed, str) else "-".join([next(iter(changed)).rpartition("/")[2][:20]]),
)
async def test_a_health_workers_token_that_does_not_hold_is_refused(town, names, changed, rule):
    assert await why(exchanged(town, nurse_token(town, names, **changed))) == ("invalid_grant", rule)


@pytest.mark.parametrize(
    ("attested", "rule"),
    [
        ({"practitioner": {"legal_entity": {"id": "993467049", "system": ORGANISATION_NUMBER}}}, "exchange.legal_entity"),
        ({"practitioner": {"point_of_care": None}}, "exchange.att-18b"),
        ({"practitioner": {"authorization": {"code": "LE", "system": PROFESSION}}}, "exchange.att-32"),
        ({"practitioner": {"hpr_nr": {"id": "990009999", "system": HPR_NUMBER}}}, "exchange.att-32"),
        ({"practitioner": {"identifier": {"id": "17859010067", "system": PERSON_NUMBER}}}, "exchange.att-11"),
        ({"relation": {"purpose_of_use": {"code": "HMARKT", "system": PURPOSE_OF_USE}}}, "exchange.att-38"),
        ({"relation": {"healthcare_service": None, "purpose_of_use_details": None}}, "exchange.att-43a"),
        ({"relation": {"decision_ref": None}}, "exchange.att-46"),
        ({"relation": {"decision_ref": {"id": "sak-1"}}}, "exchange.att-48"),
    ],
    ids=lambda said: said if isinstance(said, str) else "attested",
)
async def test_an_attestation_that_breaks_a_rule_opens_nothing(town, names, attested, rule):
    assert await why(exchanged(town, nurse_token(town, names, attested=attested))) == ("invalid_grant", rule)


async def test_an_old_attestation_opens_nothing_though_its_token_lives(town, names):
    at = int(town.clock().timestamp())
    assert (await exchanged(town, nurse_token(town, names, iat=at - 3599))).json()["expires_in"] == 1
    assert await why(exchanged(town, nurse_token(town, names, iat=at - 3601))) == ("invalid_grant", "exchange.att-58c")


async def test_a_stolen_login_cannot_be_exchanged_with_another_key(town, names):
    subject = nurse_token(town, names)
    assert await why(exchanged(town, subject, proof=town.proof(key=names.other_key))) == ("invalid_grant", "exchange.binding")
    await town.change(allows_bearer=True)
    assert await why(exchanged(town, subject, proof=None)) == ("invalid_grant", "exchange.binding")


async def test_another_organisations_client_cannot_exchange_her_login(town, names):
    await town.register("stranger", organisation=names.other_trust)
    asked = exchanged(town, nurse_token(town, names), proved=town.assertion(client_id="stranger"))
    assert await why(asked) == ("invalid_grant", "exchange.organisation")


async def test_forged_logins_are_refused(town, names):
    number = names.number()
    assert await why(exchanged(town, nurse_token(town, names, number=number, key=names.other_rsa))) == ("invalid_grant", "token.signature")
    header, claims, _ = nurse_token(town, names).split(".")
    unsigned = f"{names.part({'alg': 'none', 'typ': 'at+jwt', 'kid': names.provider_key.kid})}.{claims}."
    assert await why(exchanged(town, unsigned)) == ("invalid_grant", "token.alg")
    assert await why(exchanged(town, f"{header}.{claims}.AAAA")) == ("invalid_grant", "token.signature")
    for subject in ("", "x"):
        assert (await exchanged(town, subject)).status_code == 400


async def test_scopes_of_others_are_not_given_with_a_persons_token(town, names):
    for scope in ("system/*.rs", "patient/*.rs", "user/*.cud"):
        assert (await why(exchanged(town, nurse_token(town, names), scope=scope)))[0] == "invalid_scope"


async def test_an_exchange_is_for_an_access_token_to_this_interface(town, names):
    subject = nurse_token(town, names)
    for more, error in (
        ({"kind": "urn:ietf:params:oauth:token-type:saml2"}, "invalid_request"),
        ({"requested_token_type": ID}, "invalid_request"),
        ({"actor_token": "x"}, "invalid_request"),
        ({"audience": "https://other.example"}, "invalid_target"),
        ({"resource": "https://other.example"}, "invalid_target"),
    ):
        assert (await why(exchanged(town, subject, **more)))[0] == error
    assert (await exchanged(town, subject, audience=f"{names.origin}/fhir")).status_code == 200


def login(town, names, number, **changed):
    claims = {"aud": "app", "sub": "kari", "pid": number.value, "acr": "idporten-loa-high", "amr": ["BankID"]} | changed
    issuer = claims.pop("iss", names.idporten)
    return town.from_provider(claims, issuer=issuer, key=claims.pop("key", names.provider_key), typ=claims.pop("typ", "JWT"))


async def citizen(town, names, **person):
    number = names.number()
    return number, await town.world.moves_in(number, **person)


async def test_a_citizens_login_becomes_a_token_for_her_own_record(town, names):
    number, owner = await citizen(town, names)
    answer = await exchanged(town, login(town, names, number), kind=ID, scope="patient/*.rs")
    assert answer.status_code == 200, answer.text
    said = answer.json()
    client = await town.call(said["access_token"])
    assert (client.context, client.actor.kind, str(client.scopes)) == ("patient", "citizen", "patient/*.rs")
    assert client.patient_id == said["patient"]
    assert ("open", "done") in await town.world.told(owner)
    assert number.value not in base64.urlsafe_b64decode(said["access_token"].split(".")[1] + "==").decode()


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"acr": "idporten-loa-substantial"}, "exchange.level"),
        ({"amr": ["MinID"]}, "exchange.level"),
        ({"aud": "another"}, "exchange.aud"),
        ({"aud": ["app", "another"]}, "exchange.aud"),
        ({"pid": None}, "exchange.pid"),
        ({"pid": "12345678901"}, "exchange.pid"),
        ({"jti": None}, "exchange.jti"),
        ({"exp": 1}, "exchange.exp"),
        ({"iat": 1}, "exchange.iat"),
        ({"typ": "at+jwt"}, "exchange.iss"),
        ({"iss": "https://helseid.example"}, "exchange.iss"),
    ],
    ids=lambda said: said if isinstance(said, str) else next(iter(said)),
)
async def test_a_citizens_login_that_does_not_hold_is_refused(town, names, changed, rule):
    number, _ = await citizen(town, names)
    asked = exchanged(town, login(town, names, number, **changed), kind=ID, scope="patient/*.rs")
    assert await why(asked) == ("invalid_grant", rule)


async def test_a_citizens_login_is_exchanged_once_by_the_client_it_was_made_for(town, names):
    number, _ = await citizen(town, names)
    subject = login(town, names, number)
    await town.register("stranger", login_client="")
    asked = exchanged(town, subject, kind=ID, scope="patient/*.rs", proved=town.assertion(client_id="stranger"))
    assert await why(asked) == ("invalid_grant", "exchange.aud")
    assert (await exchanged(town, subject, kind=ID, scope="patient/*.rs")).status_code == 200
    assert await why(exchanged(town, subject, kind=ID, scope="patient/*.rs")) == ("invalid_grant", "exchange.replay")


async def test_a_client_without_logins_of_its_own_brings_none(town, names):
    number, _ = await citizen(town, names)
    await town.register("stranger", login_client="")
    for aud in ("", [""], None):
        asked = exchanged(
            town, login(town, names, number, aud=aud), kind=ID, scope="patient/*.rs", proved=town.assertion(client_id="stranger")
        )
        assert await why(asked) == ("invalid_grant", "exchange.aud")


async def test_who_may_not_open_her_record_at_the_portal_may_not_here(town, names):
    child, owner = await citizen(town, names, born="2020-02-03")
    nobody = names.number()
    for number in (child, nobody):
        asked = exchanged(town, login(town, names, number), kind=ID, scope="patient/*.rs")
        assert await why(asked) == ("invalid_grant", "exchange.record")
    assert ("refuse", "refused") in await town.world.told(owner)


async def test_a_forged_citizens_login_is_refused(town, names):
    number, _ = await citizen(town, names)
    asked = exchanged(town, login(town, names, number, key=names.other_rsa), kind=ID, scope="patient/*.rs")
    assert await why(asked) == ("invalid_grant", "token.signature")


async def test_a_person_whose_token_was_kept_nowhere_is_nobody(town, names):
    token = (await exchanged(town, nurse_token(town, names))).json()["access_token"]
    town.clients._grants.clear()
    assert isinstance(await town.call(token), Challenge)
