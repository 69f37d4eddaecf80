"""vread: one version. Source: FHIR R4 4.0.1, http.html#vread."""

from innsyn.edge.fhir_api.exchange import Answer, Call
from innsyn.edge.fhir_api.refusals import absent
from innsyn.edge.fhir_api.routing import Place
from innsyn.edge.fhir_api.service import Service
from innsyn.edge.fhir_api.shown import shown

_LARGEST = 2**31 - 1


async def vread(service: Service, call: Call, place: Place) -> Answer:
    """Answer a vread. Versions are whole numbers from 1: anything else is absent."""
    text = place.version or ""
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text) <= _LARGEST or str(int(text)) != text:
        return absent()
    return shown(call, await service.gate.vread(call.client, place.type or "", place.id or "", int(text), call.now))
