"""Operations: `$everything` and `$validate` are ours, others are added by other packages.

Source: FHIR R4 4.0.1, operations.html.
"""

from dataclasses import replace
from typing import cast

from innsyn.edge.fhir_api.exchange import Answer, Call
from innsyn.edge.fhir_api.incoming import FORM, Received, form_of, resource_of
from innsyn.edge.fhir_api.interactions import everything, validate
from innsyn.edge.fhir_api.ports import Level, Operation, OperationCall
from innsyn.edge.fhir_api.refusals import one, refusal
from innsyn.edge.fhir_api.routing import Place
from innsyn.edge.fhir_api.scopes import not_granted
from innsyn.edge.fhir_api.service import Service

_UNKNOWN = "this server has no such operation here"


async def operation(service: Service, call: Call, place: Place) -> Answer:
    """Answer an operation."""
    level: Level = "instance" if place.id else "type" if place.type else "system"
    added = service.operations.get(place.operation or "")
    if added is not None:
        return await _added(added, call, place, level)
    if place.operation == validate.NAME and level != "system":
        return await validate.validate(service, call, place) if call.method == "POST" or level == "instance" else _wrong_method("POST")
    if place.operation == everything.NAME and place.type == "Patient" and level == "instance":
        return await _everything(service, call, place)
    return one(404, "not-supported", _UNKNOWN)


async def _everything(service: Service, call: Call, place: Place) -> Answer:
    if call.method not in ("GET", "HEAD", "POST"):
        return _wrong_method("GET, HEAD, POST")
    if call.method == "POST" and call.body:
        sent = resource_of(call)
        if isinstance(sent, Answer):
            return sent
        call = replace(call, query=(*call.query, *everything.parameters_of(sent.resource)))
    return await everything.everything(service, call, place)


async def _added(added: Operation, call: Call, place: Place, level: Level) -> Answer:
    if (level, place.type) not in added.places and (level, None) not in added.places:
        return one(404, "not-supported", _UNKNOWN)
    method = "GET" if call.method == "HEAD" else call.method
    if method not in added.methods:
        return _wrong_method(", ".join(added.methods))
    interaction, type_ = added.scope
    if (no := not_granted(call, interaction, type_ or place.type)) is not None:
        return no
    parameters, sent = tuple(call.query), None
    if call.content_type == FORM:
        fields = form_of(call)
        if isinstance(fields, Answer):
            return fields
        parameters = (*parameters, *fields)
    elif call.body:
        sent = resource_of(call)
        if isinstance(sent, Answer):
            return sent
    return await _asked(added, call, place, level, parameters, cast(Received | None, sent))


async def _asked(
    added: Operation, call: Call, place: Place, level: Level, parameters: tuple[tuple[str, str], ...], sent: Received | None
) -> Answer:
    reply = await added(
        OperationCall(
            client=call.client,
            method=call.method,
            level=level,
            type=place.type,
            id=place.id,
            parameters=parameters,
            resource=sent.resource if sent else None,
            received=sent.received if sent else None,
            headers=call.headers,
            base=call.base,
            now=call.now,
        )
    )
    if isinstance(reply, list):
        return refusal(reply)
    return Answer(reply.status, reply.body, tuple(reply.headers), reply.media_type, reply.stream)


def _wrong_method(allowed: str) -> Answer:
    return one(405, "not-supported", "this address does not take that method").with_headers(("allow", allowed))
