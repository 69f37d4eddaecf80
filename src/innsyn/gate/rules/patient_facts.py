"""What the rules must know about the patient herself, once for the whole record.

Source: docs/spec/access.md#AC-4.
"""

from dataclasses import dataclass, field
from datetime import date

from innsyn.gate.rules.relations import Grant, Guardian, Parent, Shield, Wish, Withholding


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientFacts:
    """Facts about one patient, each of them unknown rather than guessed.

    patient_id: id of the Patient, None when the record holds none. born_on: None when unknown or only a year or month.
    is_dead: a death is recorded. is_protected: the Patient is marked restricted or the address graded, also with a grade we do not know.
    person_keys: `Keys.person_key` of every national number she has had. labels: security labels of the standing resources,
    which speak of the whole record. doctor_offices: ids of the organisations of her general practitioner.
    parents, guardians: as the population register has them. grants, shields, withholdings: what she and her clinicians have decided,
    also what is not in force yet or any more: rules ask the day. wishes: what a young person has asked to hide, while it waits.
    name, number: only for showing and attesting, never for deciding."""

    patient_id: str | None = None
    born_on: date | None = None
    is_dead: bool = False
    is_protected: bool = False
    person_keys: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    doctor_offices: frozenset[str] = frozenset()
    parents: tuple[Parent, ...] = ()
    guardians: tuple[Guardian, ...] = ()
    grants: tuple[Grant, ...] = ()
    shields: tuple[Shield, ...] = ()
    withholdings: tuple[Withholding, ...] = ()
    wishes: tuple[Wish, ...] = ()
    name: str = field(default="", repr=False)
    number: tuple[str, str] | None = field(default=None, repr=False)
