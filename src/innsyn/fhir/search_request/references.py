"""Reads what a reference parameter shall point at.

Source: FHIR R4 4.0.1, search.html#reference; HL7 Norway best-practice: references by identifier alone are the norm.
"""

import re

from innsyn.fhir.code_systems import canonical_system
from innsyn.fhir.definitions.tables import resource_types
from innsyn.fhir.search_request.criteria import ReferenceValue
from innsyn.fhir.search_request.escapes import split, unescape

_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")
_LOCAL = re.compile(r"([A-Z][A-Za-z]+)/([A-Za-z0-9\-.]{1,64})(?:/_history/[A-Za-z0-9\-.]{1,64})?")
_ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:\S+")


def read_target(text: str, targets: tuple[str, ...], base: str, *, is_canonical: bool) -> ReferenceValue | None:
    """Read an id, `Type/id` or an address.

    targets: types a bare id may be of, empty for any. base: this server's address: what begins with it is an own resource.
    is_canonical: the address may end in `|version`. Returns None for anything else, or for a type the parameter cannot point at."""
    written, bar, version = _canonical(text) if is_canonical else (unescape(text), "", "")
    if base and written.startswith(f"{base}/"):
        local = _LOCAL.fullmatch(written.removeprefix(f"{base}/"))
        if local is not None:
            return _local(local, targets)
    elif (local := _LOCAL.fullmatch(written)) is not None:
        return _local(local, targets)
    if _ADDRESS.fullmatch(written):
        return ReferenceValue(url=written, version=version if bar else None)
    if is_canonical or not _ID.fullmatch(written):
        return None
    return ReferenceValue(types=targets or tuple(sorted(resource_types())), id=written)


def read_identifier(text: str) -> ReferenceValue | None:
    """Read `system|value`, `|value` or `value` of a reference that names its target by identifier."""
    parts = [unescape(part) for part in split(text, "|")]
    if len(parts) > 2 or not parts[-1]:
        return None
    system = None if len(parts) == 1 else canonical_system(parts[0])
    return ReferenceValue(system=system, value=parts[-1])


def _canonical(text: str) -> tuple[str, str, str]:
    parts = [unescape(part) for part in split(text, "|")]
    return (parts[0], "|", parts[1]) if len(parts) == 2 and parts[1] else ("|".join(parts), "", "")


def _local(local: re.Match[str], targets: tuple[str, ...]) -> ReferenceValue | None:
    is_possible = local[1] in resource_types() and (not targets or local[1] in targets)
    return ReferenceValue(types=(local[1],), id=local[2]) if is_possible else None
