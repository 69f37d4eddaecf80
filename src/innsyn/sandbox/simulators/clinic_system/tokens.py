"""The system's way in: a token that is bound to a key, and a proof for each request.

Source: SMART App Launch 2.2, Backend Services (private_key_jwt); RFC 9449 (DPoP)."""

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import httpx
from joserfc import jwt
from joserfc.jwk import ECKey, Key

_SPARE = timedelta(seconds=20)
_LIFETIME_S = 60
_ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_ALGORITHM = "ES256"


class Unanswered(Exception):
    """The platform cannot be reached, is busy, or gives no token just now: everything that waits is tried again."""


class Down(Exception):
    """The system itself is down: nothing is asked before it starts again."""


@dataclass(frozen=True, slots=True)
class Account:
    """How the system is registered with the platform. key: private, P-256. scope: words with spaces between."""

    client_id: str
    key: Key = field(repr=False)
    scope: str


@dataclass(frozen=True, slots=True)
class _Token:
    text: str = field(repr=False)
    ends_at: datetime


class Tokens:
    """headers. A token and the key it is bound to live in memory alone."""

    def __init__(
        self, http: httpx.AsyncClient, base: str, account: Account, *, clock: Callable[[], datetime], new_id: Callable[[], str]
    ) -> None:
        """base: address of the FHIR interface. new_id: never said before."""
        self._http, self._base, self._account, self._clock, self._new_id = http, base, account, clock, new_id
        self._key = ECKey.generate_key("P-256")
        self._held: _Token | None = None

    async def headers(self, method: str, address: str) -> Mapping[str, str]:
        """Make the headers of one request. address: without its query. Raises Unanswered when there is no token to be had."""
        if self._held is None or self._held.ends_at - _SPARE <= self._clock():
            self._held = await self._asked()
        token = self._held.text
        bound = base64.urlsafe_b64encode(sha256(token.encode()).digest()).rstrip(b"=").decode()
        return {"Authorization": f"DPoP {token}", "DPoP": self._proof(method, address, {"ath": bound})}

    def forget(self) -> None:
        """Ask for another token the next time."""
        self._held = None

    async def _asked(self) -> _Token:
        try:
            where = (await self._http.get(f"{self._base}/.well-known/smart-configuration")).json()["token_endpoint"]
            form = {"grant_type": "client_credentials", "scope": self._account.scope, **self._assertion(where)}
            answer = await self._http.post(where, data=form, headers={"DPoP": self._proof("POST", where, {})})
            given = answer.json()
            return _Token(given["access_token"], self._clock() + timedelta(seconds=given["expires_in"]))
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as failure:
            raise Unanswered from failure

    def _assertion(self, audience: str) -> Mapping[str, str]:
        at, who = int(self._clock().timestamp()), self._account.client_id
        claims = {"iss": who, "sub": who, "aud": audience, "jti": self._new_id(), "iat": at, "exp": at + _LIFETIME_S}
        header = {"alg": _ALGORITHM, "typ": "JWT", "kid": self._account.key.kid}
        return {"client_assertion_type": _ASSERTION, "client_assertion": jwt.encode(header, claims, self._account.key)}

    def _proof(self, method: str, address: str, more: Mapping[str, str]) -> str:
        public = self._key.as_dict(private=False)
        header: dict[str, Any] = {"typ": "dpop+jwt", "alg": _ALGORITHM, "jwk": {name: public[name] for name in ("kty", "crv", "x", "y")}}
        claims = {"jti": self._new_id(), "htm": method, "htu": address, "iat": int(self._clock().timestamp()), **more}
        return jwt.encode(header, claims, self._key)
