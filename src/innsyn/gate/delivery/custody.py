"""Who keeps what is delivered, when the resource names an organisation with a Norwegian number; otherwise it is whoever delivers.

Source: pasientjournalloven § 8, § 9; FHIR R4 4.0.1: DocumentReference.custodian, Composition.custodian, Encounter.serviceProvider,
EpisodeOfCare.managingOrganization, Patient.managingOrganization (the custodian of the patient record).
"""

from collections.abc import Mapping
from typing import Any

from innsyn.fhir.bundle import Bundle
from innsyn.fhir.code_systems import canonical_system
from innsyn.gate.delivery.condition import read_condition
from innsyn.gate.directory import Directory, Organisation
from innsyn.kernel.ids import is_organisation_number
from innsyn.kernel.outcome import Problem
from innsyn.kernel.systems import ORGANISATION_NUMBER

_ELEMENTS = ("custodian", "serviceProvider", "managingOrganization")
_FARTHEST_UP = 6


class Custody:
    """Says who keeps the resources of one bundle."""

    def __init__(self, directory: Directory, bundle: Bundle) -> None:
        """directory: the numbers of organisations that are named by id. bundle: organisations may come with it."""
        self._directory = directory
        delivered = [entry for entry in bundle.entries if entry.type == "Organization" and entry.full_url and entry.resource]
        self._delivered = {entry.full_url: entry.resource or {} for entry in delivered}

    async def of(self, resource: Mapping[str, Any]) -> str | None:
        """Say the organisation number of who keeps a resource; None when it names nobody, or nobody with a number."""
        for element in _ELEMENTS:
            reference = resource.get(element)
            if isinstance(reference, dict):
                return _number_in(reference) or await self._referred(reference.get("reference"))
        return None

    async def _referred(self, literal: object) -> str | None:
        if not isinstance(literal, str):
            return None
        if literal in self._delivered:
            return next(filter(None, map(_number, _listed(self._delivered[literal]))), None)
        type_, identifier = read_condition(literal)
        if type_ == "Organization" and not isinstance(identifier, Problem):
            return _number({"system": identifier[0], "value": identifier[1]})
        kind, _, id_ = literal.partition("/")
        return await self._above(id_) if kind == "Organization" and id_ else None

    async def _above(self, id_: str) -> str | None:
        """Find the number of an organisation, or of the nearest above it: departments have none."""
        unit: Organisation | None = await self._directory.organisation_by_id(id_)
        for _ in range(_FARTHEST_UP):
            if unit is None or unit.number is not None:
                return unit.number if unit else None
            unit = await self._directory.organisation_by_id(unit.part_of) if unit.part_of else None
        return None


def _number_in(reference: Mapping[str, Any]) -> str | None:
    identifier = reference.get("identifier")
    return _number(identifier) if isinstance(identifier, dict) else None


def _listed(organisation: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [each for each in organisation.get("identifier", ()) if isinstance(each, dict)]


def _number(identifier: Mapping[str, Any]) -> str | None:
    system, value = identifier.get("system"), identifier.get("value")
    is_ours = isinstance(system, str) and canonical_system(system) == ORGANISATION_NUMBER
    return value if is_ours and isinstance(value, str) and is_organisation_number(value) else None
