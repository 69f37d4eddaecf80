"""create, update, patch and delete of a type that another package keeps by itself.

Source: FHIR R4 4.0.1, http.html#create, #update, #patch, #delete.
"""

from innsyn.edge.fhir_api.conditions import searched
from innsyn.edge.fhir_api.delivering import preferred_body
from innsyn.edge.fhir_api.exchange import Answer, Call
from innsyn.edge.fhir_api.incoming import Received, resource_of
from innsyn.edge.fhir_api.patches import patch_of
from innsyn.edge.fhir_api.ports import Kept, KeptType
from innsyn.edge.fhir_api.refusals import absent, invalid, one, refusal
from innsyn.edge.fhir_api.routing import Place
from innsyn.edge.fhir_api.validators import entity_tag, last_modified, tags
from innsyn.fhir.body import read_body
from innsyn.fhir.validation import validate
from innsyn.kernel.outcome import Problem

INTERACTIONS = ("create", "update", "patch", "delete")


async def change_kept(kept: KeptType, call: Call, place: Place) -> Answer:
    """Answer a change. Conditions other than If-Match are not understood here."""
    is_create_under_condition = place.route.interaction == "create" and searched(kept.type, call) is not None
    if "if-none-exist" in call.headers or "if-none-match" in call.headers or is_create_under_condition:
        return one(400, "not-supported", f"{kept.type} takes If-Match and no other condition")
    match place.route.interaction:
        case "create":
            return await _create(kept, call)
        case "update":
            return await _update(kept, call, place.id or "")
        case "patch":
            return await _patch(kept, call, place.id or "")
    problems = await kept.delete(call.client, place.id or "", _version(call), call.now)
    return Answer(204) if problems is None else _refused(call, problems)


def shown_kept(call: Call, found: Kept, status: int = 200, *, after_change: bool = False) -> Answer:
    """Answer with one that is kept."""
    headers = [("etag", entity_tag(found.version)), ("last-modified", last_modified(found.changed_at))]
    if status == 201:
        headers.append(("location", f"{call.base}/{_type(call)}/{found.id}"))
    return Answer(status, preferred_body(call, found.body) if after_change else found.body, tuple(headers))


async def _create(kept: KeptType, call: Call) -> Answer:
    sent = _checked(kept, call)
    if isinstance(sent, Answer):
        return sent
    made = await kept.create(call.client, sent.resource, sent.received, call.now, base=call.base)
    return _refused(call, made) if isinstance(made, list) else shown_kept(call, made, 201, after_change=True)


async def _update(kept: KeptType, call: Call, id_: str) -> Answer:
    sent = _checked(kept, call)
    if isinstance(sent, Answer):
        return sent
    if sent.resource.get("id") != id_:
        return one(400, "value", "the resource must have the id in the address", f"{kept.type}.id")
    return await _put(kept, call, id_, sent)


async def _patch(kept: KeptType, call: Call, id_: str) -> Answer:
    change = patch_of(call)
    if isinstance(change, Answer):
        return change
    stood = await kept.read(call.client, id_, call.now, base=call.base)
    if stood is None or isinstance(stood, list):
        return absent() if stood is None else refusal(stood)
    body = change(stood if isinstance(stood, bytes) else stood.body)
    if isinstance(body, list):
        return invalid(body)
    resource = read_body(body)
    if isinstance(resource, Problem):
        return invalid([resource])
    problems = validate(resource)
    return invalid(problems) if problems else await _put(kept, call, id_, Received(body, resource))


async def _put(kept: KeptType, call: Call, id_: str, sent: Received) -> Answer:
    made = await kept.update(call.client, id_, sent.resource, sent.received, _version(call), call.now, base=call.base)
    if isinstance(made, list):
        return _refused(call, made)
    return absent() if made is None else shown_kept(call, made, after_change=True)


def _checked(kept: KeptType, call: Call) -> Received | Answer:
    sent = resource_of(call)
    if isinstance(sent, Answer):
        return sent
    if sent.resource["resourceType"] != kept.type:
        return one(422, "value", "the resource is of another type than the address", "resourceType")
    problems = validate(sent.resource)
    return invalid(problems) if problems else sent


def _version(call: Call) -> int | None:
    named = [tag for tag in tags(call.headers.get("if-match", "")) if tag.isdigit()]
    return int(named[0]) if named else None


def _refused(call: Call, problems: list[Problem]) -> Answer:
    is_lost = problems[0].code == "conflict" and "if-match" in call.headers
    return refusal(problems, status=412 if is_lost else None, otherwise=422)


def _type(call: Call) -> str:
    return call.path[0]
