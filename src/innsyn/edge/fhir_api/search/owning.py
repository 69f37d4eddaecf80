"""Knows by which search parameters a resource says whose it is, so that a search that names a patient is asked in one record.

Source: FHIR R4 4.0.1, CompartmentDefinition/patient, with our addition in `fhir/compartment.py`: a resource stands in the record of the
patient whom its first such element names. Such a parameter, asked for that patient inside her record, is satisfied by whatever is there,
also when the element has only her national number.
"""

from functools import cache

from innsyn.fhir.compartment import ADDED_TO_COMPARTMENT, PATIENT
from innsyn.fhir.definitions.tables import patient_compartment, search_table
from innsyn.fhir.search_request import parameter
from innsyn.fhir.term_paths import read_path
from innsyn.gate.values import SHARED_TYPES

_FIRST = ("patient", "subject", "beneficiary", "individual")
_NOT_BY_PATIENT = frozenset({PATIENT, "Group", "Person", "Schedule"})


@cache
def owning_parameters(type_: str) -> frozenset[str]:
    """List the reference parameters of a type that read the element by which a patient owns it."""
    owning = _owning_steps(type_)
    if not owning:
        return frozenset()
    references = {
        code: known for code, known in search_table(type_).items() if known["type"] == "reference" and _may_be_patient(type_, code)
    }
    return frozenset(code for code, known in references.items() if {read_path(path).steps for path in known["paths"]} <= owning)


@cache
def patient_parameter(type_: str) -> str | None:
    """Give the owning parameter that finds patients and nobody else, None when the type has none."""
    table = search_table(type_)
    for code in sorted(owning_parameters(type_), key=lambda one: one != "patient"):
        found = parameter(type_, code)
        paths = [read_path(path) for path in table[code]["paths"]]
        if found is not None and all(path.only == PATIENT or path.targets == (PATIENT,) for path in paths):
            return code
    return None


def _may_be_patient(type_: str, code: str) -> bool:
    found = parameter(type_, code)
    return found is not None and (not found.targets or PATIENT in found.targets)


def is_owned(type_: str) -> bool:
    """Say whether resources of a type stand in somebody's record, not in the directories."""
    return type_ not in SHARED_TYPES


@cache
def _owning_steps(type_: str) -> frozenset[tuple[tuple[str, str], ...]]:
    """Give the element or elements of the compartment parameter that is asked first."""
    if type_ in _NOT_BY_PATIENT or type_ in SHARED_TYPES:
        return frozenset()
    codes = sorted(patient_compartment().get(type_, ()), key=lambda code: _FIRST.index(code) if code in _FIRST else len(_FIRST))
    written = search_table(type_)[codes[0]]["paths"] if codes else ADDED_TO_COMPARTMENT.get(type_, ())[:1]
    return frozenset(read_path(path).steps for path in written)
