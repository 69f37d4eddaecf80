"""The authorization server joined to the program: registry, providers, keys, limits, and its answer in the FHIR interface's words."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

import asyncpg
import httpx
from litestar.handlers import HTTPRouteHandler

from innsyn.edge.authorization.callers import Challenge as Refused
from innsyn.edge.authorization.callers import TokenCallers
from innsyn.edge.authorization.fetching import KeyFetcher
from innsyn.edge.authorization.routes import Counts, Limits, oauth_routes
from innsyn.edge.authorization.server import Foundation, authorization_server
from innsyn.edge.fhir_api.ports import Challenge
from innsyn.edge.openid.calls import Caller
from innsyn.edge.openid.provider import Provider
from innsyn.gate.clients.client import Client
from innsyn.gate.gate import Gate
from innsyn.kernel.clock import Clock
from innsyn.main.doors import helseid_issuer, idporten_issuer, new_secret
from innsyn.main.keeping import client_key
from innsyn.main.settings import Settings
from innsyn.main.shared_proofs import shared_proofs
from innsyn.web.clients.postgres import PostgresClients
from innsyn.web.clients.tokens import PostgresTokens

_DEADLINE_S = 5.0


@dataclass(frozen=True, slots=True)
class Authorizing:
    """What the platform is given: addresses of the server, and who calls the FHIR interface."""

    routes: list[HTTPRouteHandler]
    callers: "Callers"


class Callers:
    """Implements `edge.fhir_api.ports.Callers`."""

    def __init__(self, tokens: TokenCallers) -> None:
        """tokens: judges them."""
        self.tokens = tokens

    async def caller(self, method: str, url: str, headers: Mapping[str, str]) -> Client | Challenge:
        """Say who calls by the request's token."""
        answer = await self.tokens.caller(method, url, headers)
        if not isinstance(answer, Refused):
            return answer
        return Challenge(answer.status, answer.www_authenticate, answer.error, answer.description, answer.headers)


def authorizing(
    settings: Settings, gate: Gate, http: httpx.AsyncClient, pool: "asyncpg.Pool[asyncpg.Record]", counts: Counts, clock: Clock
) -> Authorizing:
    """Build the authorization server. pool: of the web layer's own tables. counts: hasty callers."""
    foundation = Foundation(
        origin=settings.base_url,
        key=client_key(settings, "oauth", ""),
        clients=PostgresClients(pool),
        memory=PostgresTokens(pool, random_bytes=secrets.token_bytes),
        proofs=shared_proofs(settings.data, settings.workers),
        fetcher=KeyFetcher(http=http, may_be_local=settings.is_sandbox),
        helseid=Provider(helseid_issuer(settings), Caller(http, _DEADLINE_S)),
        idporten=Provider(idporten_issuer(settings), Caller(http, _DEADLINE_S)),
        eids=settings.idporten_amr_high,
        gate=gate,
        clock=clock,
        new_secret=new_secret,
    )
    server = authorization_server(foundation)
    return Authorizing(oauth_routes(server, Limits(counts)), Callers(server.callers))
