"""Logins at the simulated providers, exchanged for tokens at a running server: a citizen sees her own record, a nurse what she attests."""

import asyncio
import json
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc.jwk import ECKey, RSAKey

from innsyn.edge.helseid.door import ASSERTION_TYP, IDENTITY_SCOPES
from innsyn.edge.openid.calls import Caller
from innsyn.edge.openid.client_assertion import Client, client_assertion
from innsyn.edge.openid.code_flow import Begun, CodeFlow, Redeemed
from innsyn.edge.openid.dpop_proof import ProofCall, dpop_proof
from innsyn.edge.openid.provider import Provider
from innsyn.kernel.clock import system_clock
from innsyn.kernel.systems import ORGANISATION_NUMBER, PROFESSION, PURPOSE_OF_USE
from innsyn.main.doors import SIMULATED_HELSEID, SIMULATED_IDPORTEN, new_secret
from innsyn.main.machines import APP_CALLBACK
from innsyn.main.world import demo_organisation, known_world

pytestmark = pytest.mark.journey

TYPES = "urn:ietf:params:oauth:token-type:"
ATTESTED = {"code": "POLBESOK", "system": "https://terminology.dips.com/decisiontemplate"}


class App:
    """An integrator's app beside the demo. Everything it does is on the wire."""

    def __init__(self, demo, http):
        self.demo, self.http, self.key = demo, http, ECKey.generate_key("P-256", auto_kid=True)

    def client(self, client_id, typ="JWT"):
        text = (self.demo.data / "keys" / f"{client_id}.jwk.json").read_text()
        return Client(client_id=client_id, key=RSAKey.import_key(json.loads(text)), assertion_typ=typ)

    async def logs_in(self, simulated, client, scope, hint, dpop_key=None, **parameters):
        """Log somebody in by hint."""
        provider = Provider(self.demo.address + simulated, Caller(self.http, 10))
        flow = CodeFlow(provider=provider, client=client, redirect_uri=APP_CALLBACK, scope=scope, new_secret=new_secret)
        asked = {"login_hint": hint} | parameters
        begun = await flow.begin(asked, return_to="/", dpop_key=dpop_key, now=system_clock())
        assert isinstance(begun, Begun), begun
        address = begun.address
        while not address.startswith(APP_CALLBACK):
            answer = await self.http.get(address)
            assert answer.is_redirect, (address, answer.status_code, answer.text[:300])
            address = str(httpx.URL(address).join(answer.headers["location"]))
        answered = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        redeemed = await flow.complete(answered, begun.attempt, now=system_clock())
        assert isinstance(redeemed, Redeemed), redeemed
        return redeemed

    async def exchanges(self, subject, kind, scope):
        """Exchange a login for a token of ours."""
        address = self.demo.address + "/oauth/token"
        proved = client_assertion(self.client("sandbox-journal"), issuer=address, jti=new_secret(), now=system_clock())
        form = {"grant_type": "urn:ietf:params:oauth:grant-type:token-exchange", "scope": scope}
        form |= {"subject_token": subject, "subject_token_type": TYPES + kind}
        return await self.http.post(address, data=form | proved, headers={"DPoP": self.proof("POST", address)})

    def proof(self, method, address, token=""):
        call = ProofCall(method=method, address=address, access_token=token)
        return dpop_proof(self.key, call, jti=new_secret(), now=system_clock())

    async def reads(self, path, token):
        """Read at the FHIR interface."""
        address = f"{self.demo.address}/fhir/{path}"
        return await self.http.get(address, headers={"Authorization": f"DPoP {token}", "DPoP": self.proof("GET", address, token)})


def with_app(demo, act):
    async def acted():
        async with httpx.AsyncClient(trust_env=False) as http:
            return await act(App(demo, http))

    return asyncio.run(acted())


def test_a_citizen_reads_her_own_record_with_her_own_login_and_nobody_elses(demo):
    async def act(app):
        async def token_of(key):
            login = await app.logs_in(
                SIMULATED_IDPORTEN, app.client("sandbox-app"), "openid", f"{key}:bankid", acr_values="idporten-loa-high"
            )
            answer = await app.exchanges(login.id_token, "id_token", "patient/*.rs")
            assert answer.status_code == 200, answer.text
            return answer.json(), await app.exchanges(login.id_token, "id_token", "patient/*.rs")

        (kari, again), (arne, _) = await token_of("kari"), await token_of("arne")
        own = await app.reads(f"Patient/{kari['patient']}", kari["access_token"])
        others = await app.reads(f"Patient/{arne['patient']}", kari["access_token"])
        return kari, again, own, others

    kari, again, own, others = with_app(demo, act)
    assert own.status_code == 200
    assert own.json()["id"] == kari["patient"]
    assert others.status_code in (403, 404)
    assert again.json()["error"] == "invalid_grant"


def test_a_nurse_brings_her_attestation_and_is_refused_without(demo):
    trust = demo_organisation(known_world(demo.data, system_clock()))

    async def act(app):
        journal = app.client("sandbox-journal", ASSERTION_TYP)
        scope = " ".join((*IDENTITY_SCOPES, "innsyn:fhir/read"))
        plain = await app.logs_in(SIMULATED_HELSEID, journal, scope, "berg", dpop_key=app.key)
        attestation = {
            "type": "nhn:tillitsrammeverk:parameters",
            "practitioner": {
                "authorization": {"code": "SP", "system": PROFESSION},
                "legal_entity": {"id": trust, "system": ORGANISATION_NUMBER},
                "point_of_care": {"id": trust, "system": ORGANISATION_NUMBER},
            },
            "care_relationship": {
                "purpose_of_use": {"code": "TREAT", "system": PURPOSE_OF_USE},
                "purpose_of_use_details": ATTESTED,
                "decision_ref": {"id": "reise-1", "user_selected": False},
            },
        }
        details = json.dumps([attestation])
        attested = await app.logs_in(SIMULATED_HELSEID, journal, scope, "berg", dpop_key=app.key, authorization_details=details)
        without = await app.exchanges(plain.access_token, "access_token", "user/*.rs")
        given = await app.exchanges(attested.access_token, "access_token", "user/*.rs")
        token = given.json().get("access_token", "")
        return without, given, await app.reads("Organization?_count=1", token)

    without, given, read = with_app(demo, act)
    assert (without.status_code, without.json()["error"]) == (400, "invalid_grant")
    assert given.status_code == 200, given.text
    assert given.json()["scope"] == "user/*.rs"
    assert read.status_code == 200, read.text
