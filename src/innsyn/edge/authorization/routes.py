"""The server's addresses on the wire: forms in, JSON out, nothing kept by any cache that must not be.

Source: RFC 6749 §3.2 and §5, RFC 7662 §2.1, RFC 7009 §2.1, RFC 8414 §3; SMART App Launch 2.2."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import parse_qsl

import structlog
from litestar import Request, Response
from litestar.enums import MediaType
from litestar.exceptions import ClientException, HTTPException
from litestar.handlers import HTTPRouteHandler

from innsyn.edge.authorization.answers import NO_STORE, OauthError, TokenAnswer, invalid_request
from innsyn.edge.authorization.documents import server_metadata, smart_configuration
from innsyn.edge.authorization.server import AuthorizationServer
from innsyn.edge.authorization.terms import INTROSPECT, KEYS, METADATA, REVOKE, SMART, SMART_BELOW_FHIR, TOKEN
from innsyn.edge.openid.signing_key import published
from innsyn.kernel.clock import Instant
from innsyn.web.clients import ClientsUnavailable
from innsyn.web.security.address import caller_address
from innsyn.web.sessions.store import SessionsUnavailable

AnyRequest = Request[Any, Any, Any]
Asked = Callable[[AnyRequest, Mapping[str, str]], Awaitable[dict[str, Any] | OauthError]]

LONGEST_FORM = 64_000
_MOST_FIELDS = 50
OPEN_TO_ALL = {"access-control-allow-origin": "*", "cache-control": "public, max-age=300"}


class Counts(Protocol):
    """Counts hasty callers, for all processes together: the store of sessions does."""

    async def allow(self, key: str, *, count: int, per_s: int, now: Instant) -> bool:
        """Count one attempt and say whether it is among the first `count` of its window."""
        ...


@dataclass(frozen=True, slots=True)
class Limits:
    """How often one network address may ask, and how often it may fail, in a minute. trusted_hops: of our own proxies in front."""

    counts: Counts
    asked: int = 600
    failed: int = 60
    trusted_hops: int = 0


class Wire:
    """Turns requests into questions and outcomes into answers."""

    def __init__(self, server: AuthorizationServer, limits: Limits) -> None:
        """server: answers. limits: who asks too often."""
        self._server, self._limits = server, limits
        self._log = structlog.get_logger("innsyn.oauth")

    async def token(self, request: AnyRequest, form: Mapping[str, str]) -> dict[str, Any] | OauthError:
        """Give a token."""
        proofs = request.headers.getall("dpop", [])
        if len(proofs) > 1:
            return OauthError("invalid_dpop_proof", "send one DPoP header", 400, "dpop.several")
        answer = await self._server.endpoint.answer(form, proofs[0] if proofs else None, now=self._server.clock())
        if isinstance(answer, TokenAnswer):
            self._log.info("oauth.token", client=answer.client_id, type=answer.type, scope=answer.scope)
            return answer.content()
        return answer

    async def introspect(self, request: AnyRequest, form: Mapping[str, str]) -> dict[str, Any] | OauthError:  # noqa: ARG002
        """Say whether a token holds."""
        return await self._server.status.introspected(form, now=self._server.clock())

    async def revoke(self, request: AnyRequest, form: Mapping[str, str]) -> dict[str, Any] | OauthError:  # noqa: ARG002
        """Take a token back."""
        return await self._server.status.taken_back(form, now=self._server.clock()) or {}

    async def answered(self, request: AnyRequest, asked: Asked) -> Response[Any]:
        """Answer one posted form, whatever becomes of it."""
        try:
            return _json(await self._outcome(request, asked))
        except (ClientsUnavailable, SessionsUnavailable):
            return _json(OauthError("temporarily_unavailable", "try again in a moment", 503, headers={"retry-after": "5"}))

    async def _outcome(self, request: AnyRequest, asked: Asked) -> dict[str, Any] | OauthError:
        address = caller_address(
            request.client.host if request.client else "", dict(request.headers), trusted_hops=self._limits.trusted_hops
        )
        if not await self._may(f"oauth {address}", self._limits.asked):
            return _too_often()
        form = await _form(request)
        outcome = form if isinstance(form, OauthError) else await asked(request, form)
        if isinstance(outcome, OauthError):
            self._log.info("oauth.refused", error=outcome.error, detail=outcome.detail)
            if outcome.status < 500 and not await self._may(f"oauth refused {address}", self._limits.failed):
                return _too_often()
        return outcome

    async def _may(self, key: str, count: int) -> bool:
        return await self._limits.counts.allow(key, count=count, per_s=60, now=self._server.clock())


def oauth_routes(server: AuthorizationServer, limits: Limits) -> list[HTTPRouteHandler]:
    """Make every address of the server."""
    wire, keys = Wire(server, limits), published(server.key)
    documents = {
        KEYS: keys,
        SMART: smart_configuration(server.place),
        SMART_BELOW_FHIR: smart_configuration(server.place),
        METADATA: server_metadata(server.place),
    }
    posts: dict[str, Asked] = {TOKEN: wire.token, INTROSPECT: wire.introspect, REVOKE: wire.revoke}
    return [*(_post(wire, path, asked) for path, asked in posts.items()), *(_document(path, said) for path, said in documents.items())]


def _post(wire: Wire, path: str, asked: Asked) -> HTTPRouteHandler:
    async def handler(request: AnyRequest) -> Response[Any]:
        return await wire.answered(request, asked)

    return HTTPRouteHandler(
        path,
        http_method=["POST"],
        opt={"need": "oauth"},
        status_code=200,
        request_max_body_size=LONGEST_FORM,
        exception_handlers={HTTPException: _unreadable},
    )(handler)


def _document(path: str, said: Mapping[str, Any]) -> HTTPRouteHandler:
    async def handler() -> Response[Any]:
        return Response(dict(said), media_type=MediaType.JSON, headers=OPEN_TO_ALL)

    return HTTPRouteHandler(path, http_method=["GET"], opt={"need": "oauth"}, status_code=200)(handler)


async def _form(request: AnyRequest) -> dict[str, str] | OauthError:
    """Read a form. A field that stands twice is refused: two readers might choose differently. Source: RFC 6749 §3.2."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/x-www-form-urlencoded":
        return invalid_request("post a form (application/x-www-form-urlencoded)", "request.content_type")
    try:
        pairs = parse_qsl((await request.body()).decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except (ValueError, ClientException):
        return invalid_request("the form cannot be read", "request.form")
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names) or any("\0" in text for pair in pairs for text in pair):
        return invalid_request("a parameter stands twice, or cannot be read", "request.twice")
    return {name: value for name, value in pairs if value}


def _unreadable(_: AnyRequest, problem: HTTPException) -> Response[Any]:
    return _json(OauthError("invalid_request", "the request cannot be read", problem.status_code if problem.status_code < 500 else 400))


def _too_often() -> OauthError:
    return OauthError("temporarily_unavailable", "too many requests from here within a minute", 429, "often", {"retry-after": "60"})


def _json(outcome: dict[str, Any] | OauthError) -> Response[Any]:
    if not isinstance(outcome, OauthError):
        return Response(outcome, media_type=MediaType.JSON, headers=NO_STORE)
    return Response(outcome.content(), status_code=outcome.status, media_type=MediaType.JSON, headers={**NO_STORE, **outcome.headers})
