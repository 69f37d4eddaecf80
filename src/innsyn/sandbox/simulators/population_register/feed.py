"""The feed of what has changed in the register, by sequence number, and each event's own document.

Source: Skatteetaten, "Offentlig med hjemmel" 1.5, /v1/hendelser; folkeregisteret-api-dokumentasjon, Hendelsesliste."""

from typing import Any

from litestar import Response

from innsyn.sandbox.simulators.openid.wire import WireRequest
from innsyn.sandbox.simulators.population_register.answers import answer
from innsyn.sandbox.simulators.population_register.bearer import allowed
from innsyn.sandbox.simulators.population_register.refused import invalid, unknown
from innsyn.sandbox.simulators.population_register.register import Event, Json


async def feed_page(request: WireRequest) -> Response[Any]:
    """Answer with at most a thousand events from `seq` on, or 304 when nothing has come since the answer the caller has."""
    here = allowed(request)
    tag = f'"{here.register.last}"'
    if request.headers.get("if-none-match") == tag:
        return Response(content=b"", status_code=304, headers={"ETag": tag})
    events = here.register.events(_first(request))
    return answer(here, [{"sekvensnummer": event.sequence, "hendelse": _pointer(event)} for event in events], headers={"ETag": tag})


async def last_sequence(request: WireRequest) -> Response[Any]:
    """Answer with the latest sequence number alone."""
    here = allowed(request)
    return answer(here, here.register.last)


async def one_event(request: WireRequest) -> Response[Any]:
    """Answer with what changed in one event."""
    here = allowed(request)
    event = here.register.event(request.path_params["event_id"])
    if event is None:
        raise unknown("Ukjent dokumentid")
    change = {"entitet": event.part, "entitetsendring": "annullere" if event.entry is None else "registrereNy"}
    content = change if event.entry is None else {**change, event.part: event.entry}
    happened = {"folkeregisteridentifikator": event.number, "hendelsestype": event.kind, "ajourholdstidspunkt": event.at.isoformat()}
    document = {"dokumentidentifikator": event.document_id, "skjemaversjon": "1.0"}
    return answer(here, {**document, "hendelse": {**happened, "egenskapshendelse": [content]}})


def _first(request: WireRequest) -> int:
    asked = request.query_params.get("seq", "")
    if not asked.isascii() or not asked.isdigit():
        raise invalid("Ugyldig parameter")
    return int(asked)


def _pointer(event: Event) -> Json:
    return {
        "folkeregisteridentifikator": event.number,
        "hendelsestype": event.kind,
        "hendelsesdokument": event.document_id,
        "persondokument": event.person_document_id,
        "ajourholdstidspunkt": event.at.isoformat(),
    }
