"""capabilities: what this server does, asked for by an entry of a bundle.

Source: FHIR R4 4.0.1, http.html#capabilities. Asked for by itself it needs no token, and is answered before anybody asks for one.
"""

from innsyn.edge.fhir_api.exchange import Answer, Call
from innsyn.edge.fhir_api.routing import Place
from innsyn.edge.fhir_api.service import Service


async def capabilities(service: Service, call: Call, place: Place) -> Answer:  # noqa: ARG001 -- an interaction as the others
    """Answer with the CapabilityStatement."""
    return Answer(200, service.descriptions.capabilities)
