"""What the simulated HelseID states in its tokens.

Source: NHN, HelseID claims and scopes; OpenID Connect Core §5.1; RFC 9068 §2.2; RFC 9449 §6."""

from collections.abc import Collection
from typing import Any

from innsyn.sandbox.simulators.helseid.running_helseid import Helseid
from innsyn.sandbox.simulators.openid.clients import RegisteredClient
from innsyn.sandbox.simulators.openid.faults import Fault
from innsyn.sandbox.simulators.openid.people import Employment
from innsyn.sandbox.simulators.openid.provider import Grant, Login
from innsyn.sandbox.simulators.openid.tokens import pairwise_subject

TOKEN_LIFETIME_S = 600
IDENTITY = "helseid://claims/identity/"
CLIENT = "helseid://claims/client/"


def user_claims(provider: Helseid, login: Login, *, client_id: str, scope: Collection[str]) -> dict[str, Any]:
    """State who logged in, as far as the scopes ask."""
    person = login.person
    claims: dict[str, Any] = {
        "sub": pairwise_subject(provider.keys, client_id=client_id, number=person.number),
        "sid": login.sid,
        "idp": "innsyn-simulator",
        "amr": [login.eid.amr],
        "auth_time": int(login.auth_time.timestamp()),
    }
    if "profile" in scope:
        names = {"given_name": person.given_name, "middle_name": person.middle_name, "family_name": person.family_name}
        claims |= {"name": person.name, **{key: value for key, value in names.items() if value}}
    return claims | _identity_claims(provider, login, scope)


def _identity_claims(provider: Helseid, login: Login, scope: Collection[str]) -> dict[str, Any]:
    is_high = login.eid.is_high and Fault.LOWER_LEVEL not in provider.faults
    offered = {
        "helseid://scopes/identity/pid": {f"{IDENTITY}pid": login.person.number},
        "helseid://scopes/identity/security_level": {f"{IDENTITY}security_level": "4" if is_high else "3"},
        "helseid://scopes/identity/assurance_level": {f"{IDENTITY}assurance_level": "high" if is_high else "substantial"},
        "helseid://scopes/identity/network": {f"{IDENTITY}network": "internett"},
        "helseid://scopes/hpr/hpr_number": {"helseid://claims/hpr/hpr_number": login.person.hpr_number} if login.person.hpr_number else {},
    }
    return {claim: value for wanted, claims in offered.items() if wanted in scope for claim, value in claims.items()}


def client_claims(client: RegisteredClient, employment: Employment | None) -> dict[str, Any]:
    """State which client asks, and for which organisation."""
    claims = {"client_id": client.client_id, f"{CLIENT}client_name": client.name, "client_amr": "private_key_jwt"}
    parent = employment.legal_entity if employment else client.legal_entity
    if parent:
        claims |= {f"{CLIENT}claims/orgnr_parent": parent}
    if employment:
        claims |= {f"{CLIENT}claims/orgnr_child": employment.point_of_care, "client_tenancy": "multi-tenant"}
    else:
        claims |= {"client_tenancy": "single-tenant"}
    return claims


def access_claims(provider: Helseid, *, scope: Collection[str], jkt: str) -> dict[str, Any]:
    """State what the token is good for, and which key it is bound to."""
    bound_to = provider.keys.stray.thumbprint() if Fault.WRONG_KEY_BINDING in provider.faults else jkt
    audiences = sorted({word.partition("/")[0] for word in scope if ":" in word and not word.startswith("helseid://")})
    return {
        **times(provider),
        "aud": audiences[0] if len(audiences) == 1 else audiences or provider.issuer,
        "scope": sorted(scope),
        "cnf": {"jkt": bound_to},
        "jti": provider.new_secret(),
    }


def id_claims(provider: Helseid, grant: Grant, at_hash: str) -> dict[str, Any]:
    """State the login to the client itself."""
    wanted = grant.request
    nonce = "another" if Fault.WRONG_NONCE in provider.faults else wanted.nonce
    return {
        **times(provider),
        **user_claims(provider, grant.login, client_id=wanted.client.client_id, scope=wanted.scope),
        "aud": wanted.client.client_id,
        "at_hash": at_hash,
        **({"nonce": nonce} if nonce else {}),
    }


def times(provider: Helseid) -> dict[str, Any]:
    """The issuer and the times every token has."""
    now = int(provider.clock().timestamp())
    return {"iss": provider.issuer, "iat": now, "nbf": now, "exp": now + TOKEN_LIFETIME_S}
