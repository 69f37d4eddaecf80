"""Who asks: a registered client that signs an assertion for this server, for now, for once.

Source: RFC 7521 §4.2 and §5.2, RFC 7523 §3; SMART App Launch 2.2, "Authenticating to the Token endpoint"; RFC 8725 §3."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from innsyn.edge.authorization.answers import OauthError, invalid_client
from innsyn.edge.authorization.client_keys import ClientKeys
from innsyn.edge.authorization.terms import ALGORITHMS, LONGEST_ASSERTION, SKEW, TOKEN, Place
from innsyn.edge.openid.client_assertion import ASSERTION_TYPE
from innsyn.edge.openid.refusal import Refusal
from innsyn.edge.openid.signed_token import header_of, unproved_claims, verified
from innsyn.kernel.clock import Instant
from innsyn.web.clients import Clients, RegisteredClient
from innsyn.web.clients.store import TokenMemory

_TYPES = ("", "jwt", "client-authentication+jwt")
_LONGEST_JTI = 200
_UNKNOWN = "the client is not registered, has ended, or did not sign the assertion with a registered key (kid, alg)"


class Authentication:
    """Judges client assertions (private_key_jwt)."""

    def __init__(self, clients: Clients, keys: ClientKeys, memory: TokenMemory, place: Place) -> None:
        """memory: of what was used. place: whom assertions must be for."""
        self._clients, self._keys, self._memory = clients, keys, memory
        self._audiences = (place.issuer, place.address(TOKEN))

    async def client(self, form: Mapping[str, str], *, now: Instant) -> RegisteredClient | OauthError:
        """Say which client posts this form; its assertion is then spent."""
        if form.get("client_assertion_type") != ASSERTION_TYPE or "client_secret" in form:
            return invalid_client(f"authenticate with client_assertion_type {ASSERTION_TYPE}", "assertion.type")
        assertion = form.get("client_assertion", "")
        header, claimed = header_of(assertion), unproved_claims(assertion)
        if isinstance(header, Refusal) or isinstance(claimed, Refusal):
            return invalid_client("client_assertion is no signed JWT", "assertion.form")
        if header.get("alg") not in ALGORITHMS or str(header.get("typ", "")).lower() not in _TYPES:
            return invalid_client("alg or typ of the assertion is not one we take", "assertion.alg")
        client = await self._signer(claimed.get("iss"), header, assertion, now)
        if isinstance(client, OauthError):
            return client
        if form.get("client_id", client.client_id) != client.client_id:
            return invalid_client("client_id is not the assertion's", "assertion.client_id")
        return self._judged(claimed, client, now) or await self._spent(claimed, client, now) or client

    async def _signer(self, named: object, header: Mapping[str, Any], assertion: str, now: Instant) -> RegisteredClient | OauthError:
        client = await self._clients.find(named) if isinstance(named, str) and "\0" not in named else None
        if client is None or client.is_revoked:
            return invalid_client(_UNKNOWN, "assertion.client")
        if header.get("jku", client.keys_url) != client.keys_url:
            return invalid_client(_UNKNOWN, "assertion.jku")
        key = await self._keys.key(client, header.get("kid"), now=now)
        if isinstance(key, Refusal):
            return invalid_client(_UNKNOWN, key.detail)
        if key.get("alg") not in (None, header["alg"]):
            return invalid_client(_UNKNOWN, "assertion.key_alg")
        token = verified(assertion, key, algorithms=ALGORITHMS)
        return invalid_client(_UNKNOWN, token.detail) if isinstance(token, Refusal) else client

    def _judged(self, claims: Mapping[str, Any], client: RegisteredClient, now: Instant) -> OauthError | None:
        if claims.get("sub") != client.client_id:
            return invalid_client("iss and sub of the assertion must both be the client id", "assertion.sub")
        if claims.get("aud") not in (*self._audiences, *([each] for each in self._audiences)):
            return invalid_client(f"aud of the assertion must be {self._audiences[1]}, alone", "assertion.aud")
        expires, issued = _instant(claims.get("exp")), _instant(claims.get("iat", claims.get("exp")))
        if expires is None or issued is None or expires <= now - SKEW:
            return invalid_client("exp of the assertion is missing or past", "assertion.exp")
        if expires > now + LONGEST_ASSERTION + SKEW:
            return invalid_client("exp of the assertion may be at most five minutes ahead", "assertion.exp_far")
        starts = _instant(claims.get("nbf", 0))
        is_begun = starts is not None and starts <= now + SKEW and ("iat" not in claims or issued <= now + SKEW)
        return None if is_begun else invalid_client("iat or nbf of the assertion is ahead of our clock", "assertion.early")

    async def _spent(self, claims: Mapping[str, Any], client: RegisteredClient, now: Instant) -> OauthError | None:
        jti = claims.get("jti")
        if not isinstance(jti, str) or not 0 < len(jti) <= _LONGEST_JTI:
            return invalid_client("jti of the assertion is missing", "assertion.jti")
        until = now + LONGEST_ASSERTION + 3 * SKEW
        is_new = await self._memory.spend(f"assertion {client.client_id} {jti}", until=until, now=now)
        return None if is_new else invalid_client("the assertion has been used: make a new one, with a new jti", "assertion.replay")


def _instant(value: object) -> Instant | None:
    """Read a NumericDate; a boolean, a text or what no calendar has is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError):
        return None
