"""Checking DPoP proofs at an interface of ours, in the order of NHN's sample: binding, header and key, signature, claims, replay.

Pure: the instant and the memory of proofs are handed in. Source: RFC 9449 §4.3, §7.1, §11.1; NHN, HelseID.Samples."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from joserfc.errors import JoseError
from joserfc.jwk import Key, import_key

from innsyn.edge.openid.dpop_proof import token_hash
from innsyn.edge.openid.refusal import Refusal, refused
from innsyn.edge.openid.signed_token import ASYMMETRIC, header_of, verified
from innsyn.kernel.clock import Instant

OLDEST = timedelta(seconds=60)
SKEW = timedelta(seconds=5)
PRIVATE_MEMBERS = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
JTI_LONGEST = 200


class ProofMemory(Protocol):
    """Remembers the proofs that were used. Shared by every process that serves the same interface."""

    def is_new(self, proof_id: str, *, until: Instant, now: Instant) -> bool:
        """Say whether this id is seen for the first time, and remember it until `until`."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class ProofDemand:
    """The request a proof must be for.

    method, address: of the request as it came in; query and fragment of the address are ignored. access_token: the token sent with
    it, empty where a token is asked for. jkt: the thumbprint in the token's `cnf`. nonce: the one we gave out, or empty."""

    method: str
    address: str
    access_token: str = ""
    jkt: str = ""
    nonce: str = ""


def judge_proof(proof: str, demand: ProofDemand, memory: ProofMemory, *, now: Instant) -> Refusal | None:
    """Say what is wrong with a proof sent with a token, or None when nothing is. It is then spent."""
    if not demand.jkt or not demand.access_token:
        return refused("dpop.cnf")
    proved = proved_key(proof, demand, memory, now=now)
    return proved if isinstance(proved, Refusal) else None


def proved_key(proof: str, demand: ProofDemand, memory: ProofMemory, *, now: Instant) -> str | Refusal:
    """Judge a proof and say the thumbprint of the key it shows; the proof is then spent.

    Without `jkt` in the demand any key may be shown: the token that is asked for becomes bound to it. Source: RFC 9449 §5."""
    key = _key_of(proof, demand)
    if isinstance(key, Refusal):
        return key
    token = verified(proof, key, algorithms=ASYMMETRIC)
    if isinstance(token, Refusal):
        return refused("dpop.signature")
    problem = _judge_claims(token.claims, demand, now=now)
    if problem:
        return problem
    until = now + OLDEST + 2 * SKEW  # a proof may be dated one SKEW ahead of us and is accepted until one SKEW past its age
    jkt = key.thumbprint()
    return jkt if memory.is_new(f"{jkt} {token.claims['jti']}", until=until, now=now) else refused("dpop.replay")


def _key_of(proof: str, demand: ProofDemand) -> Key | Refusal:
    header = header_of(proof)
    if isinstance(header, Refusal):
        return refused("dpop.form")
    if str(header.get("typ", "")).lower() != "dpop+jwt":
        return refused("dpop.typ")
    if header.get("alg") not in ASYMMETRIC:
        return refused("dpop.alg")
    jwk = header.get("jwk")
    if not isinstance(jwk, dict) or jwk.get("kty") not in ("RSA", "EC") or PRIVATE_MEMBERS & jwk.keys():
        return refused("dpop.jwk")
    try:
        key = import_key(jwk)
    except (JoseError, ValueError, TypeError):
        return refused("dpop.jwk")
    is_the_one = not demand.jkt or hmac.compare_digest(key.thumbprint(), demand.jkt)
    return key if is_the_one else refused("dpop.binding")


def _judge_claims(claims: Mapping[str, Any], demand: ProofDemand, *, now: Instant) -> Refusal | None:
    if demand.access_token and not _is_same(claims.get("ath"), token_hash(demand.access_token)):
        return refused("dpop.ath")
    jti, issued = claims.get("jti"), claims.get("iat")
    if not isinstance(jti, str) or not 0 < len(jti) <= JTI_LONGEST:
        return refused("dpop.jti")
    if claims.get("htm") != demand.method:
        return refused("dpop.htm")
    if not isinstance(claims.get("htu"), str) or _plain(claims["htu"]) != _plain(demand.address):
        return refused("dpop.htu")
    if not isinstance(issued, int) or not _is_fresh(issued, now):
        return refused("dpop.iat")
    if demand.nonce and not _is_same(claims.get("nonce"), demand.nonce):
        return refused("dpop.nonce")
    return None


def _is_fresh(issued: int, now: Instant) -> bool:
    age_s = now.timestamp() - issued
    return -SKEW.total_seconds() <= age_s <= (OLDEST + SKEW).total_seconds()


def _plain(address: str) -> tuple[str, str, int | None, str] | None:
    """Take an address apart for comparison: no query, no fragment, letters of scheme and host lowered, default ports named, escapes read.

    A slash at the end leads to the same resource here.
    Source: RFC 9449 §4.3 (9), RFC 3986 §6.2.2 and §6.2.3."""
    try:
        parts = urlsplit(address)
        port = parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    except ValueError:
        return None
    return (parts.scheme, parts.hostname or "", port, unquote(parts.path).rstrip("/") or "/")


def _is_same(given: Any, expected: str) -> bool:
    return isinstance(given, str) and hmac.compare_digest(given.encode(), expected.encode())
