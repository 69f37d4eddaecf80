"""capabilities: what this server does, as a CapabilityStatement and as an OpenAPI description. Open to everybody.

Source: FHIR R4 4.0.1, http.html#capabilities; OpenAPI 3.1.0.
"""

from innsyn.edge.fhir_api.exchange import Answer, Call
from innsyn.edge.fhir_api.routing import Place
from innsyn.edge.fhir_api.service import Service

_KEPT = (("cache-control", "public, max-age=300"),)


def described(service: Service, interaction: str) -> Answer:
    """Answer one of the two."""
    if interaction == "openapi":
        return Answer(200, service.openapi, _KEPT, "application/json")
    return Answer(200, service.capabilities, _KEPT)


async def capabilities(service: Service, call: Call, place: Place) -> Answer:  # noqa: ARG001 -- an interaction as the others
    """Answer an entry of a bundle that asks for it."""
    return described(service, place.route.interaction)
