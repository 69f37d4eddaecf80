"""Our own access tokens: signed, short-lived, for the FHIR interface alone, without a word about a person.

Source: RFC 9068 §2 and §4, RFC 9449 §6.1, RFC 7519."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast, get_args

from joserfc import jwt
from joserfc.jwk import Key

from innsyn.edge.authorization.terms import LIFETIME, Place
from innsyn.edge.openid.access_token import bound_key
from innsyn.edge.openid.id_token import judge_times
from innsyn.edge.openid.refusal import Refusal, refused
from innsyn.edge.openid.signed_token import SignedToken, header_of, verified
from innsyn.edge.openid.signing_key import algorithm_for
from innsyn.gate.scopes import Context
from innsyn.kernel.clock import Instant

_VERSION, _CONTEXT = "client_version", "context"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnToken:
    """What one of our tokens says. version: of the client's registration when it was given. jkt: empty for a plain Bearer token."""

    id: str
    client_id: str
    version: int
    context: Context
    scope: str
    jkt: str
    subject: str
    issued_at: Instant
    expires_at: Instant


class OwnTokens:
    """Makes and judges our tokens."""

    def __init__(self, place: Place, key: Key) -> None:
        """key: private, generated at the first start."""
        self._place, self._key, self._algorithm = place, key, algorithm_for(key)

    @property
    def algorithm(self) -> str:
        """Which signature they carry."""
        return self._algorithm

    def made(self, token: OwnToken) -> str:
        """Write a token."""
        claims: dict[str, Any] = {
            "iss": self._place.issuer,
            "aud": self._place.audience,
            "sub": token.subject,
            "client_id": token.client_id,
            "jti": token.id,
            "iat": int(token.issued_at.timestamp()),
            "exp": int(token.expires_at.timestamp()),
            "scope": token.scope,
            _VERSION: token.version,
            _CONTEXT: token.context,
            **({"cnf": {"jkt": token.jkt}} if token.jkt else {}),
        }
        return jwt.encode({"typ": "at+jwt", "alg": self._algorithm, "kid": self._key.kid}, claims, self._key, algorithms=[self._algorithm])

    def read(self, text: str, *, now: Instant) -> OwnToken | Refusal:
        """Judge a token: ours, whole, for this interface and not over."""
        header = header_of(text)
        if isinstance(header, Refusal) or header.get("kid") != self._key.kid:
            return refused("access_token.key")
        if header.get("typ") != "at+jwt":
            return refused("access_token.typ")
        token = verified(text, self._key, algorithms=(self._algorithm,))
        if isinstance(token, Refusal):
            return token
        return self._wrong(token, now) or _read(token)

    def _wrong(self, token: SignedToken, now: Instant) -> Refusal | None:
        if token.claims.get("iss") != self._place.issuer:
            return refused("access_token.iss")
        if token.claims.get("aud") != self._place.audience:
            return refused("access_token.aud")
        problem = judge_times(token.claims, now=now, name="access_token")
        is_over = problem is None and now.timestamp() >= token.claims["exp"]  # our own clock made it: no ten seconds are given
        return refused("access_token.exp") if is_over else problem


def ends_at(now: Instant, *limits: Instant) -> Instant:
    """Say when a token given now ends: after five minutes, or at the first of these limits."""
    return min((now + LIFETIME, *limits))


def _read(token: SignedToken) -> OwnToken | Refusal:
    claims: Mapping[str, Any] = token.claims
    texts = {name: claims.get(name) for name in ("jti", "client_id", "sub", "scope")}
    version, context = claims.get(_VERSION), claims.get(_CONTEXT)
    if not all(isinstance(text, str) for text in texts.values()) or not isinstance(version, int) or context not in get_args(Context):
        return refused("access_token.claims")
    return OwnToken(
        id=str(texts["jti"]),
        client_id=str(texts["client_id"]),
        subject=str(texts["sub"]),
        scope=str(texts["scope"]),
        version=version,
        context=cast(Context, context),
        jkt=bound_key(token),
        issued_at=datetime.fromtimestamp(claims["iat"], UTC),
        expires_at=datetime.fromtimestamp(claims["exp"], UTC),
    )
