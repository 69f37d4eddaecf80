"""Says of one resource type what the interface does with it.

Source: FHIR R4 4.0.1, capabilitystatement.html#CapabilityStatement.rest.resource.
"""

from functools import cache
from typing import Any

from innsyn.edge.fhir_api.capability.own_operations import OWN_OPERATIONS
from innsyn.edge.fhir_api.interactions.kept import INTERACTIONS as KEPT_INTERACTIONS
from innsyn.edge.fhir_api.ports import Operation
from innsyn.edge.fhir_api.routes import ROUTES
from innsyn.edge.fhir_api.service import Service
from innsyn.fhir.definitions.tables import resource_types, search_table
from innsyn.fhir.profiles import profiles_of
from innsyn.fhir.search_request import parameters

_CONDITIONAL = ("conditional-update", "conditional-patch", "conditional-delete", "search-compartment")
_OF_A_TYPE = tuple(
    dict.fromkeys(
        route.interaction
        for route in ROUTES
        if route.template.startswith("/{type}") and route.interaction not in (*_CONDITIONAL, "operation")
    )
)
"""Interactions of every stored type, from the routes."""


def stored_type(service: Service, name: str) -> dict[str, Any]:
    """Describe a type whose resources are stored."""
    return {
        "type": name,
        "profile": f"http://hl7.org/fhir/StructureDefinition/{name}",
        **_profiles(name),
        "interaction": [{"code": code} for code in _OF_A_TYPE],
        "versioning": "versioned",
        "readHistory": True,
        "updateCreate": True,
        "conditionalCreate": True,
        "conditionalRead": "full-support",
        "conditionalUpdate": True,
        "conditionalDelete": "single",
        "referencePolicy": ["literal", "logical", "local"],
        "searchInclude": ["*", *_includes(name)],
        **({"searchRevInclude": pointing} if (pointing := _by_target().get(name, [])) else {}),
        "searchParam": [_parameter(name, code, each.kind) for code, each in parameters(name).items()],
        "operation": [
            {"name": each.name.removeprefix("$"), "definition": each.definition} for each in OWN_OPERATIONS if each.type in (None, name)
        ]
        + added_operations(service, name),
    }


def virtual_type(service: Service, name: str) -> dict[str, Any]:
    """Describe a type that another package makes or keeps."""
    virtual = service.virtual_types[name]
    changes = KEPT_INTERACTIONS if name in service.kept_types else ()
    operations = added_operations(service, name)
    return {
        "type": name,
        "profile": f"http://hl7.org/fhir/StructureDefinition/{name}",
        "interaction": [{"code": code} for code in ("read", "search-type", *changes)],
        "versioning": "versioned" if changes else "no-version",
        "readHistory": False,
        "updateCreate": False,
        "conditionalCreate": False,
        "conditionalUpdate": False,
        "conditionalDelete": "not-supported",
        "searchParam": [
            {"name": each.name, "type": each.type, **({"documentation": each.documentation} if each.documentation else {})}
            for each in virtual.parameters
        ],
        **({"operation": operations} if operations else {}),
    }


def added_operations(service: Service, name: str) -> list[dict[str, Any]]:
    """List the operations that other packages add on a type."""
    return [
        {"name": each.name.removeprefix("$"), "definition": each.definition, **_documentation(each)}
        for each in service.additions.operations
        if any(level != "system" and type_ in (None, name) for level, type_ in each.places)
    ]


def _documentation(added: Operation) -> dict[str, str]:
    return {"documentation": added.documentation} if added.documentation else {}


def _parameter(name: str, code: str, kind: str) -> dict[str, Any]:
    return {"name": code, "definition": search_table(name)[code]["url"], "type": kind}


@cache
def _includes(name: str) -> tuple[str, ...]:
    return tuple(f"{name}:{code}" for code, each in parameters(name).items() if each.kind == "reference")


@cache
def _by_target() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in sorted(resource_types()):
        for code, each in parameters(name).items():
            if each.kind == "reference" and not each.is_canonical:
                for target in each.targets or resource_types():
                    found.setdefault(target, []).append(f"{name}:{code}")
    return found


def _profiles(name: str) -> dict[str, list[str]]:
    held = list(profiles_of(name))
    return {"supportedProfile": held} if held else {}
