"""Whether a Patient that is delivered can be the one whose record it is delivered into: two persons must never become one record.

Source: pasientjournalloven § 19, § 22; docs/spec/access.md#AC-13.
"""

from collections.abc import Callable, Mapping
from typing import Any

from innsyn.gate.patient import whole_date
from innsyn.gate.rules.patient_facts import PatientFacts
from innsyn.kernel.outcome import Verdict
from innsyn.kernel.systems import PERSON_SYSTEMS

ANOTHER_PERSON = Verdict(False, "gate.rule.another_person", "SYS-2", "pasientjournalloven § 19")


def is_another_person(stands: PatientFacts, delivered: Mapping[str, Any], id_: str | None, person_key: Callable[[str], str]) -> bool:
    """Say whether a delivered Patient is somebody else than who stands in the record. What is not known is nobody else.

    delivered: the Patient, R4 JSON as parsed. id_: the id it is delivered under. A national number that both have settles it, old ones
    too; without one a second Patient, other numbers or another birth date is another person."""
    if stands.patient_id is None:
        return False
    identifiers = [each for each in delivered.get("identifier", ()) if each.get("system") in PERSON_SYSTEMS and each.get("value")]
    keys = {person_key(each["value"]) for each in identifiers}
    if id_ not in (None, stands.patient_id):
        return True
    if keys and stands.person_keys:
        return keys.isdisjoint(stands.person_keys)
    born_on = whole_date(delivered.get("birthDate"))
    return None not in (born_on, stands.born_on) and born_on != stands.born_on
