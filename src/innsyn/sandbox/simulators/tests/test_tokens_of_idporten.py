"""What the simulated ID-porten states, and what it can be told to state wrongly."""

import json

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet
from joserfc.jws import extract_compact

ISSUER = "https://op.example/below"


async def claims_of(wire, hint="kari", **changed):
    token = (await wire.token(await wire.code(login_hint=hint, **changed))).json()["id_token"]
    keys = KeySet.import_key_set((await wire.http.get(f"{ISSUER}/jwks.json")).json())
    read = jwt.decode(token, keys, algorithms=["RS256"])
    assert read.header["typ"] == "JWT"
    return read.claims


async def test_token_states_person_level_and_session(at_idporten):
    claims = await claims_of(at_idporten, ui_locales="se")

    assert claims | {"jti": "", "sid": "", "sub": "", "at_hash": ""} == {
        "iss": ISSUER,
        "aud": "one",
        "sub": "",
        "pid": "17859010067",
        "amr": ["BankID"],
        "acr": "idporten-loa-high",
        "auth_time": 1795334400,
        "iat": 1795334400,
        "exp": 1795334520,
        "jti": "",
        "sid": "",
        "locale": "se",
        "at_hash": "",
        "nonce": "nonce",
    }


@pytest.mark.parametrize(
    ("eid", "acr"),
    [
        ("bankid", "idporten-loa-high"),
        ("buypass", "idporten-loa-high"),
        ("commfides", "idporten-loa-high"),
        ("minid", "idporten-loa-substantial"),
    ],
)
async def test_level_goes_with_the_eid(at_idporten, eid, acr):
    claims = await claims_of(at_idporten, f"kari:{eid}")

    assert (claims["amr"][0].lower(), claims["acr"]) == (eid, acr)


async def test_same_person_is_another_subject_at_another_client(at_idporten):
    first = await claims_of(at_idporten)
    again = await claims_of(at_idporten)
    proved = at_idporten.assertion(iss="two", sub="two")
    pushed = (await at_idporten.push(proved=proved, client_id="two", login_hint="kari")).json()
    answer = await at_idporten.http.get(f"{ISSUER}/authorize", params={"client_id": "two", "request_uri": pushed["request_uri"]})
    code = str(answer.headers["location"]).split("code=")[1].split("&")[0]
    token = (await at_idporten.token(code, proved=at_idporten.assertion(iss="two", sub="two"))).json()["id_token"]
    other = json.loads(extract_compact(token.encode()).payload)

    assert first["sub"] == again["sub"]
    assert first["sub"] != other["sub"]
    assert "17859010067" not in first["sub"]
