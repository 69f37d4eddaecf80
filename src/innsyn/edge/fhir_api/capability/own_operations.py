"""The operations of the interface itself, as /metadata lists them.

Source: FHIR R4 4.0.1, operationslist.html.
"""

from dataclasses import dataclass

from innsyn.edge.fhir_api.interactions import everything, validate
from innsyn.edge.fhir_api.ports import Level


@dataclass(frozen=True, slots=True)
class OwnOperation:
    """One operation. type: None for all types."""

    name: str
    definition: str
    levels: tuple[Level, ...]
    type: str | None
    parameters: tuple[str, ...]


OWN_OPERATIONS = (
    OwnOperation(
        validate.NAME,
        "http://hl7.org/fhir/OperationDefinition/Resource-validate",
        ("type", "instance"),
        None,
        validate.PARAMETERS,
    ),
    OwnOperation(
        everything.NAME,
        "http://hl7.org/fhir/OperationDefinition/Patient-everything",
        ("instance",),
        "Patient",
        everything.PARAMETERS,
    ),
)
