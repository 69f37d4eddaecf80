"""Asking a provider for tokens, bound to a key when there is one.

Source: RFC 6749 §4.1.3 and §4.4, RFC 9449 §5 and §8."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from joserfc.jwk import ECKey

from innsyn.edge.openid.calls import Answer, Caller
from innsyn.edge.openid.client_assertion import Client, client_assertion
from innsyn.edge.openid.dpop_proof import ProofCall, dpop_proof
from innsyn.edge.openid.metadata import Metadata
from innsyn.edge.openid.refusal import Refusal, refused
from innsyn.kernel.clock import Instant


@dataclass(frozen=True, kw_only=True, slots=True)
class TokenRequest:
    """form: without the client's proof. details: `authorization_details` to state in the client assertion."""

    client: Client
    form: Mapping[str, str]
    dpop_key: ECKey | None
    new_secret: Callable[[], str]
    details: Mapping[str, Any] | None = None


async def request_tokens(request: TokenRequest, metadata: Metadata, caller: Caller, *, now: Instant) -> Answer | Refusal:
    """Ask once, and once more when the provider demands a nonce in the proof. Returns the answer with status 200 only."""
    answer = await _ask(request, metadata, caller, nonce="", now=now)
    if isinstance(answer, Answer) and answer.error() == "use_dpop_nonce" and answer.nonce:
        answer = await _ask(request, metadata, caller, nonce=answer.nonce, now=now)
    if isinstance(answer, Refusal):
        return answer
    if answer.status != 200:
        return refused(f"token.{answer.error()}")
    expected = "dpop" if request.dpop_key else "bearer"
    is_expected = str(answer.content.get("token_type", "")).lower() == expected
    return answer if is_expected else refused("token.type")


async def _ask(request: TokenRequest, metadata: Metadata, caller: Caller, *, nonce: str, now: Instant) -> Answer | Refusal:
    """Every asking has its own assertion and proof: both are good for one use."""
    proved = client_assertion(request.client, issuer=metadata.issuer, jti=request.new_secret(), now=now, details=request.details)
    headers = {}
    if request.dpop_key:
        call = ProofCall(method="POST", address=metadata.token, nonce=nonce)
        headers["DPoP"] = dpop_proof(request.dpop_key, call, jti=request.new_secret(), now=now)
    return await caller.post(metadata.token, {**request.form, **proved}, headers)
