"""Who comes in to the FHIR interface with which token, and everything that makes it a no."""

import base64
import hmac

import pytest
from joserfc import jwt

from innsyn.edge.authorization.callers import Challenge
from innsyn.gate.clients.client import Client
from innsyn.web.clients import ClientsUnavailable


def no(answer):
    """Why somebody was turned away: the detail in the description."""
    assert isinstance(answer, Challenge), answer
    assert answer.status == 401
    assert answer.www_authenticate[0].startswith("DPoP realm=")
    assert answer.www_authenticate[1].startswith("Bearer realm=")
    return answer.description.partition("(")[2].rstrip(")")


async def test_a_bound_token_with_its_proof_says_which_system_calls(town, names):
    client = await town.call(await town.token())
    assert isinstance(client, Client)
    assert (client.client_id, client.context, str(client.scopes)) == ("journal", "system", "system/*.rs")
    assert (client.actor.kind, client.actor.name, client.actor.organisation) == ("system", "Journalsystemet", names.trust)
    assert client.actor.organisation_name == "Fjordby helseforetak"


async def test_a_token_goes_on_with_new_proofs_for_other_calls(town):
    token = await town.token()
    for method, path in (("GET", "/fhir/Patient/1"), ("POST", "/fhir"), ("POST", "/fhir/Patient/_search"), ("GET", "/fhir/Patient/a%7Cb")):
        assert isinstance(await town.call(token, method=method, path=path), Client)


async def test_a_proof_is_for_one_call_by_one_method_at_one_address_with_one_token(town, names):
    token, other = await town.token(), await town.token()
    here = f"{names.origin}/fhir/Patient"
    proof = town.proof(method="GET", address=here, token=token)
    assert isinstance(await town.call(token, proof=proof), Client)
    assert no(await town.call(token, proof=proof)) == "dpop.replay"
    assert no(await town.call(token, proof=town.proof(method="POST", address=here, token=token))) == "dpop.htm"
    assert no(await town.call(token, proof=town.proof(method="GET", address=here + "/1", token=token))) == "dpop.htu"
    assert (
        no(await town.call(token, proof=town.proof(method="GET", address="https://evil.example/fhir/Patient", token=token))) == "dpop.htu"
    )
    assert no(await town.call(token, proof=town.proof(method="GET", address=here, token=other))) == "dpop.ath"
    assert no(await town.call(token, proof=town.proof(method="GET", address=here))) == "dpop.ath"
    assert no(await town.call(token, proof=town.proof(method="GET", address=here, token=token, iat=1))) == "dpop.iat"
    stolen = town.proof(method="GET", address=here, token=token, key=names.other_key)
    assert no(await town.call(token, proof=stolen)) == "dpop.binding"


async def test_a_bound_token_is_never_accepted_as_a_plain_one(town):
    token = await town.token()
    assert no(await town.call(token, scheme="Bearer", proof=None)) == "dpop.missing"
    assert no(await town.call(token, scheme="Bearer")) == "dpop.missing"
    assert no(await town.call(token, scheme="DPoP", proof=None)) == "dpop.missing"


async def test_a_plain_token_comes_in_as_bearer_alone(town):
    await town.register("plain", allows_bearer=True)
    token = await town.token(proof=None, proved=town.assertion(client_id="plain"))
    assert isinstance(await town.call(token, scheme="Bearer", proof=None), Client)
    assert isinstance(await town.call(token, scheme="bearer", proof=None), Client)
    assert no(await town.call(token)) == "dpop.cnf"


async def test_a_plain_token_ends_when_the_registration_no_longer_allows_it(town, names):
    await town.register("plain", allows_bearer=True)
    token = await town.token(proof=None, proved=town.assertion(client_id="plain"))
    assert isinstance(await town.call(token, scheme="Bearer", proof=None), Client)
    await town.change("plain", allows_bearer=False)
    town.clock.move(names.second)
    assert no(await town.call(token, scheme="Bearer", proof=None)) == "access_token.revoked"


async def test_a_token_ends_on_its_second(town, names):
    token = await town.token()
    town.clock.move(5 * names.minute - names.second)
    assert isinstance(await town.call(token), Client)
    town.clock.move(names.second)
    assert no(await town.call(token)) == "access_token.exp"


async def test_an_ended_client_is_refused_within_a_second_with_tokens_in_hand(town, names):
    token = await town.token()
    assert isinstance(await town.call(token), Client)
    await town.clients.revoke("journal", by=names.by, now=town.clock())
    town.clock.move(names.second)
    assert no(await town.call(token)) == "access_token.revoked"


async def test_a_changed_registration_ends_the_tokens_of_the_old_one(town, names):
    token = await town.token()
    await town.change(scopes="system/Patient.r")
    town.clock.move(names.second)
    assert no(await town.call(token)) == "access_token.revoked"
    client = await town.call(await town.token(scope="system/*.cruds"))
    assert str(client.scopes) == "system/Patient.r"


async def test_a_token_that_was_taken_back_is_refused_and_its_sisters_are_not(town, names):
    token, sister = await town.token(), await town.token()
    assert isinstance(await town.call(token), Client)
    assert (await town.ask(path="/oauth/revoke", token=token, proof=None)).status_code == 200
    town.clock.move(names.second)
    assert no(await town.call(token)) == "access_token.revoked"
    assert isinstance(await town.call(sister), Client)


async def test_a_registry_that_is_away_lets_nobody_in(town, names, monkeypatch):
    token = await town.token()
    assert isinstance(await town.call(token), Client)

    async def away(_):
        raise ClientsUnavailable

    monkeypatch.setattr(town.clients, "standing", away)
    assert isinstance(await town.call(token), Client)
    town.clock.move(names.second)
    with pytest.raises(ClientsUnavailable):
        await town.call(token)


async def test_a_hundred_calls_within_a_second_ask_the_registry_once(town, monkeypatch):
    token, asked, really = await town.token(), [], town.clients.standing

    async def counted(known):
        asked.append(known)
        return await really(known)

    monkeypatch.setattr(town.clients, "standing", counted)
    for _ in range(100):
        assert isinstance(await town.call(token), Client)
    assert len(asked) == 1


def claims_of(town, **changed):
    at = int(town.clock().timestamp())
    said = {"iss": "https://innsyn.example", "aud": "https://innsyn.example/fhir", "sub": "journal", "client_id": "journal", "jti": "j"}
    return said | {"iat": at, "exp": at + 300, "scope": "system/*.rs", "client_version": 1, "context": "system"} | changed


def forged(town, key, header=None, **changed):
    said = {"alg": "RS256", "typ": "at+jwt", "kid": key.kid} | (header or {})
    return jwt.encode(said, claims_of(town, cnf={"jkt": town.jkt}, **changed), key, algorithms=[said["alg"]])


@pytest.fixture(autouse=True)
def bound(town, names):
    town.jkt = names.dpop_key.thumbprint()


async def test_a_token_made_with_our_key_by_hand_holds_so_that_the_next_tests_mean_something(town, names):
    assert isinstance(await town.call(forged(town, names.server_key)), Client)


@pytest.mark.parametrize(
    "changed",
    [
        {"aud": "https://innsyn.example"},
        {"aud": ["https://innsyn.example/fhir", "https://other.example"]},
        {"exp": 1},
        {"exp": None},
        {"iat": 4102444800},
        {"client_id": "another"},
        {"client_version": 2},
        {"client_version": None},
        {"context": "admin"},
        {"context": "user"},
        {"context": "patient"},
        {"jti": None},
        {"scope": ["system/*.rs"]},
        {"iss": "https://helseid.example"},
        {"iss": "https://nobody.example"},
    ],
    ids=lambda changed: "-".join([next(iter(changed)), str(next(iter(changed.values())))[:20]]),
)
async def test_a_token_that_says_something_wrong_is_refused(town, names, changed):
    assert no(await town.call(forged(town, names.server_key, **changed)))


async def test_forged_tokens_are_refused(town, names):
    token = await town.token()
    header, _, signature = token.split(".")
    wider = forged(town, names.other_rsa, {"kid": names.server_key.kid}, scope="system/*.cruds").split(".")[1]
    shared = f"{names.part({'alg': 'HS256', 'typ': 'at+jwt', 'kid': names.server_key.kid})}.{names.part(claims_of(town))}"
    mac = hmac.digest(names.server_key.as_pem(private=False), shared.encode(), "sha256")
    attacks = {
        "a changed word": f"{header}.{wider}.{signature}",
        "another's key": forged(town, names.other_rsa, {"kid": names.server_key.kid}),
        "another's key id": forged(town, names.other_rsa),
        "unsigned": f"{names.part({'alg': 'none', 'typ': 'at+jwt', 'kid': names.server_key.kid})}.{token.split('.')[1]}.",
        "our public key as a secret": f"{shared}.{base64.urlsafe_b64encode(mac).decode().rstrip('=')}",
        "an id_token's type": forged(town, names.server_key, {"typ": "JWT"}),
        "an assertion": town.assertion()["client_assertion"],
        "a proof": town.proof(),
        "nothing": ".",
        "far too long": "x" * 20_000,
    }
    for name, attack in attacks.items():
        assert isinstance(await town.call(attack), Challenge), name
    assert isinstance(await town.call(token), Client)


@pytest.mark.parametrize(
    "headers", [{}, {"authorization": "Basic eDp5"}, {"authorization": "DPoP"}, {"authorization": ""}, {"authorization": "DPoP "}]
)
async def test_without_a_token_the_ways_in_are_told(town, headers):
    answer = await town.server.callers.caller("GET", "https://innsyn.example/fhir/Patient", headers)
    assert (answer.status, answer.error) == (401, "")
    assert "smart-configuration" in answer.description


async def test_two_proofs_or_two_tokens_at_once_are_refused(town):
    token = await town.token()
    proofs = [town.proof(method="GET", address="https://innsyn.example/fhir/Patient", token=token) for _ in range(2)]
    assert no(await town.call(token, proof=", ".join(proofs))).startswith("dpop.")
    assert isinstance(await town.call(f"{token}, DPoP {token}"), Challenge)


async def test_helseids_token_for_a_machine_says_which_organisation_calls(town, names):
    client = await town.call(town.helseid())
    assert (client.actor.organisation, client.actor.name, str(client.scopes)) == (names.trust, "Maskinen", "system/*.rs")
    both = await town.call(town.helseid(scope="innsyn:fhir/read innsyn:fhir/write"))
    assert client.client_id == "helseid:machine"
    assert both.may("create", "Observation")
    assert not client.may("create", "Observation")


@pytest.mark.parametrize(
    "changed",
    [
        {"aud": "innsyn:desk"},
        {"aud": ["innsyn:fhir", "nhn:phr"]},
        {"scope": ["innsyn:desk/use"]},
        {"scope": None},
        {"cnf": None},
        {"exp": 1},
        {"helseid://claims/client/claims/orgnr_parent": None},
        {"helseid://claims/client/claims/orgnr_parent": "974749026"},
        {"helseid://claims/client/claims/orgnr_parent": "999999999"},
        {"helseid://claims/identity/pid": "17859010067"},
        {"sid": "a-session"},
        {"typ": "dpop+jwt"},
        {"alg": "RS512"},
    ],
    ids=lambda changed: "-".join([next(iter(changed)).rpartition("/")[2], str(next(iter(changed.values())))[:12]]),
)
async def test_a_helseid_token_that_says_something_wrong_is_refused(town, changed):
    assert no(await town.call(town.helseid(**changed)))


async def test_helseids_tokens_are_verified_bound_and_never_plain(town, names):
    assert no(await town.call(town.helseid(key=names.other_rsa))) == "token.signature"
    assert no(await town.call(town.helseid(), scheme="Bearer", proof=None)) == "dpop.missing"
    other = town.proof(method="GET", address=f"{names.origin}/fhir/Patient", token=(token := town.helseid()), key=names.other_key)
    assert no(await town.call(token, proof=other)) == "dpop.binding"
    assert isinstance(await town.call(token), Client)
    town.clock.move(11 * names.minute)
    assert isinstance(await town.call(token), Challenge)


async def test_a_system_can_be_asked_for_without_a_request_until_it_ends(town, names):
    found = await town.server.callers.standing("journal", now=town.clock())
    assert (found.client_id, found.actor.organisation, str(found.scopes)) == ("journal", names.trust, "system/*.cruds")
    assert await town.server.callers.standing("nobody", now=town.clock()) is None
    await town.clients.revoke("journal", by=names.by, now=town.clock())
    town.clock.move(names.second)
    assert await town.server.callers.standing("journal", now=town.clock()) is None


async def test_introspection_tells_the_organisations_own_clients_and_nobody_else(town, names):
    token = await town.token()
    await town.register("sister", keys=names.jwks(names.other_key))
    await town.register("stranger", keys=names.jwks(names.other_key), organisation=names.other_trust)

    async def asks(client_id, key, **form):
        return (await town.ask(path="/oauth/introspect", proved=town.assertion(client_id=client_id, key=key), proof=None, **form)).json()

    told = await asks("sister", names.other_key, token=token)
    assert (told["active"], told["client_id"], told["scope"], told["token_type"]) == (True, "journal", "system/*.rs", "DPoP")
    assert await asks("stranger", names.other_key, token=token) == {"active": False}
    assert await asks("journal", names.key, token="x") == {"active": False}
    assert (await asks("journal", names.key))["error"] == "invalid_request"
    assert (await town.ask(path="/oauth/introspect", proved={}, token=token)).status_code == 401
    await town.change(scopes="system/Patient.r")
    assert await asks("journal", names.key, token=token) == {"active": False}


async def test_nobody_takes_back_anothers_token(town, names):
    token = await town.token()
    await town.register("sister", keys=names.jwks(names.other_key))
    proved = town.assertion(client_id="sister", key=names.other_key)
    assert (await town.ask(path="/oauth/revoke", proved=proved, token=token, proof=None)).status_code == 200
    assert (await town.ask(path="/oauth/revoke", token="no token", proof=None)).status_code == 200
    assert (await town.ask(path="/oauth/revoke", proved={}, token=token, proof=None)).status_code == 401
    town.clock.move(names.second)
    assert isinstance(await town.call(token), Client)
