"""All invariants by type, and the advice that is no error.

Source: FHIR R4 4.0.1, the constraints whose severity is error, and those whose severity is warning.
"""

import re
from collections.abc import Mapping

from innsyn.fhir.invariants.administrative import ADMINISTRATIVE
from innsyn.fhir.invariants.bundles import BUNDLES, agree_in_id
from innsyn.fhir.invariants.clinical import CLINICAL
from innsyn.fhir.invariants.conformance import CONFORMANCE, NAMED
from innsyn.fhir.invariants.datatypes import DATATYPES
from innsyn.fhir.invariants.questionnaires import QUESTIONNAIRES
from innsyn.fhir.invariants.rule import Rule, Value, has, is_coded
from innsyn.fhir.invariants.structures import STRUCTURES
from innsyn.fhir.invariants.testing import TESTS_AND_REPORTS

_VERIFICATION = "http://terminology.hl7.org/CodeSystem/condition-ver-status"
_CATEGORY = "http://terminology.hl7.org/CodeSystem/condition-category"
_USABLE_NAME = re.compile(r"[A-Z][A-Za-z0-9_]{0,254}")

ALL: Mapping[str, tuple[Rule, ...]] = {
    **ADMINISTRATIVE,
    **BUNDLES,
    **CLINICAL,
    **CONFORMANCE,
    **DATATYPES,
    **QUESTIONNAIRES,
    **STRUCTURES,
    **TESTS_AND_REPORTS,
}


def _has_clinical_status(value: Value) -> bool:
    is_wrong = is_coded(value, "verificationStatus", _VERIFICATION, "entered-in-error")
    return has(value, "clinicalStatus") or is_wrong or not is_coded(value, "category", _CATEGORY, "problem-list-item")


_NAME = Rule(
    "name",
    "a name should be usable in programs: a capital, then letters, digits and _",
    lambda v: _USABLE_NAME.fullmatch(v.get("name", "N")) is not None,
)

ADVICE: Mapping[str, tuple[Rule, ...]] = {
    **dict.fromkeys(NAMED, (_NAME,)),
    "Bundle": (Rule("fullUrl", "a fullUrl should name the id of its resource", agree_in_id),),
    "Condition": (Rule("con-3", "a problem of a problem list should have a clinicalStatus", _has_clinical_status),),
    "NutritionOrder": (
        Rule(
            "nor-1",
            "an order should have an oral diet, a supplement or a formula",
            lambda v: has(v, "oralDiet", "supplement", "enteralFormula"),
        ),
    ),
}
"""Type → what should be, but need not."""


def rules_for(name: str) -> tuple[Rule, ...]:
    """Give the invariants of a type or nested element; most have none."""
    return ALL.get(name, ())


def advice_for(name: str) -> tuple[Rule, ...]:
    """Give what should hold for a resource type without being an error."""
    return ADVICE.get(name, ())
