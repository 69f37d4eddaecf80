"""Whether a resource says it is about another patient than the one whose record it is to be written in.

Source: Tillitsrammeverk ATT-4; docs/spec/access.md#AC-9.
"""

from collections.abc import Callable, Mapping
from typing import Any

from innsyn.fhir.compartment import owner_reference
from innsyn.gate.rules.access_facts import SHIELD
from innsyn.gate.rules.patient_facts import PatientFacts
from innsyn.gate.standing.consents import is_of, provision
from innsyn.gate.standing.shields import shield_references
from innsyn.gate.standing.wishes import is_wish
from innsyn.gate.standing.withholdings import withheld_references
from innsyn.kernel.outcome import Verdict
from innsyn.kernel.systems import PERSON_SYSTEMS

ABOUT_ANOTHER = Verdict(False, "gate.rule.another_patient", "VIS-2", "Tillitsrammeverk ATT-4")


def is_about_another(resource: Mapping[str, Any], patient: PatientFacts, person_key: Callable[[str], str]) -> bool:
    """Say whether a resource names somebody else as its patient.

    resource: R4 JSON as parsed. A resource that names nobody is about whose record it is in. Somebody named in a way we cannot follow
    (an address elsewhere, a local number) is somebody else: a write may be repaired, a wrong record may not."""
    named = owner_reference(resource)
    if named is None:
        return False
    if named.id is not None:
        return named.id != patient.patient_id
    is_national = named.system in PERSON_SYSTEMS and named.value is not None
    return not is_national or person_key(str(named.value)) not in patient.person_keys


def named_by_decision(resource: Mapping[str, Any]) -> frozenset[str]:
    """List what a decision about access is about, as `Type/id`: a shield, a withholding or a wish to hide; empty for anything else."""
    match resource.get("resourceType"):
        case "Consent" if is_of(resource, SHIELD):
            return shield_references(provision(resource))
        case "Flag":
            return withheld_references(resource)
        case "Task" if is_wish(resource):
            return frozenset({str(resource.get("focus", {}).get("reference", ""))})
    return frozenset()
