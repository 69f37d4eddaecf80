"""The register's answers as they go over the wire.

Source: NorskHelsenett/Example-code-for-CommunicationParty-api-, DTO."""

import json
from typing import Any

from litestar import Response

from innsyn.sandbox.simulators.address_register.register import PAGE, Event, Json, Register


def export_answer(register: Register) -> Response[Any]:
    """Answer with everything."""
    parties = register.documents()
    content = {"LastDateTimeOffset": None, "LastEventId": register.last, "CommunicationParties": parties}
    return _json(content)


def events_answer(events: list[Event], address: str) -> Response[Any]:
    """Answer with a page of events, and where the next page is when there is one. address: of the events."""
    page = events[:PAGE]
    following = {"Href": f"{address}?EventId={page[-1].id}"} if len(events) > PAGE else None
    return _json({"CommunicationParties": [_event(event) for event in page], "Links": {"Next": following}})


def problem(status: int) -> Response[Any]:
    """Answer with an error."""
    return Response({"status": status}, status_code=status, media_type="application/problem+json")


def broken_off(answer: Response[Any]) -> Response[Any]:
    """Give the first half of an answer."""
    content = answer.content if isinstance(answer.content, bytes) else json.dumps(answer.content).encode()
    return Response(content[: len(content) // 2], status_code=200, media_type=answer.media_type)


def _event(event: Event) -> Json:
    number = event.document.get("OrganizationNumber") or event.document.get("ParentOrganizationNumber")
    about = {"HerId": event.document["HerId"], "OrgNr": number, "CommunicationParty": event.document}
    return {"EventId": event.id, "FromDatetime": event.at, "EventType": event.kind, **about}


def _json(content: Json) -> Response[Any]:
    return Response(json.dumps(content, ensure_ascii=False).encode(), media_type="application/json")
