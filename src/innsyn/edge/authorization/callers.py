"""Who calls the FHIR interface: our own tokens and HelseID's, bound to a key or, where the registration allows it, plain.

A token is verified once and remembered until it ends; each call costs one check of its DPoP proof and no statement. What may change
meanwhile (a client or token taken back) is looked at once a second, see `standing_now.py`.
Source: RFC 9449 §7, RFC 6750 §2.1 and §3, RFC 9068 §4."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlsplit

from innsyn.edge.authorization.helseid_tokens import HelseidTokens
from innsyn.edge.authorization.holder import unpacked
from innsyn.edge.authorization.own_tokens import OwnToken, OwnTokens
from innsyn.edge.authorization.standing_now import StandingNow
from innsyn.edge.authorization.terms import ALGORITHMS, Place
from innsyn.edge.openid.dpop import ProofDemand, ProofMemory, judge_proof
from innsyn.edge.openid.refusal import Refusal, refused
from innsyn.edge.openid.signed_token import unproved_claims
from innsyn.gate.clients.client import Client
from innsyn.gate.gate import Gate
from innsyn.gate.scopes import Scopes
from innsyn.kernel.clock import Clock, Instant
from innsyn.web.clients.store import TokenMemory
from innsyn.web.sessions.envelope import mark_of

_MOST = 10_000
_LONGEST_TOKEN = 16_000


@dataclass(frozen=True, slots=True)
class Challenge:
    """The no to somebody who may not come in. The members are those of `edge.fhir_api.ports.Challenge`, which main makes of it."""

    status: Literal[401, 403]
    www_authenticate: tuple[str, ...]
    error: str = ""
    description: str = ""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Known:
    """A token that was judged. own: when it is ours, for what may change meanwhile. mark: of its id."""

    client: Client
    jkt: str
    expires_at: Instant
    own: OwnToken | None = None
    mark: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenSources:
    """Whose tokens open the FHIR interface. memory: for whom a person's token stands. proofs: those used at this interface."""

    own: OwnTokens
    helseid: HelseidTokens
    memory: TokenMemory
    proofs: ProofMemory


class TokenCallers:
    """Implements `edge.fhir_api.ports.Callers`, but for the class of its no."""

    def __init__(self, sources: TokenSources, place: Place, gate: Gate, clock: Clock) -> None:
        """place: the origin proofs are for. gate: knows the organisations."""
        self._sources, self._place, self._gate, self._clock = sources, place, gate, clock
        self._standing = StandingNow(sources.memory)
        self._known: dict[str, _Known] = {}

    async def caller(self, method: str, url: str, headers: Mapping[str, str]) -> Client | Challenge:
        """Say who calls by the request's token.

        url: as it came in; only its path counts. headers: names in lower case. Raises ClientsUnavailable when the registry is away."""
        scheme, _, token = headers.get("authorization", "").partition(" ")
        if not token or scheme.lower() not in ("dpop", "bearer"):
            return Challenge(401, self._challenges(), "", "an access token is needed: see /.well-known/smart-configuration")
        now = self._clock()
        known = await self._judged(token.strip(), now)
        if isinstance(known, Refusal):
            return self._no(known.detail)
        demand = ProofDemand(method=method, address=self._place.origin + urlsplit(url).path, access_token=token.strip(), jkt=known.jkt)
        problem = self._proved(scheme.lower(), headers.get("dpop"), demand, now)
        return self._no(problem.detail) if problem else known.client

    async def standing(self, client_id: str, *, now: Instant) -> Client | None:
        """Say who a registered system is without a request, with all it is registered for; None when it has ended or is none."""
        registered = (await self._standing.at(now)).clients.get(client_id)
        if registered is None or registered.is_revoked:
            return None
        actor = await self._gate.actors.system(registered.name, organisation=registered.organisation)
        return Client(actor, Scopes.parse(registered.scopes).within("system"), client_id=client_id)

    async def _judged(self, token: str, now: Instant) -> _Known | Refusal:
        """Say what a token stands for, and whether it still does."""
        known = self._known.get(token)
        if known is None or known.expires_at <= now:
            fresh = await self._read(token, now)
            if isinstance(fresh, Refusal):
                self._known.pop(token, None)
                return fresh
            self._forget(now)
            known = self._known[token] = fresh
        return known if known.own is None or await self._stands(known.own, known.mark, now) else refused("access_token.revoked")

    async def _stands(self, token: OwnToken, mark: bytes, now: Instant) -> bool:
        standing = await self._standing.at(now)
        client = standing.clients.get(token.client_id)
        is_ours = client is not None and not client.is_revoked and client.version == token.version
        return is_ours and mark not in standing.revoked and (bool(token.jkt) or (client is not None and client.allows_bearer))

    def _proved(self, scheme: str, proof: str | None, demand: ProofDemand, now: Instant) -> Refusal | None:
        """Hold the token against the key: a bound token is never accepted as a plain one, nor the other way round."""
        if demand.jkt and (scheme != "dpop" or proof is None):
            return refused("dpop.missing")
        if not demand.jkt:
            return refused("dpop.cnf") if scheme != "bearer" else None
        return judge_proof(proof or "", demand, self._sources.proofs, now=now)

    async def _read(self, token: str, now: Instant) -> _Known | Refusal:
        claimed = unproved_claims(token) if len(token) <= _LONGEST_TOKEN else refused("access_token.form")
        if isinstance(claimed, Refusal):
            return refused("access_token.form")
        if claimed.get("iss") == self._place.issuer:
            return await self._own(token, now)
        if claimed.get("iss") != self._sources.helseid.issuer:
            return refused("access_token.iss")
        machine = await self._sources.helseid.machine(token, now=now)
        return machine if isinstance(machine, Refusal) else _Known(machine.client, machine.jkt, machine.expires_at)

    async def _own(self, text: str, now: Instant) -> _Known | Refusal:
        token = self._sources.own.read(text, now=now)
        if isinstance(token, Refusal):
            return token
        client = await (self._system(token, now) if token.context == "system" else self._person(text, token, now))
        return client if isinstance(client, Refusal) else _Known(client, token.jkt, token.expires_at, token, mark_of(token.id, "token"))

    async def _system(self, token: OwnToken, now: Instant) -> Client | Refusal:
        client = await self.standing(token.client_id, now=now)
        return refused("access_token.client") if client is None else replace(client, scopes=Scopes.parse(token.scope))

    async def _person(self, text: str, token: OwnToken, now: Instant) -> Client | Refusal:
        kept = await self._sources.memory.grant(text, now=now)
        holder = unpacked(kept) if kept is not None else None
        if holder is None:
            return refused("access_token.holder")
        return Client(holder.actor, Scopes.parse(token.scope), token.context, holder.patient_id, holder.ground, token.client_id)

    def _forget(self, now: Instant) -> None:
        """Make room: what has ended first, and everything when that is not enough."""
        if len(self._known) < _MOST:
            return
        self._known = {token: known for token, known in self._known.items() if known.expires_at > now}
        if len(self._known) >= _MOST:
            self._known.clear()

    def _no(self, detail: str) -> Challenge:
        is_proof = detail.startswith("dpop.")
        error = "invalid_dpop_proof" if is_proof else "invalid_token"
        description = f"the {'DPoP proof' if is_proof else 'access token'} does not hold ({detail})"
        return Challenge(401, self._challenges(f'error="{error}", error_description="{description}"'), error, description)

    def _challenges(self, said: str = "") -> tuple[str, ...]:
        more = f", {said}" if said else ""
        return (f'DPoP realm="{self._place.audience}", algs="{" ".join(ALGORITHMS)}"{more}', f'Bearer realm="{self._place.audience}"{more}')
