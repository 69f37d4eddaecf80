"""Reads references: by id, by address, and by identifier alone, which is the norm in Norway.

Source: FHIR R4 4.0.1, references.html; HL7 Norway best-practice (logical references).
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from innsyn.fhir.code_systems import canonical_system
from innsyn.fhir.definitions.tables import resource_types
from innsyn.kernel import systems

Resource = Mapping[str, Any]

_REST = re.compile(r"(?:.*/)?([A-Z][A-Za-z]+)/([A-Za-z0-9\-.]{1,64})(?:/_history/([A-Za-z0-9\-.]{1,64}))?")
_PEOPLE = frozenset(("Patient", "Person", "Practitioner", "RelatedPerson"))
_TYPES_BY_SYSTEM = {
    systems.HPR_NUMBER: "Practitioner",
    systems.ORGANISATION_NUMBER: "Organization",
    systems.RESH_ID: "Organization",
}


class Reference(NamedTuple):
    """What a reference points at: as much of it as it says.

    type: resource type, when known. id: only for references to this server's own resources. url: an absolute address, `urn:…` or
    canonical. system, value: the identifier, with canonical system. A reference by identifier alone has no id and no url."""

    type: str | None
    id: str | None = None
    url: str | None = None
    system: str | None = None
    value: str | None = None

    @property
    def address(self) -> str | None:
        """Give `Type/id` for a reference to an own resource, else None."""
        return f"{self.type}/{self.id}" if self.id is not None else None


def read_reference(value: Resource, within: Resource | None = None, targets: tuple[str, ...] = ()) -> Reference | None:
    """Read one Reference element.

    value: the Reference. within: the resource it stands in, whose contained resources `#id` names. targets: the types the element
    allows; they settle the type of a person number (Patient, where no other kind of person is allowed).
    Returns None when it points nowhere (only a display)."""
    literal, identifier = value.get("reference"), value.get("identifier")
    stated = value.get("type")
    kind = stated.rsplit("/", 1)[-1] if isinstance(stated, str) else None
    system, number = _identifier(identifier) if isinstance(identifier, dict) else (None, None)
    if isinstance(literal, str) and literal.startswith("#"):
        return _to_contained(literal[1:], within or {}, kind, system, number)
    found = read_literal(literal) if isinstance(literal, str) else None
    if found is None and number is None:
        return None
    if found is None:
        return Reference(kind or _type_of(system, targets), None, None, system, number)
    return found if number is None and kind is None else Reference(found.type or kind, found.id, found.url, system, number)


def read_literal(literal: str) -> Reference | None:
    """Read the text of a reference: `Patient/1`, `Patient/1/_history/2`, `https://…/Patient/1`, `urn:uuid:…`.

    Another server's `…/Patient/1` has its type and url but no id: it is not our Patient 1. Returns None for an empty text."""
    kind, slash, rest = literal.partition("/")
    if slash and kind in resource_types():
        return Reference(kind, rest.partition("/")[0])
    if not literal:
        return None
    rest_form = _REST.fullmatch(literal)
    known = rest_form[1] if rest_form and rest_form[1] in resource_types() else None
    return Reference(known, None, literal)


def contained(resource: Resource, local_id: str) -> Resource | None:
    """Find a contained resource by its id without `#`, or None."""
    listed = resource.get("contained")
    for inner in listed if isinstance(listed, list) else ():
        if isinstance(inner, dict) and inner.get("id") == local_id:
            return inner
    return None


def _to_contained(local_id: str, within: Resource, kind: str | None, system: str | None, number: str | None) -> Reference | None:
    """Read `#id` as a reference by the contained resource's identifier: nobody else can point at it any other way."""
    inner = contained(within, local_id)
    if inner is None:
        return None
    listed = inner.get("identifier")
    for identifier in listed if isinstance(listed, list) else ():
        if number is None and isinstance(identifier, dict):
            system, number = _identifier(identifier)
    inner_type = inner.get("resourceType")
    return Reference(inner_type if isinstance(inner_type, str) else kind, None, None, system, number)


def _identifier(identifier: Resource) -> tuple[str | None, str | None]:
    system, value = identifier.get("system"), identifier.get("value")
    return (
        canonical_system(system) if isinstance(system, str) else None,
        value if isinstance(value, str) else None,
    )


def _type_of(system: str | None, targets: tuple[str, ...]) -> str | None:
    if system in systems.PERSON_SYSTEMS:
        people = [target for target in targets if target in _PEOPLE]
        return people[0] if len(people) == 1 else None
    stated = _TYPES_BY_SYSTEM.get(system or "")
    if stated is not None and (not targets or stated in targets):
        return stated
    return targets[0] if len(targets) == 1 else None
