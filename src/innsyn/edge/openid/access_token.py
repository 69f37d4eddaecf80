"""Judging an access token that is bound to a key: ours at login, a caller's at our own interfaces.

Source: RFC 9068 §4, RFC 9449 §6.1; NHN, HelseID access token rules (exact iss, exact aud, typ `at+jwt` or `JWT`)."""

from dataclasses import dataclass

from innsyn.edge.openid.id_token import judge_times
from innsyn.edge.openid.refusal import Refusal, refused
from innsyn.edge.openid.signed_token import SignedToken
from innsyn.kernel.clock import Instant

TYPES = ("at+jwt", "application/at+jwt", "jwt")


@dataclass(frozen=True, kw_only=True, slots=True)
class AccessTokenRules:
    """issuer: who must have made it. audience: the interface it must be for, alone. scopes: which it must hold."""

    issuer: str
    audience: str
    scopes: frozenset[str] = frozenset()


def judge_access_token(token: SignedToken, rules: AccessTokenRules, *, now: Instant) -> Refusal | None:
    """Say what is wrong with an access token whose signature holds, or None when nothing is."""
    claims = token.claims
    if str(token.header.get("typ", "")).lower() not in TYPES:
        return refused("access_token.typ")
    if claims.get("iss") != rules.issuer:
        return refused("access_token.iss")
    if claims.get("aud") not in (rules.audience, [rules.audience]):
        return refused("access_token.aud")
    if not rules.scopes <= scopes_of(token):
        return refused("access_token.scope")
    if not bound_key(token):
        return refused("access_token.cnf")
    return judge_times(claims, now=now, name="access_token")


def scopes_of(token: SignedToken) -> frozenset[str]:
    """Read the scopes: a text with spaces as RFC 9068 says, or a list as HelseID sends."""
    scope = token.claims.get("scope", "")
    words = scope if isinstance(scope, list) else str(scope).split()
    return frozenset(word for word in words if isinstance(word, str))


def bound_key(token: SignedToken) -> str:
    """Read the thumbprint of the key the token is bound to; empty when it is a plain bearer token."""
    confirmation = token.claims.get("cnf")
    thumbprint = confirmation.get("jkt") if isinstance(confirmation, dict) else None
    return thumbprint if isinstance(thumbprint, str) else ""
