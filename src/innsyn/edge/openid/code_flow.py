"""The authorization code flow as both doors use it: pushed request, PKCE, state, nonce, issuer in the answer, code for tokens.

Source: OpenID Connect Core §3.1, RFC 9126, RFC 7636, RFC 9207, RFC 9449 §5, RFC 9700 §2.1."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from joserfc.jwk import ECKey

from innsyn.edge.openid.attempt import Attempt, local_path
from innsyn.edge.openid.callback import judged_callback
from innsyn.edge.openid.client_assertion import Client, client_assertion
from innsyn.edge.openid.dpop_proof import dpop_key_from, dpop_key_text
from innsyn.edge.openid.id_token import IdTokenRules, judge_id_token
from innsyn.edge.openid.metadata import Metadata
from innsyn.edge.openid.proof_key import challenge
from innsyn.edge.openid.provider import Provider
from innsyn.edge.openid.refusal import Refusal, refused
from innsyn.edge.openid.signed_token import SignedToken, header_of, verified
from innsyn.edge.openid.token_request import TokenRequest, request_tokens
from innsyn.kernel.clock import Instant

ID_TOKEN_ALGORITHMS = ("RS256", "PS256", "ES256")


@dataclass(frozen=True, kw_only=True, slots=True)
class Begun:
    """A login under way. address: where to send the browser. attempt: what to remember."""

    address: str
    attempt: Attempt


@dataclass(frozen=True, kw_only=True, slots=True)
class Redeemed:
    """What the provider gave for the code. claims: of the id_token, judged. expires_in: seconds, of the access token."""

    claims: Mapping[str, Any]
    id_token: str
    access_token: str
    expires_in: int
    dpop_key: ECKey | None


@dataclass(frozen=True, kw_only=True, slots=True)
class CodeFlow:
    """One client at one provider. new_secret: at least 256 random bits, 43 characters or more, safe in a URL."""

    provider: Provider
    client: Client
    redirect_uri: str
    scope: str
    new_secret: Callable[[], str]

    async def begin(self, parameters: Mapping[str, str], *, return_to: str, dpop_key: ECKey | None = None, now: Instant) -> Begun | Refusal:
        """Push a request.

        parameters: what this kind of provider wants besides the common ones. dpop_key: when tokens shall be bound to a key."""
        metadata = await self.provider.metadata(now=now)
        if isinstance(metadata, Refusal):
            return metadata
        attempt = Attempt(
            issuer=metadata.issuer,
            state=self.new_secret(),
            nonce=self.new_secret(),
            code_verifier=self.new_secret(),
            begun_at=now,
            return_to=local_path(return_to),
            dpop_key=dpop_key_text(dpop_key) if dpop_key else "",
        )
        bound = {"dpop_jkt": dpop_key.thumbprint()} if dpop_key else {}
        request_uri = await self._push({**parameters, **bound, **self._common(attempt)}, metadata, now)
        if isinstance(request_uri, Refusal):
            return request_uri
        query = urlencode({"client_id": self.client.client_id, "request_uri": request_uri})
        return Begun(address=f"{metadata.authorization}?{query}", attempt=attempt)

    async def complete(self, answer: Mapping[str, str], attempt: Attempt | None, *, now: Instant) -> Redeemed | Refusal:
        """Judge the browser's answer, exchange the code, judge the id_token."""
        metadata = await self.provider.metadata(now=now)
        if isinstance(metadata, Refusal):
            return metadata
        begun = judged_callback(answer, attempt, metadata, now=now)
        if isinstance(begun, Refusal):
            return begun
        dpop_key = dpop_key_from(begun.dpop_key) if begun.dpop_key else None
        form = {"grant_type": "authorization_code", "code": answer["code"], "code_verifier": begun.code_verifier}
        request = TokenRequest(
            client=self.client, form={**form, "redirect_uri": self.redirect_uri}, dpop_key=dpop_key, new_secret=self.new_secret
        )
        tokens = await request_tokens(request, metadata, self.provider.caller, now=now)
        if isinstance(tokens, Refusal):
            return tokens
        id_token = await self._judged_id_token(tokens.content, begun, now)
        if isinstance(id_token, Refusal):
            return id_token
        return Redeemed(
            claims=id_token.claims,
            id_token=tokens.content["id_token"],
            access_token=tokens.content["access_token"],
            expires_in=_seconds(tokens.content.get("expires_in")),
            dpop_key=dpop_key,
        )

    async def verified_token(self, token: object, *, now: Instant) -> SignedToken | Refusal:
        """Verify the signature of a token with the provider's keys."""
        if not isinstance(token, str):
            return refused("token.missing")
        header = header_of(token)
        if isinstance(header, Refusal):
            return header
        if header.get("alg") not in ID_TOKEN_ALGORITHMS:
            return refused("token.alg")
        key = await self.provider.key(header.get("kid"), now=now)
        return key if isinstance(key, Refusal) else verified(token, key, algorithms=ID_TOKEN_ALGORITHMS)

    def _common(self, attempt: Attempt) -> dict[str, str]:
        return {
            "response_type": "code",
            "scope": self.scope,
            "redirect_uri": self.redirect_uri,
            "state": attempt.state,
            "nonce": attempt.nonce,
            "code_challenge": challenge(attempt.code_verifier),
            "code_challenge_method": "S256",
        }

    async def _push(self, parameters: Mapping[str, str], metadata: Metadata, now: Instant) -> str | Refusal:
        proved = client_assertion(self.client, issuer=metadata.issuer, jti=self.new_secret(), now=now)
        answer = await self.provider.caller.post(metadata.pushed, {**parameters, **proved})
        if isinstance(answer, Refusal):
            return answer
        request_uri = answer.content.get("request_uri")
        if answer.status != 201 or not isinstance(request_uri, str):
            return refused(f"par.{answer.error()}")
        return request_uri

    async def _judged_id_token(self, content: Mapping[str, Any], attempt: Attempt, now: Instant) -> SignedToken | Refusal:
        if not isinstance(content.get("access_token"), str):
            return refused("answer.access_token")
        token = await self.verified_token(content.get("id_token"), now=now)
        if isinstance(token, Refusal):
            return token
        rules = IdTokenRules(
            issuer=attempt.issuer, client_id=self.client.client_id, nonce=attempt.nonce, access_token=content["access_token"]
        )
        return judge_id_token(token, rules, now=now) or token


def _seconds(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0
