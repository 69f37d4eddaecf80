"""The names XML needs beside the element tables: namespaces, and which elements are attributes.

Source: FHIR R4 4.0.1, xml.html.
"""

from functools import cache

from innsyn.fhir.definitions.tables import lineage, resource_types
from innsyn.fhir.shapes import shape

FHIR = "http://hl7.org/fhir"
XHTML = "http://www.w3.org/1999/xhtml"
XSI = "http://www.w3.org/2001/XMLSchema-instance"

NARRATIVE = "xhtml"
"""The type of the one element that is XHTML itself."""


@cache
def attributes(name: str) -> tuple[str, ...]:
    """Name the elements of a type that XML writes as attributes: `id` of everything but resources, and `url` of an extension."""
    if not is_element(name):
        return ()
    return ("id", "url") if name == "Extension" else ("id",)


@cache
def is_element(name: str) -> bool:
    """Say whether a type is an element, not a resource."""
    return name not in resource_types() and "Resource" not in lineage(name)


@cache
def order(name: str) -> dict[str, int]:
    """Give for each JSON property of a type its position in XML; `_name` stands where `name` stands."""
    places: dict[str, int] = {}
    for position, json_name in enumerate(shape(name).elements):
        places[json_name] = places.get(json_name.removeprefix("_"), position)
    return places
