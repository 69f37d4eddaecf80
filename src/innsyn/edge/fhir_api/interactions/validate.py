"""$validate: says what is wrong with a resource, without storing it.

Source: FHIR R4 4.0.1, resource-operation-validate.html. The answer is 200 with an OperationOutcome also when much is wrong.
"""

from collections.abc import Mapping
from typing import Any

from innsyn.edge.fhir_api.exchange import Answer, Call
from innsyn.edge.fhir_api.incoming import Received, resource_of
from innsyn.edge.fhir_api.interactions.everything import parameters_of
from innsyn.edge.fhir_api.refusals import absent, one, outcome_body, refused
from innsyn.edge.fhir_api.routing import Place
from innsyn.edge.fhir_api.scopes import not_granted
from innsyn.edge.fhir_api.service import Service
from innsyn.fhir.body import read_body
from innsyn.fhir.validate_operation import validate_outcome
from innsyn.gate.refused import Refused
from innsyn.kernel.outcome import Problem

NAME = "$validate"
PARAMETERS = ("resource", "mode", "profile")
MODES = ("create", "update", "delete", "profile")


async def validate(service: Service, call: Call, place: Place) -> Answer:
    """Answer the operation: for a posted resource, or for the version that stands."""
    asked = await _asked(service, call, place)
    if isinstance(asked, Answer):
        return asked
    resource, named = asked
    mode, profiles = named.get("mode"), [named["profile"]] if named.get("profile") else []
    if mode and mode not in MODES:
        return one(400, "code-invalid", f"mode is one of {', '.join(MODES)}", "mode")
    if resource.get("resourceType") != place.type:
        return Answer(200, outcome_body([Problem("value", "the resource is of another type than the address", "resourceType")]))
    if place.id and resource.get("id") != place.id:
        return Answer(200, outcome_body([Problem("value", "the resource must have the id in the address", f"{place.type}.id")]))
    return Answer(200, outcome_body(validate_outcome(resource, profiles, mode or None, service.settings.requirements)))


async def _asked(service: Service, call: Call, place: Place) -> tuple[Mapping[str, Any], dict[str, str]] | Answer:
    named = dict(call.query)
    if not call.body and place.id:
        stood = await _standing(service, call, place)
        return stood if isinstance(stood, Answer) else (stood, named)
    sent = resource_of(call)
    if isinstance(sent, Answer):
        return sent
    if sent.resource["resourceType"] != "Parameters" or place.type == "Parameters":
        return sent.resource, named
    inner = _posted(sent)
    if inner is None:
        return one(400, "required", "Parameters for $validate have a parameter named resource", "Parameters.parameter")
    return inner, {**named, **dict(parameters_of(sent.resource))}


async def _standing(service: Service, call: Call, place: Place) -> Mapping[str, Any] | Answer:
    if (no := not_granted(call, "read", place.type)) is not None:
        return no
    found = await service.gate.read(call.client, place.type or "", place.id or "", call.now)
    if isinstance(found, Refused):
        return refused(found)
    if found is None or found.deleted:
        return absent()
    read = read_body(found.body)
    return absent() if isinstance(read, Problem) else read


def _posted(sent: Received) -> Mapping[str, Any] | None:
    listed = sent.resource.get("parameter")
    for each in listed if isinstance(listed, list) else ():
        if isinstance(each, dict) and each.get("name") == "resource" and isinstance(each.get("resource"), dict):
            found: Mapping[str, Any] = each["resource"]
            return found
    return None
