"""The invariants of what is recorded about patients.

Source: FHIR R4 4.0.1, the pages of the types named below.
"""

from collections.abc import Mapping

from innsyn.fhir.invariants.rule import UCUM, Rule, Value, has, has_choice, how_many, inner, is_coded, is_not_before

_ALLERGY = "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification"
_CONDITION = "http://terminology.hl7.org/CodeSystem/condition-clinical"
_VERIFICATION = "http://terminology.hl7.org/CodeSystem/condition-ver-status"
_WRONG = "entered-in-error"


def _is_wrong_allergy(value: Value) -> bool:
    return is_coded(value, "verificationStatus", _ALLERGY, _WRONG)


def _is_wrong_condition(value: Value) -> bool:
    return is_coded(value, "verificationStatus", _VERIFICATION, _WRONG)


def _is_past(value: Value) -> bool:
    return is_coded(value, "clinicalStatus", _CONDITION, "resolved", "remission", "inactive")


def _is_component_apart(value: Value) -> bool:
    """Say whether an observation with a value has no component of its own code."""
    own = inner(value.get("code", {}), "coding")
    given = [coding for part in inner(value, "component") for coding in inner(part.get("code", {}), "coding")]
    return not has_choice(value, "value") or not any(coding in own for coding in given)


def _is_percentage(value: Value) -> bool:
    ends = [value.get("probabilityRange", {}).get(name) for name in ("low", "high")]
    return all(end is None or (end.get("code"), end.get("system")) == ("%", UCUM) for end in ends)


def _on_behalf_of_practitioner(value: Value) -> bool:
    """Say whether who acts on somebody's behalf is not known to be anything but a practitioner."""
    kind = str(value.get("member", {}).get("reference", "")).rpartition("/")[0].rpartition("/")[2]
    return not has(value, "onBehalfOf") or not kind[:1].isupper() or kind == "Practitioner"


def _either(key: str, *names: str) -> Rule:
    return Rule(key, f"at least one of {', '.join(names)}", lambda v: has(v, *names))


def _not_both(key: str, one: str, other: str) -> Rule:
    return Rule(key, f"not both {one} and {other}", lambda v: not (has(v, one) and has(v, other)))


CLINICAL: Mapping[str, tuple[Rule, ...]] = {
    "AllergyIntolerance": (
        Rule("ait-1", "a clinicalStatus, unless entered in error", lambda v: _is_wrong_allergy(v) or has(v, "clinicalStatus")),
        Rule("ait-2", "no clinicalStatus when entered in error", lambda v: not (_is_wrong_allergy(v) and has(v, "clinicalStatus"))),
    ),
    "AuditEvent.entity": (_not_both("sev-1", "name", "query"),),
    "CarePlan.activity": (_not_both("cpl-3", "detail", "reference"),),
    "CareTeam.participant": (Rule("ctm-1", "only a practitioner acts on behalf of somebody", _on_behalf_of_practitioner),),
    "Composition.section": (_either("cmp-1", "text", "entry", "section"), _not_both("cmp-2", "emptyReason", "entry")),
    "Condition": (
        Rule("con-4", "what has abated is inactive, resolved or in remission", lambda v: not has_choice(v, "abatement") or _is_past(v)),
        Rule("con-5", "no clinicalStatus when entered in error", lambda v: not (_is_wrong_condition(v) and has(v, "clinicalStatus"))),
    ),
    "Condition.evidence": (_either("con-2", "code", "detail"),),
    "Condition.stage": (_either("con-1", "summary", "assessment"),),
    "Consent": (_either("ppc-1", "policy", "policyRule"),),
    "FamilyMemberHistory": (
        Rule("fhs-1", "not both age and born", lambda v: not (has_choice(v, "age") and has_choice(v, "born"))),
        Rule("fhs-2", "estimatedAge only with an age", lambda v: has_choice(v, "age") or not has(v, "estimatedAge")),
    ),
    "Goal.target": (Rule("gol-1", "a detail is of a measure", lambda v: not has_choice(v, "detail") or has(v, "measure")),),
    "Immunization.education": (_either("imm-1", "documentType", "reference"),),
    "ImmunizationRecommendation.recommendation": (_either("imr-1", "vaccineCode", "targetDisease"),),
    "MedicationAdministration.dosage": (Rule("mad-1", "at least one of dose, rate", lambda v: has(v, "dose") or has_choice(v, "rate")),),
    "MedicationDispense": (
        Rule(
            "mdd-1",
            "not handed over before it was prepared",
            lambda v: is_not_before(v.get("whenHandedOver"), v.get("whenPrepared")),
        ),
    ),
    "MolecularSequence": (Rule("msq-3", "coordinateSystem is 0 or 1", lambda v: v.get("coordinateSystem") in (0, 1)),),
    "MolecularSequence.referenceSeq": (
        Rule("msq-5", "chromosome and genomeBuild come together", lambda v: has(v, "chromosome") == has(v, "genomeBuild")),
        Rule(
            "msq-6",
            "exactly one of genomeBuild, referenceSeqId, referenceSeqPointer, referenceSeqString",
            lambda v: how_many(v, "genomeBuild", "referenceSeqId", "referenceSeqPointer", "referenceSeqString") == 1,
        ),
    ),
    "Observation": (
        Rule("obs-6", "either a value or why there is none", lambda v: not (has(v, "dataAbsentReason") and has_choice(v, "value"))),
        Rule("obs-7", "with a value, no component has the observation's own code", _is_component_apart),
    ),
    "Observation.referenceRange": (_either("obs-3", "low", "high", "text"),),
    "QuestionnaireResponse.item": (_not_both("qrs-1", "answer", "item"),),
    "RiskAssessment.prediction": (
        Rule("ras-1", "a range of probability is in percent", _is_percentage),
        Rule("ras-2", "a probability is at most 100", lambda v: bool(v.get("probabilityDecimal", 0) <= 100)),
    ),
    "ServiceRequest": (Rule("prr-1", "orderDetail only with a code", lambda v: not has(v, "orderDetail") or has(v, "code")),),
}
"""Type or nested element → its rules."""
