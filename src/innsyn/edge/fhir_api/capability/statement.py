"""Makes the CapabilityStatement from the tables the interface itself works by, so that it cannot say anything else than what is done.

Source: FHIR R4 4.0.1, capabilitystatement.html, http.html#capabilities; SMART App Launch 2.2.0, conformance.
"""

from typing import Any

from innsyn.edge.fhir_api.capability.types import stored_type, virtual_type
from innsyn.edge.fhir_api.formats import JSON, XML
from innsyn.edge.fhir_api.patches import JSON_PATCH, MERGE_PATCH
from innsyn.edge.fhir_api.ports import Operation
from innsyn.edge.fhir_api.service import Service
from innsyn.edge.fhir_api.settings import ApiSettings
from innsyn.fhir.definitions.tables import resource_types
from innsyn.fhir.search_request import parameters

PATIENT_COMPARTMENT = "http://hl7.org/fhir/CompartmentDefinition/patient"

_OAUTH_URIS = "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris"
_SECURITY_SERVICES = "http://terminology.hl7.org/CodeSystem/restful-security-service"
_NUMBER_RULE = (
    "A person number never stands in an address: search with POST [type]/_search. Conditions and searches inside a Bundle may name one. "
    "What a client may not see is answered exactly as what is not there."
)


def capability_statement(service: Service) -> dict[str, Any]:
    """Make it."""
    settings = service.settings
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": settings.released,
        "publisher": "Innsyn",
        "kind": "instance",
        "software": {"name": "Innsyn", "version": settings.version},
        "implementation": {"description": "Innsyn, FHIR R4", "url": settings.base},
        "fhirVersion": "4.0.1",
        "format": [JSON, XML, "json", "xml"],
        "patchFormat": [JSON_PATCH, MERGE_PATCH, JSON, XML],
        "rest": [_rest(service)],
    }


def _rest(service: Service) -> dict[str, Any]:
    names = sorted(resource_types() | service.virtual_types.keys())
    return {
        "mode": "server",
        "documentation": _NUMBER_RULE,
        "security": _security(service.settings),
        "resource": [virtual_type(service, name) if name in service.virtual_types else stored_type(service, name) for name in names],
        "interaction": [{"code": code} for code in ("transaction", "batch", "history-system", "search-system")],
        "searchParam": [
            {"name": code, "type": each.kind, "definition": f"http://hl7.org/fhir/SearchParameter/Resource-{code.removeprefix('_')}"}
            for code, each in parameters("Resource").items()
        ],
        **_operations([(each.name, each.definition) for each in service.additions.operations if _is_at_system(each)]),
        "compartment": [PATIENT_COMPARTMENT],
    }


def _is_at_system(added: Operation) -> bool:
    return any(level == "system" for level, _ in added.places)


def _operations(listed: list[tuple[str, str]]) -> dict[str, Any]:
    found = [{"name": name.removeprefix("$"), "definition": definition} for name, definition in listed]
    return {"operation": found} if found else {}


def _security(settings: ApiSettings) -> dict[str, Any]:
    uris = [{"url": "token", "valueUri": settings.token_url}] if settings.token_url else []
    return {
        **({"extension": [{"url": _OAUTH_URIS, "extension": uris}]} if uris else {}),
        "cors": bool(settings.cors_origins),
        "service": [{"coding": [{"system": _SECURITY_SERVICES, "code": code}]} for code in ("SMART-on-FHIR", "OAuth")],
        "description": "OAuth 2 client credentials with private_key_jwt; DPoP; scopes of SMART App Launch 2.2.0",
    }
