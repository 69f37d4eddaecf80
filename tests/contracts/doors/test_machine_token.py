"""A machine's way to a token, our client against the simulated HelseID, with and without a demanded nonce."""

import json
from dataclasses import replace

import httpx
import pytest
from joserfc.jws import extract_compact

from innsyn.edge.helseid import MachineClient, MachineToken
from innsyn.edge.openid.access_token import AccessTokenRules, bound_key, judge_access_token
from innsyn.edge.openid.calls import Caller
from innsyn.edge.openid.dpop import ProofDemand, judge_proof
from innsyn.edge.openid.dpop_proof import new_dpop_key
from innsyn.edge.openid.provider import Provider
from innsyn.edge.openid.refusal import Refusal, refused
from innsyn.edge.openid.signed_token import header_of, verified
from innsyn.edge.openid.used_proofs import UsedProofs
from innsyn.sandbox.simulators import helseid
from innsyn.sandbox.simulators.openid.faults import Fault
from innsyn.web.doors import Workplace

ADDRESS = "https://innsyn.example/fhir/Patient/_search"


async def test_machine_gets_a_token_that_our_own_interface_accepts(world):
    token = await world.machine.token("innsyn:fhir/read", new_dpop_key(), now=world.clock())
    assert isinstance(token, MachineToken), token
    headers = token.headers("POST", ADDRESS, jti="1", now=world.clock())

    assert await judged(world, headers, method="POST", address=ADDRESS) is None
    assert (await judged(world, headers, method="GET", address=ADDRESS)).detail == "dpop.htm"


async def test_machine_acts_for_the_organisation_it_names(world):
    place = Workplace(legal_entity="990000018", point_of_care="990000026")
    token = await world.machine.token("innsyn:fhir/read", new_dpop_key(), workplace=place, now=world.clock())
    claims = json.loads(extract_compact(token.access_token.encode()).payload)

    assert claims["helseid://claims/client/claims/orgnr_child"] == "990000026"
    assert "sub" not in claims


async def test_provider_that_is_down_is_an_outcome(world):
    world.faults.add(Fault.DOWN)

    assert await world.machine.token("innsyn:fhir/read", new_dpop_key(), now=world.clock()) == Refusal("provider_down", "status.503")


@pytest.mark.parametrize(
    "answer",
    [{"token_type": "DPoP"}, {"token_type": "DPoP", "access_token": 1, "expires_in": 1}, {"token_type": "DPoP", "access_token": "x"}],
)
async def test_answer_without_a_token_is_refused(world, answer):
    document = (await world.wire.get(f"{world.machine.provider.issuer}/.well-known/openid-configuration")).json()

    def odd(request):
        return httpx.Response(200, json=answer if request.method == "POST" else document)

    async with httpx.AsyncClient(transport=httpx.MockTransport(odd)) as wire:
        machine = replace(world.machine, provider=Provider(document["issuer"], Caller(wire, 1)))

        assert await machine.token("innsyn:fhir/read", new_dpop_key(), now=world.clock()) == refused("answer.access_token")


async def test_machine_gets_no_scope_that_is_not_its_own(world):
    assert await world.machine.token("innsyn:desk/use", new_dpop_key(), now=world.clock()) == refused("token.invalid_scope")


async def test_client_for_people_gets_no_machine_token(world):
    as_desk = MachineClient(
        provider=world.machine.provider, client_id="innsyn-desk", key=world.site.keys["staff"], new_secret=world.machine.new_secret
    )

    assert await as_desk.token("innsyn:desk/use", new_dpop_key(), now=world.clock()) == refused("token.unauthorized_client")


async def test_nonce_is_brought_when_the_provider_demands_one(world, tmp_path):
    strict = helseid.simulator(
        "https://strict.example",
        (),
        world.site.helseid_clients,
        keys_folder=tmp_path,
        clock=world.clock,
        new_secret=world.machine.new_secret,
        requires_nonce=True,
    )
    async with httpx.AsyncClient(transport=httpx.ASGITransport(strict)) as wire:
        provider = Provider("https://strict.example", Caller(wire, 1))
        machine = MachineClient(
            provider=provider, client_id="innsyn-machine", key=world.site.keys["machine"], new_secret=world.machine.new_secret
        )
        token = await machine.token("innsyn:fhir/read", new_dpop_key(), now=world.clock())

    assert isinstance(token, MachineToken), token


async def judged(world, headers, *, method, address):
    """Check a call as an interface of ours would."""
    access_token = headers["Authorization"].removeprefix("DPoP ")
    key = await world.machine.provider.key(header_of(access_token)["kid"], now=world.clock())
    token = verified(access_token, key, algorithms=("RS256",))
    rules = AccessTokenRules(issuer=world.machine.provider.issuer, audience="innsyn:fhir", scopes=frozenset({"innsyn:fhir/read"}))
    demand = ProofDemand(method=method, address=address, access_token=access_token, jkt=bound_key(token))
    return judge_access_token(token, rules, now=world.clock()) or judge_proof(headers["DPoP"], demand, UsedProofs(), now=world.clock())
