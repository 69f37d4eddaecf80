"""The token endpoint of the simulated HelseID: codes for people, client credentials for machines, always bound by DPoP.

Source: RFC 6749 §4.1.3 and §4.4, RFC 9449 §5, RFC 9068."""

from collections.abc import Mapping
from typing import Any

from litestar import Response

from innsyn.sandbox.simulators.helseid.attested import attested
from innsyn.sandbox.simulators.helseid.claims import TOKEN_LIFETIME_S, access_claims, client_claims, id_claims, user_claims
from innsyn.sandbox.simulators.helseid.details import ATTESTATION, attestation_in, check_details, organisation_in
from innsyn.sandbox.simulators.helseid.proof import Call, thumbprint_of
from innsyn.sandbox.simulators.helseid.running_helseid import Helseid, helseid_of
from innsyn.sandbox.simulators.openid.authorization_request import as_details
from innsyn.sandbox.simulators.openid.back_channel import authenticated, check_grant_type, redeem
from innsyn.sandbox.simulators.openid.client_authentication import AuthenticatedClient
from innsyn.sandbox.simulators.openid.faults import Fault
from innsyn.sandbox.simulators.openid.provider import Grant
from innsyn.sandbox.simulators.openid.refused import Refused, invalid_grant
from innsyn.sandbox.simulators.openid.tokens import signed, token_hash
from innsyn.sandbox.simulators.openid.wire import WireRequest, form_of, json_answer


async def token(request: WireRequest) -> Response[Any]:
    """Answer a token request. The proof is checked before a code is spent, so that a demanded nonce costs nothing."""
    provider, form = helseid_of(request), await form_of(request)
    by = authenticated(provider, form)
    grant_type = check_grant_type(form, by)
    call = Call(method="POST", address=provider.address(provider.kind.paths.token))
    jkt = thumbprint_of(request.headers.get("dpop"), call, provider)
    late = _details_in_assertion(by)
    if grant_type == "client_credentials":
        return _answer(_machine_token(provider, form, by, jkt), scope=form.get("scope", ""))
    grant = redeem(provider, form, by)
    if grant.request.dpop_jkt and grant.request.dpop_jkt != jkt:
        raise invalid_grant("the code is bound to another key")
    access_token = _user_token(provider, grant, jkt, _attestation(grant, late))
    hashed = "another" if Fault.WRONG_TOKEN_HASH in provider.faults else access_token
    id_token = signed(id_claims(provider, grant, token_hash(hashed)), typ="JWT", keys=provider.keys, faults=provider.faults)
    return _answer(access_token, scope=" ".join(sorted(grant.request.scope)), id_token=id_token)


def _details_in_assertion(by: AuthenticatedClient) -> tuple[Mapping[str, Any], ...]:
    if "authorization_details" not in by.claims:
        return ()
    details = as_details(by.claims["authorization_details"])
    check_details(details)
    return details


def _attestation(grant: Grant, late: tuple[Mapping[str, Any], ...]) -> dict[str, Any]:
    early, at_token = attestation_in(grant.request.details), attestation_in(late)
    if early is not None and at_token is not None:
        raise Refused("access_denied", "HID-DOUBLE-STRUCTURE: attested both in the request and in the client assertion")
    attestation = early if early is not None else at_token
    return {} if attestation is None else {ATTESTATION: attested(attestation, grant.login.person, grant.login.employment)}


def _user_token(provider: Helseid, grant: Grant, jkt: str, attestation: Mapping[str, Any]) -> str:
    wanted, login = grant.request, grant.login
    if Fault.OPAQUE_ACCESS_TOKEN in provider.faults:
        return provider.new_secret()
    claims = {
        **access_claims(provider, scope=wanted.scope, jkt=jkt),
        **user_claims(provider, login, client_id=wanted.client.client_id, scope=wanted.scope),
        **client_claims(wanted.client, login.employment),
        **attestation,
    }
    return signed(claims, typ="at+jwt", keys=provider.keys, faults=provider.faults)


def _machine_token(provider: Helseid, form: Mapping[str, str], by: AuthenticatedClient, jkt: str) -> str:
    scope = frozenset(form.get("scope", "").split())
    if not scope or not scope <= frozenset(by.client.scopes):
        raise Refused("invalid_scope", "scope is empty or not registered")
    child = organisation_in(_details_in_assertion(by))
    claims = {**access_claims(provider, scope=scope, jkt=jkt), **client_claims(by.client, None)}
    if child:
        claims["helseid://claims/client/claims/orgnr_child"] = child
    return signed(claims, typ="at+jwt", keys=provider.keys, faults=provider.faults)


def _answer(access_token: str, *, scope: str, id_token: str = "") -> Response[Any]:
    answer = {"access_token": access_token, "token_type": "DPoP", "expires_in": TOKEN_LIFETIME_S, "scope": scope}
    return json_answer({**answer, "id_token": id_token} if id_token else answer)
