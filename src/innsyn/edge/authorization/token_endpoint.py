"""The token endpoint: who asks, with which key, for which grant, for what; and then one token.

Source: RFC 6749 §3.2 and §4.4, RFC 8693 §2, RFC 9449 §5; SMART App Launch 2.2, "Obtaining an access token"."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from innsyn.edge.authorization.answers import OauthError, TokenAnswer, invalid_request
from innsyn.edge.authorization.authentication import Authentication
from innsyn.edge.authorization.citizen import Citizens
from innsyn.edge.authorization.granted_scopes import granted
from innsyn.edge.authorization.health_worker import HealthWorkers
from innsyn.edge.authorization.holder import Holder, packed
from innsyn.edge.authorization.own_tokens import OwnToken, OwnTokens, ends_at
from innsyn.edge.authorization.terms import ACCESS_TOKEN_TYPE, CLIENT_CREDENTIALS, GRANTS, ID_TOKEN_TYPE, TOKEN, TOKEN_EXCHANGE, Place
from innsyn.edge.openid.dpop import OLDEST, SKEW, ProofDemand, proved_key
from innsyn.edge.openid.refusal import Refusal
from innsyn.gate.scopes import Context
from innsyn.kernel.clock import Instant
from innsyn.web.clients import RegisteredClient
from innsyn.web.clients.store import TokenMemory


class KnowsOrganisations(Protocol):
    """Says whether an organisation number is in the directory."""

    async def __call__(self, number: str) -> bool:
        """Say yes or no."""
        ...


@dataclass(frozen=True, slots=True)
class _Wish:
    """A request by a client we know. jkt: the key it showed, empty for none. scope: what it will be granted."""

    form: Mapping[str, str]
    client: RegisteredClient
    jkt: str
    context: Context
    scope: str


@dataclass(slots=True)
class _Noted:
    """Notes which proof was judged: it is spent afterwards, where every process sees it."""

    proof_id: str = ""

    def is_new(self, proof_id: str, *, until: Instant, now: Instant) -> bool:  # noqa: ARG002 - the protocol's
        """Note it."""
        self.proof_id = proof_id
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenEndpoint:
    """Gives tokens. new_secret: at least 128 random bits, safe in a URL. is_known: of organisations."""

    place: Place
    authentication: Authentication
    tokens: OwnTokens
    memory: TokenMemory
    health_workers: HealthWorkers
    citizens: Citizens
    is_known: KnowsOrganisations
    new_secret: Callable[[], str]

    async def answer(self, form: Mapping[str, str], proof: str | None, *, now: Instant) -> TokenAnswer | OauthError:
        """Answer one request. form: as posted. proof: the header DPoP, None when there is none."""
        client = await self.authentication.client(form, now=now)
        if isinstance(client, OauthError):
            return client
        if not await self.is_known(client.organisation):
            return OauthError("unauthorized_client", "the client's organisation is not in the directory", 400, "client.organisation")
        jkt = await self._bound_to(client, proof, now)
        if isinstance(jkt, OauthError):
            return jkt
        wish = self._wish(form, client, jkt)
        if isinstance(wish, OauthError):
            return wish
        if wish.context == "system":
            return await self._give(wish, None, ends_at(now), now)
        found = await self._holder(wish, now)
        return found if isinstance(found, OauthError) else await self._give(wish, found[0], ends_at(now, found[1]), now)

    async def _bound_to(self, client: RegisteredClient, proof: str | None, now: Instant) -> str | OauthError:
        """Say which key the token will be bound to; empty for a plain Bearer token, where the registration allows one."""
        if proof is None:
            no = OauthError(
                "invalid_dpop_proof", "this client's tokens are bound to a key: send a DPoP proof (RFC 9449)", 400, "dpop.missing"
            )
            return "" if client.allows_bearer else no
        noted = _Noted()
        jkt = proved_key(proof, ProofDemand(method="POST", address=self.place.address(TOKEN)), noted, now=now)
        if isinstance(jkt, Refusal):
            return OauthError("invalid_dpop_proof", f"the DPoP proof does not hold ({jkt.detail})", 400, jkt.detail)
        is_new = await self.memory.spend(f"proof {noted.proof_id}", until=now + OLDEST + 2 * SKEW, now=now)
        return jkt if is_new else OauthError("invalid_dpop_proof", "the DPoP proof has been used: make a new one", 400, "dpop.replay")

    def _wish(self, form: Mapping[str, str], client: RegisteredClient, jkt: str) -> _Wish | OauthError:
        context = self._context(form)
        if isinstance(context, OauthError):
            return context
        scope = granted(form.get("scope", ""), client.scopes, context)
        if not scope:
            return OauthError("invalid_scope", f"ask for scopes {context}/… that the client is registered with", 400, "scope.none")
        return _Wish(form, client, jkt, context, scope)

    def _context(self, form: Mapping[str, str]) -> Context | OauthError:
        """Say for whom a token is asked for, by grant and kind of token brought."""
        grant = form.get("grant_type", "")
        if grant == CLIENT_CREDENTIALS:
            return "system"
        if grant != TOKEN_EXCHANGE:
            no = OauthError("unsupported_grant_type", f"grant_type is one of {', '.join(GRANTS)}", 400, "grant.unknown")
            return no if grant else invalid_request("grant_type is missing", "grant.missing")
        if "actor_token" in form or form.get("requested_token_type", ACCESS_TOKEN_TYPE) != ACCESS_TOKEN_TYPE:
            return invalid_request("only access tokens are given, and there is no actor_token here", "exchange.form")
        if any(form.get(name, self.place.audience) != self.place.audience for name in ("audience", "resource")):
            return OauthError("invalid_target", f"tokens are for {self.place.audience} alone", 400, "exchange.target")
        kinds: dict[str, Context] = {ACCESS_TOKEN_TYPE: "user", ID_TOKEN_TYPE: "patient"}
        known = kinds.get(form.get("subject_token_type", ""))
        wrong = f"subject_token_type is {ACCESS_TOKEN_TYPE} (HelseID) or {ID_TOKEN_TYPE} (ID-porten)"
        return known or invalid_request(wrong, "exchange.type")

    async def _holder(self, wish: _Wish, now: Instant) -> tuple[Holder, Instant] | OauthError:
        """Say for whom an exchanged token stands, and when it must end at the latest."""
        subject = wish.form.get("subject_token", "")
        if wish.context == "user":
            worker = await self.health_workers.holder(subject, wish.client, wish.jkt, now=now)
            return _no(worker) if isinstance(worker, Refusal) else worker
        citizen = await self.citizens.holder(subject, wish.client, now=now)
        return _no(citizen) if isinstance(citizen, Refusal) else (citizen, ends_at(now))

    async def _give(self, wish: _Wish, holder: Holder | None, until: Instant, now: Instant) -> TokenAnswer:
        token = OwnToken(
            id=self.new_secret(),
            client_id=wish.client.client_id,
            version=wish.client.version,
            context=wish.context,
            scope=wish.scope,
            jkt=wish.jkt,
            subject=holder.subject_for(wish.client.client_id) if holder else wish.client.client_id,
            issued_at=now,
            expires_at=until,
        )
        text = self.tokens.made(token)
        if holder is not None:
            await self.memory.keep_grant(text, packed(holder), until=until)
        return TokenAnswer(
            access_token=text,
            type="DPoP" if wish.jkt else "Bearer",
            expires_in=int((until - now).total_seconds()),
            scope=wish.scope,
            client_id=wish.client.client_id,
            patient=(holder.patient_id or "") if holder else "",
            is_exchanged=holder is not None,
        )


def _no(refusal: Refusal) -> OauthError:
    if refusal.reason == "provider_down":
        return OauthError("temporarily_unavailable", "the provider whose token this is does not answer", 503, refusal.detail)
    return OauthError("invalid_grant", f"the subject_token does not hold ({refusal.detail})", 400, refusal.detail)
