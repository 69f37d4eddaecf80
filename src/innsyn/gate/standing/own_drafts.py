"""A draft that its writer keeps for herself: a Communication that says whose it is, and to which organisation.

Source: HL7 FHIR R4 Communication.category; docs/adr/0029-dialogue.md; docs/spec/dialogue.md#DLG-10.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from innsyn.gate.rules.dialogue_facts import OWN_DRAFT
from innsyn.gate.standing.elements import codes_of, value_of
from innsyn.kernel.systems import DIALOGUE, DRAFTED_BY, DRAFTED_TO, ORGANISATION_NUMBER


@dataclass(frozen=True, slots=True)
class Mark:
    """by: opaque person key of who writes. to: number of the organisation it is to, empty when it is to none."""

    by: str
    to: str


def own_draft(communication: Mapping[str, Any], *, by: str) -> dict[str, Any]:
    """Write a draft as its writer's own. by: her opaque person key. To whom it is the draft says itself."""
    to = organisation_of(communication)
    marks = [(DIALOGUE, OWN_DRAFT), (DRAFTED_BY, by), *([(DRAFTED_TO, to)] if to else [])]
    others = [each for each in communication.get("category", ()) if OWN_DRAFT not in codes_of(each, DIALOGUE)]
    return {**communication, "category": [*others, {"coding": [{"system": system, "code": code} for system, code in marks]}]}


def mark_of(communication: Mapping[str, Any]) -> Mark | None:
    """Read whose own draft it is; None for one that is nobody's in particular."""
    concepts = communication.get("category", ())
    if not any(OWN_DRAFT in codes_of(each, DIALOGUE) for each in concepts):
        return None
    said = {system: [code for each in concepts for code in codes_of(each, system)] for system in (DRAFTED_BY, DRAFTED_TO)}
    return Mark(by=_single(said[DRAFTED_BY]), to=_single(said[DRAFTED_TO]))


def organisation_of(communication: Mapping[str, Any]) -> str:
    """Read the number of the organisation a message is to, empty when it says none."""
    return value_of([each.get("identifier", {}) for each in communication.get("recipient", ())], ORGANISATION_NUMBER)


def _single(codes: list[str]) -> str:
    """Say what is said once; what is said twice is said of nobody."""
    return codes[0] if len(codes) == 1 else ""
