"""Which types belong to a patient's compartment here: R4's and our published addition.

Source: FHIR R4 4.0.1, compartmentdefinition-patient.html; `innsyn.fhir.compartment` for the addition.
"""

from functools import cache

from innsyn.fhir.compartment import FOLLOWED, PATIENT, may_have_patient
from innsyn.fhir.definitions.tables import resource_types
from innsyn.gate.values import SHARED_TYPES


@cache
def patient_types() -> tuple[str, ...]:
    """List the types whose resources can be about one patient, Patient first."""
    found = (name for name in sorted(resource_types() - SHARED_TYPES) if may_have_patient(name) or name in FOLLOWED)
    return (PATIENT, *(name for name in found if name != PATIENT))
