"""The authorization server put together: what main hands to the routes and to the FHIR interface."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from joserfc.jwk import Key

from innsyn.edge.authorization.authentication import Authentication
from innsyn.edge.authorization.callers import TokenCallers, TokenSources
from innsyn.edge.authorization.citizen import Citizens
from innsyn.edge.authorization.client_keys import ClientKeys
from innsyn.edge.authorization.fetching import KeyFetcher
from innsyn.edge.authorization.health_worker import HealthWorkers
from innsyn.edge.authorization.helseid_tokens import HelseidTokens
from innsyn.edge.authorization.own_tokens import OwnTokens
from innsyn.edge.authorization.terms import Place
from innsyn.edge.authorization.token_endpoint import TokenEndpoint
from innsyn.edge.authorization.token_status import TokenStatus
from innsyn.edge.openid.dpop import ProofMemory
from innsyn.edge.openid.provider import Provider
from innsyn.gate.gate import Gate
from innsyn.kernel.clock import Clock
from innsyn.web.clients import Clients
from innsyn.web.clients.store import TokenMemory


@dataclass(frozen=True, slots=True, kw_only=True)
class Foundation:
    """What the server stands on.

    origin: scheme and host clients use. key: private, signs our tokens. proofs: those used at the FHIR interface.
    helseid, idporten: as providers. eids: `amr` values of citizens that count as level high."""

    origin: str
    key: Key = field(repr=False)
    clients: Clients
    memory: TokenMemory
    proofs: ProofMemory
    fetcher: KeyFetcher
    helseid: Provider
    idporten: Provider
    eids: Sequence[str]
    gate: Gate
    clock: Clock
    new_secret: Callable[[], str]


@dataclass(frozen=True, slots=True)
class AuthorizationServer:
    """Everything that answers. key: for publishing its public half."""

    place: Place
    key: Key = field(repr=False)
    endpoint: TokenEndpoint
    status: TokenStatus
    callers: TokenCallers
    clock: Clock


def authorization_server(on: Foundation) -> AuthorizationServer:
    """Build the server."""
    place, tokens = Place(on.origin), OwnTokens(Place(on.origin), on.key)
    authentication = Authentication(on.clients, ClientKeys(on.fetcher), on.memory, place)
    helseid = HelseidTokens(on.helseid, on.gate)

    async def is_known(number: str) -> bool:
        return await on.gate.directory.organisation(number) is not None

    endpoint = TokenEndpoint(
        place=place,
        authentication=authentication,
        tokens=tokens,
        memory=on.memory,
        health_workers=HealthWorkers(helseid, on.gate),
        citizens=Citizens(on.idporten, on.eids, on.gate, on.memory),
        is_known=is_known,
        new_secret=on.new_secret,
    )
    status = TokenStatus(place=place, authentication=authentication, tokens=tokens, memory=on.memory)
    sources = TokenSources(own=tokens, helseid=helseid, memory=on.memory, proofs=on.proofs)
    return AuthorizationServer(place, on.key, endpoint, status, TokenCallers(sources, place, on.gate, on.clock), on.clock)
