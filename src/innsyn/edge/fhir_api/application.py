"""The FHIR interface as an ASGI application: bytes in, bytes out, with as little between as possible.

Source: FHIR R4 4.0.1, http.html; ASGI 3.
"""

from collections.abc import Callable, MutableMapping
from dataclasses import replace
from typing import Any

import structlog

from innsyn.edge.fhir_api.cors import cross_origin, is_preflight, preflight
from innsyn.edge.fhir_api.crowd import Crowd
from innsyn.edge.fhir_api.dispatch import allowed, dispatch_to, nowhere
from innsyn.edge.fhir_api.exchange import Answer, Call, Format
from innsyn.edge.fhir_api.formats import wanted_format
from innsyn.edge.fhir_api.incoming import pairs_of, read_all
from innsyn.edge.fhir_api.outgoing import send_answer
from innsyn.edge.fhir_api.packing import takes_gzip
from innsyn.edge.fhir_api.ports import Callers, Challenge, Pairs
from innsyn.edge.fhir_api.prefer import applied, read_prefer
from innsyn.edge.fhir_api.refusals import one
from innsyn.edge.fhir_api.routing import NoRoute, Place, methods_at, place_of
from innsyn.edge.fhir_api.service import Service
from innsyn.gate.values import RecordUnavailable
from innsyn.kernel.clock import Clock
from innsyn.web.clients import ClientsUnavailable
from innsyn.web.serving.technical_log import kinds, trail

PREFIX = "/fhir"
_WITHOUT_BODY = ("GET", "HEAD", "OPTIONS")
_OF_MANY = ("search-type", "search-compartment", "history-instance", "history-type", "history-system", "operation")
"""Interactions whose answers can be large. A bundle's is left out: its entries may be anything."""

_AGAIN_AFTER_S = "5"
_AT_ONCE_AGAIN_S = "1"

Scope = MutableMapping[str, Any]


class FhirApplication:
    """Answers every request below /fhir. Nothing it says tells more than an OperationOutcome may."""

    def __init__(self, service: Service, callers: Callers, clock: Clock) -> None:
        """callers: says who calls."""
        self._service, self._callers, self._clock = service, callers, clock
        self._crowd = Crowd(service.settings.most_at_once)
        self._log = structlog.get_logger("innsyn.fhir")

    async def __call__(self, scope: Scope, receive: Any, send: Callable[..., Any]) -> None:
        """Answer one ASGI scope; anything but HTTP is left alone."""
        if scope["type"] != "http":
            return
        path = tuple(part for part in scope["path"].split("/") if part)
        place = place_of(scope["method"], path)
        scope["path_template"] = PREFIX + (place.route.template if isinstance(place, Place) else "/-")
        headers = headers_of(scope["headers"])
        query = pairs_of(scope["query_string"])
        asked = dict(query or ())
        wanted = wanted_format(asked.get("_format"), headers.get("accept"))
        try:
            answer = await self._answer(scope, receive, headers, path, place, query, wanted)
        except (RecordUnavailable, ClientsUnavailable) as problem:
            self._log.warning("away", kinds=kinds(problem), ref=_reference(scope))
            answer = one(503, "transient", "the record is away for a moment: try again").with_headers(("retry-after", _AGAIN_AFTER_S))
        except Exception as problem:  # at the border everything else becomes one neutral outcome
            self._log.error("broken", kinds=kinds(problem), trail=trail(problem), ref=_reference(scope))
            answer = one(500, "exception", f"something broke here; tell the operator this reference: {_reference(scope)}")
        answer = answer.with_headers(*cross_origin(headers, self._service.settings.cors_origins))
        await send_answer(
            send,
            answer,
            wanted or "json",
            is_pretty=asked.get("_pretty") == "true",
            is_head=scope["method"] == "HEAD",
            may_pack=self._may_pack(place, headers),
        )

    async def _answer(
        self,
        scope: Scope,
        receive: Any,
        headers: dict[str, str],
        path: tuple[str, ...],
        place: Place | NoRoute,
        query: Pairs | None,
        wanted: Format | None,
    ) -> Answer:
        method, settings = scope["method"], self._service.settings
        if method == "OPTIONS":
            methods = allowed(tuple(methods_at(path)))
            if is_preflight(method, headers):
                return preflight(headers, settings.cors_origins, methods)
            return Answer(204, None, (("allow", methods),))
        if wanted is None and not _takes_lines(place, headers):
            return one(406, "not-supported", "this server answers in application/fhir+json and application/fhir+xml")
        if isinstance(place, Place) and place.route.is_open:
            return self._description(place, headers, query, wanted or "json")
        client = await self._callers.caller(method, settings.base + "".join(f"/{part}" for part in path), headers)
        if isinstance(client, Challenge):
            return _challenged(client)
        if isinstance(place, NoRoute):
            return nowhere(place)
        if query is None:
            return one(400, "structure", "the address cannot be read")
        call = Call(
            client=client,
            method=method,
            path=path,
            query=query,
            headers=headers,
            base=settings.base,
            now=self._clock(),
            prefer=read_prefer(headers.get("prefer")),
        )
        with self._crowd.place(client.actor.key) as has_place:
            if not has_place:
                again = ("retry-after", _AT_ONCE_AGAIN_S)
                return one(429, "throttled", "this client has too many requests under way: wait for some").with_headers(again)
            answer = await self._with_body(call, place, receive)
            told = applied(call.prefer, place.route.interaction, answer.status)
            return answer.with_headers(("preference-applied", told)) if told else answer

    def _description(self, place: Place, headers: dict[str, str], query: Pairs | None, wanted: Format) -> Answer:
        return self._service.descriptions.answer(
            is_openapi=place.route.interaction == "openapi",
            wanted=wanted,
            is_pretty=dict(query or ()).get("_pretty") == "true",
            is_packed=takes_gzip(headers.get("accept-encoding", "")),
            if_none_match=headers.get("if-none-match"),
        )

    def _may_pack(self, place: Place | NoRoute, headers: dict[str, str]) -> bool:
        """Say whether a large answer goes out packed: many resources, and none of those that another package keeps."""
        is_of_many = isinstance(place, Place) and place.route.interaction in _OF_MANY
        is_kept = isinstance(place, Place) and not self._service.kept_types.keys().isdisjoint((place.type, place.compartment))
        return is_of_many and not is_kept and takes_gzip(headers.get("accept-encoding", ""))

    async def _with_body(self, call: Call, place: Place, receive: Any) -> Answer:
        if call.method in _WITHOUT_BODY:
            return await dispatch_to(self._service, call, place)
        settings = self._service.settings
        limit = settings.max_bundle_bytes if not call.path else settings.max_body_bytes
        body = await read_all(receive, call.headers, limit)
        return body if isinstance(body, Answer) else await dispatch_to(self._service, replace(call, body=body), place)


def _takes_lines(place: Place | NoRoute, headers: dict[str, str]) -> bool:
    """Say whether an operation is asked for lines of JSON, which only it knows how to write."""
    return isinstance(place, Place) and place.route.interaction == "operation" and "ndjson" in headers.get("accept", "")


def headers_of(raw: Any) -> dict[str, str]:
    """Read headers: names in lower case, those that came more than once joined by commas so that two tokens are never one."""
    found: dict[str, str] = {}
    for name, value in raw:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        found[key] = f"{found[key]}, {text}" if key in found else text
    return found


def _challenged(challenge: Challenge) -> Answer:
    code = "forbidden" if challenge.status == 403 else "login"
    asked = tuple(("www-authenticate", each) for each in challenge.www_authenticate)
    told = one(challenge.status, code, challenge.description or "this address needs an access token")
    return told.with_headers(*asked, *challenge.headers)


def _reference(scope: Scope) -> str:
    return str(scope.get("state", {}).get("reference", ""))
