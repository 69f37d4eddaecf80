"""The invariants of profiles, each put as it was meant where its published expression says something else.

Source: HL7 Norway no-basis 2.2.2; the differences are in docs/spec/validation.md.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from innsyn.fhir.paths import text_at, values

_SHORT_NOTICE = "http://hl7.no/fhir/StructureDefinition/no-basis-shortnotice"


def _is_short_notice_a_patients(response: Mapping[str, Any]) -> bool:
    """Let only a patient offer to come at short notice. The published rule lacks `implies` and refuses all other responses."""
    offers = any(one == _SHORT_NOTICE for one in values(response, "extension.url"))
    literal = text_at(response, "actor.reference") or ""
    kind = text_at(response, "actor.type") or next((step for step in literal.split("/") if step[:1].isupper()), "Patient")
    return not offers or kind == "Patient"


_RULES: Mapping[str, tuple[str, Callable[[Mapping[str, Any]], bool]]] = {
    "no-basis-shortnotice-patient-actor": ("only a patient comes at short notice (inv-1)", _is_short_notice_a_patients),
}


def broken(names: Iterable[str], value: Mapping[str, Any]) -> list[str]:
    """Tell which of a profile's invariants a resource breaks, in words."""
    return [text for text, holds in (_RULES[name] for name in names) if not holds(value)]
