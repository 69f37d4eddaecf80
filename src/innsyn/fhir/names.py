"""Writes a person's name the Norwegian way: given names, middle name, family name.

Source: FHIR R4 4.0.1, datatypes.html#HumanName; HL7 Norway no-basis-middlename: the middle name stands in an extension, not in `given`.
"""

from collections.abc import Mapping
from typing import Any

from innsyn.fhir.paths import text_at, texts_at

MIDDLE_NAME = "http://hl7.no/fhir/StructureDefinition/no-basis-middlename"

_USES = ("official", "usual", None, "temp", "nickname", "anonymous")
"""Which name is shown, best first. Old and maiden names are never shown."""


def written_name(name: Mapping[str, Any]) -> str | None:
    """Write one HumanName; `text` only when there are no parts. Returns None when it has neither."""
    middle = [
        text_at(extension, "valueString")
        for extension in name.get("extension", ())
        if isinstance(extension, dict) and extension.get("url") == MIDDLE_NAME
    ]
    parts = [*texts_at(name, "given"), *middle, text_at(name, "family")]
    return " ".join(part for part in parts if part) or text_at(name, "text")


def name_of(resource: Mapping[str, Any]) -> str | None:
    """Write the name a person is shown by: official first; for an Organization or Location its name. None when there is none."""
    listed = resource.get("name")
    if isinstance(listed, str):
        return listed
    names = [name for name in listed if isinstance(name, dict)] if isinstance(listed, list) else []
    usable = [name for name in names if name.get("use") in _USES]
    best = min(usable, key=lambda name: _USES.index(name.get("use")), default=None)
    return written_name(best) if best is not None else None
