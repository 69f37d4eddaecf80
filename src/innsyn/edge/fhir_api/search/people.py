"""Finds whose record a criterion names: by a Patient's id, by a reference to her, or by her national number.

Source: docs/adr/0003-owner-in-the-id.md; facts on identifier-only references. Being found by number is logged in her record.
"""

from innsyn.edge.fhir_api.search.asking import Asking, Owners
from innsyn.edge.fhir_api.search.clauses import clause_of
from innsyn.edge.fhir_api.search.narrowing import NOTHING, Narrowed
from innsyn.edge.fhir_api.search.owning import owning_parameters, patient_parameter
from innsyn.edge.fhir_api.search.pointing import names_of
from innsyn.fhir.compartment import PATIENT
from innsyn.fhir.search_request.criteria import Criterion, ReferenceValue, TokenValue, Value
from innsyn.gate.values import Clause, Missing, ReferenceIs, TokenIs, owner_of
from innsyn.kernel.ids import person_number
from innsyn.kernel.outcome import Problem
from innsyn.kernel.systems import D_NUMBER, HELP_NUMBER, PERSON_NUMBER, PERSON_SYSTEMS

_OF_PATIENTS = frozenset({"patient", "subject"})
_SYSTEM_OF = {"person_number": PERSON_NUMBER, "d_number": D_NUMBER, "help_number": HELP_NUMBER}


async def named_record(asking: Asking, type_: str, criterion: Criterion) -> Narrowed | Problem | None:
    """Find the records a criterion names. Returns the search there, or None when it names nobody."""
    if criterion.parameter == "_id" and criterion.modifier is None:
        return await _by_id(asking, type_, criterion)
    if type_ == PATIENT and criterion.parameter == "identifier" and criterion.modifier is None:
        numbers = [_number(value) for value in criterion.values]
        owners = await _found(asking, numbers)
        return None if owners is None else _also(criterion, owners, asking)
    if criterion.parameter in owning_parameters(type_):
        owners = await _referred(asking, criterion)
        return None if owners is None else await of_patients(asking, type_, criterion.parameter, owners)
    return None


async def of_patients(asking: Asking, type_: str, parameter: str, owners: Owners) -> Narrowed | Problem:
    """Say that an owning parameter points at the very patients whose records these are, however it names them."""
    if not owners:
        return NOTHING
    only = patient_parameter(type_)
    if only is not None:
        return Narrowed((Missing(only, is_missing=False),), owners)
    patients = await asking.every(PATIENT, (), owners)
    if isinstance(patients, Problem):
        return patients
    names = tuple(name for stored in patients for name in names_of(stored))
    return Narrowed((ReferenceIs(parameter, names),), owners) if names else NOTHING


async def _by_id(asking: Asking, type_: str, criterion: Criterion) -> Narrowed | Problem | None:
    ids = [value.code for value in criterion.values if isinstance(value, TokenValue) and value.code and not value.system]
    if type_ == PATIENT:
        known = [await asking.gate.whose(asking.client, id_) for id_ in ids]
        owners = frozenset(owner for owner in known if owner is not None)
    else:
        carried = [owner_of(id_) for id_ in ids]
        if None in carried:
            return None
        owners = frozenset(owner for owner in carried if owner)
    clause: Clause = TokenIs("_id", tuple((None, id_) for id_ in ids))
    return Narrowed((clause,), owners) if owners else NOTHING


async def _referred(asking: Asking, criterion: Criterion) -> Owners | None:
    references = [value for value in criterion.values if isinstance(value, ReferenceValue)]
    if criterion.modifier == "identifier":
        return await _found(asking, [(one.system or "", one.value or "") if one.system in PERSON_SYSTEMS else None for one in references])
    if not all(one.id is not None and _means_a_patient(one, criterion.parameter) for one in references):
        return None
    known = [await asking.gate.whose(asking.client, one.id or "") for one in references]
    return frozenset(owner for owner in known if owner is not None)


def _means_a_patient(reference: ReferenceValue, parameter: str) -> bool:
    """A bare id may be anybody's where an actor can be a clinician too: only `patient` and `subject` mean the patient by it."""
    return reference.types == (PATIENT,) or (parameter in _OF_PATIENTS and PATIENT in reference.types)


async def _found(asking: Asking, numbers: list[tuple[str, str] | None]) -> Owners | None:
    """Find the records of national numbers; None when any of them is something else."""
    known = [number for number in numbers if number is not None]
    if len(known) < len(numbers):
        return None
    found = [await asking.gate.find(asking.client, number, asking.now) for number in known]
    return frozenset(owner for owner in found if isinstance(owner, int))


def _number(value: Value) -> tuple[str, str] | None:
    if not isinstance(value, TokenValue) or not value.code:
        return None
    if value.system in PERSON_SYSTEMS:
        return value.system, value.code
    number = person_number(value.code) if value.system is None else None
    return (_SYSTEM_OF[number.kind], number.value) if number else None


def _also(criterion: Criterion, owners: Owners, asking: Asking) -> Narrowed | Problem:
    clause = clause_of(criterion, asking.now)
    return clause if isinstance(clause, Problem) else Narrowed((clause,), owners)
