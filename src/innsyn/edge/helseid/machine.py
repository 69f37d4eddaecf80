"""Tokens for a machine: our own calls to others, and `./innsyn token`.

Source: RFC 6749 §4.4, RFC 9449 §5; NHN, HelseID client credentials."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from joserfc.jwk import ECKey, Key

from innsyn.edge.helseid.door import ASSERTION_TYP
from innsyn.edge.helseid.organisation import organisation_details
from innsyn.edge.openid.client_assertion import Client
from innsyn.edge.openid.dpop_proof import ProofCall, dpop_proof
from innsyn.edge.openid.provider import Provider
from innsyn.edge.openid.refusal import Refusal, refused
from innsyn.edge.openid.token_request import TokenRequest, request_tokens
from innsyn.kernel.clock import Instant
from innsyn.web.doors import Workplace


@dataclass(frozen=True, kw_only=True, slots=True)
class MachineToken:
    """A token and the key it is bound to; no key for a plain Bearer token. scope: what it may do, words with spaces between."""

    access_token: str = field(repr=False)
    key: ECKey | None = field(repr=False)
    scope: str
    expires_at: Instant

    def headers(self, method: str, address: str, *, jti: str, now: Instant) -> dict[str, str]:
        """Make the headers of one request. jti: never used before."""
        if self.key is None:
            return {"Authorization": f"Bearer {self.access_token}"}
        call = ProofCall(method=method, address=address, access_token=self.access_token)
        return {"Authorization": f"DPoP {self.access_token}", "DPoP": dpop_proof(self.key, call, jti=jti, now=now)}


@dataclass(frozen=True, kw_only=True, slots=True)
class MachineClient:
    """A client without a person. key: private, registered at the provider."""

    provider: Provider
    client_id: str
    key: Key = field(repr=False)
    new_secret: Callable[[], str]

    async def token(self, scope: str, dpop_key: ECKey, *, workplace: Workplace | None = None, now: Instant) -> MachineToken | Refusal:
        """Ask for a token. workplace: the organisation it acts for, when the client serves several."""
        metadata = await self.provider.metadata(now=now)
        if isinstance(metadata, Refusal):
            return metadata
        request = TokenRequest(
            client=Client(client_id=self.client_id, key=self.key, assertion_typ=ASSERTION_TYP),
            form={"grant_type": "client_credentials", "scope": scope},
            dpop_key=dpop_key,
            new_secret=self.new_secret,
            details=organisation_details(workplace) if workplace else None,
        )
        answer = await request_tokens(request, metadata, self.provider.caller, now=now)
        if isinstance(answer, Refusal):
            return answer
        token, lifetime_s = answer.content.get("access_token"), answer.content.get("expires_in")
        if not isinstance(token, str) or not isinstance(lifetime_s, int):
            return refused("answer.access_token")
        granted = str(answer.content.get("scope", scope))
        return MachineToken(access_token=token, key=dpop_key, scope=granted, expires_at=now + timedelta(seconds=lifetime_s))
