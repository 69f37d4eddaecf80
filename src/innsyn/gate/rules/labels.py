"""Rules about what is withheld from citizens, each code with its own reason: by a label on the resource, or by a clinician's decision.

Source: Volven 9603 and HL7 v3 Confidentiality; pasient- og brukerrettighetsloven § 3-4, § 5-1; docs/spec/access.md#AC-6.
"""

from collections.abc import Callable

from innsyn.gate.rules.age import YOUTH
from innsyn.gate.rules.case import Case
from innsyn.gate.rules.known_labels import KNOWN_LABELS
from innsyn.gate.rules.rule import Rule, Vector, is_silent, speaks
from innsyn.gate.rules.situation import HOSPITAL, OTHER_HOSPITAL, Situation
from innsyn.gate.rules.withholding import GUARDIANS, told_to, withheld_by
from innsyn.record.condition import Condition, Not, OfType, OnlyLabels

DOCUMENT_TYPES = frozenset({"DocumentReference", "Composition", "DiagnosticReport", "Binary", "Media", "ImagingStudy"})
"""What counts as the patient's documents where a code closes all of them."""


def _is_citizen(case: Case) -> bool:
    return case.is_citizen


def _is_guardian(case: Case) -> bool:
    return case.visit.role in GUARDIANS


def _is_youth_self(case: Case) -> bool:
    return case.visit.role == "self" and case.age in YOUTH


def _everything_is_closed(case: Case) -> bool:
    return case.is_citizen and "NORN_ALL" in case.patient.labels


def _is_bound_by_labels(case: Case) -> bool:
    """Systems deliver what they deliver; a clinician who breaks the glass sees what nobody can place."""
    return case.is_citizen or (case.is_staff and not case.visit.ground.is_emergency)


def _documents(_: Case) -> Condition:
    return OfType(DOCUMENT_TYPES)


def _of_unknown_label(_: Case) -> Condition:
    return Not(OnlyLabels(KNOWN_LABELS))


def _withheld(code: str) -> Callable[[Case], Condition]:
    return lambda case: withheld_by(code, case)


def _closes_to_citizens(code: str, text: str, law: str, *, is_told: bool = False, more: tuple[Vector, ...] = ()) -> Rule:
    return Rule(
        key=f"LAB-{code}",
        text=f"gate.rule.label.{text}",
        law=law,
        effect="deny",
        is_told=is_told,
        applies=_is_citizen,
        condition=_withheld(code),
        vectors=(
            speaks(Situation(labels=(code,))),
            speaks(Situation(role="attorney", labels=("N", code))),
            is_silent(Situation(labels=("N",))),
            is_silent(Situation(role="staff", labels=(code,))),
            speaks(Situation(withheld=code)),
            is_silent(Situation(withheld=code, withheld_by=OTHER_HOSPITAL)),
            is_silent(Situation(withheld=code, withheld_what="another")),
            speaks(Situation(withheld=code, withheld_what="another", labels=(code,))),
            is_silent(Situation(withheld=code, withheld_days=(None, -1))),
            is_silent(Situation(withheld=code, withheld_days=(1, None))),
            is_silent(Situation(withheld="N")),
            is_silent(Situation(role="staff", withheld=code)),
            *more,
        ),
    )


def _closes_to_some(code: str, text: str, applies: Callable[[Case], bool], vectors: tuple[Vector, ...]) -> Rule:
    return Rule(
        key=f"LAB-{code}",
        text=f"gate.rule.label.{text}",
        law="pasient- og brukerrettighetsloven § 3-4",
        effect="deny",
        is_told=False,
        applies=applies,
        condition=_withheld(code),
        vectors=vectors,
    )


_OPENS_BY_ITSELF = (
    speaks(Situation(labels=("NORU",), noru_days=14, signed_days_ago=13)),
    is_silent(Situation(labels=("NORU",), noru_days=14, signed_days_ago=14)),
    speaks(Situation(labels=("NORU",), noru_days=14, signed_days_ago=None, recorded_days_ago=13)),
    is_silent(Situation(labels=("N",), noru_days=14, signed_days_ago=13)),
    speaks(Situation(labels=("NORU",), noru_days=14, signed_days_ago=14, withheld="NORU")),
    speaks(Situation(labels=("NORU",), noru_days=14, signed_days_ago=14, graded=(HOSPITAL,))),
)
_SECTION_5_1 = "pasient- og brukerrettighetsloven § 5-1"

LABEL_RULES = (
    _closes_to_citizens("NORU", "delayed", "pasientjournalloven § 18; Volven 9603", is_told=True, more=_OPENS_BY_ITSELF),
    _closes_to_citizens("NORN_FFL", "danger_to_life", f"{_SECTION_5_1} andre ledd, første alternativ"),
    _closes_to_citizens("NORN_KUT", "inadvisable", f"{_SECTION_5_1} andre ledd, andre alternativ"),
    _closes_to_citizens("NORN_EPO", "own_wish", "Volven 9603", is_told=True),
    _closes_to_citizens("NORN_ALL", "all_documents", "Volven 9603"),
    _closes_to_citizens("NORN_FOR", "too_old", "Volven 9603", is_told=True),
    _closes_to_citizens("NORN_FFH", "threats", "Volven 9603"),
    _closes_to_citizens("NORN_FPB", "sound_treatment", "Volven 9603"),
    _closes_to_citizens("NORN_DUP", "duplicate", "Volven 9603", is_told=True),
    _closes_to_citizens("NORN_ANG", "other_ground", "Volven 9603"),
    _closes_to_citizens("V", "very_restricted", "HL7 v3 Confidentiality"),
    _closes_to_some(
        "NORN_FORANS",
        "from_parents",
        _is_guardian,
        (
            speaks(Situation(role="parent", born="2016-01-01", labels=("NORN_FORANS",))),
            speaks(Situation(role="guardian", labels=("NORN_FORANS",))),
            is_silent(Situation(role="parent", born="2016-01-01", labels=("NORN_UNGDOM",))),
            is_silent(Situation(labels=("NORN_FORANS",))),
            is_silent(Situation(role="attorney", labels=("NORN_FORANS",))),
            speaks(Situation(role="parent", born="2016-01-01", withheld="NORN_FORANS")),
            is_silent(Situation(role="parent", born="2016-01-01", withheld="NORN_UNGDOM")),
            is_silent(Situation(withheld="NORN_FORANS")),
        ),
    ),
    _closes_to_some(
        "NORN_UNGDOM",
        "from_youth",
        _is_youth_self,
        (
            speaks(Situation(born="2010-11-23", labels=("NORN_UNGDOM",))),
            is_silent(Situation(born="2010-11-22", labels=("NORN_UNGDOM",))),
            is_silent(Situation(born="2010-11-23", labels=("NORN_FORANS",))),
            is_silent(Situation(role="parent", born="2010-11-23", labels=("NORN_UNGDOM",))),
            speaks(Situation(born="2010-11-23", graded=(HOSPITAL,), labels=("NORN_UNGDOM",))),
            speaks(Situation(born="2010-11-23", withheld="NORN_UNGDOM")),
            is_silent(Situation(born="2010-11-23", withheld="NORN_FORANS")),
        ),
    ),
    Rule(
        key="LAB-TOLD",
        text="gate.rule.label.decided_and_told",
        law="pasient- og brukerrettighetsloven § 3-4, § 5-1; forvaltningsloven § 24",
        effect="deny",
        applies=_is_citizen,
        condition=told_to,
        vectors=(
            speaks(Situation(withheld="NORN_KUT", withheld_is_told=True)),
            is_silent(Situation(withheld="NORN_KUT")),
            speaks(Situation(role="parent", born="2016-01-01", withheld="NORN_FORANS", withheld_is_told=True)),
            is_silent(Situation(withheld="NORN_FORANS", withheld_is_told=True)),
            is_silent(Situation(role="parent", born="2016-01-01", withheld="NORN_UNGDOM", withheld_is_told=True)),
            speaks(Situation(born="2010-11-23", withheld="NORN_UNGDOM", withheld_is_told=True)),
            is_silent(Situation(withheld="N", withheld_is_told=True)),
            is_silent(Situation(withheld="NORS", withheld_is_told=True)),
            is_silent(Situation(withheld="NORN_KUT", withheld_is_told=True, withheld_days=(None, -1))),
            is_silent(Situation(withheld="NORN_KUT", withheld_is_told=True, withheld_what="another")),
            is_silent(Situation(role="staff", withheld="NORN_KUT", withheld_is_told=True)),
        ),
    ),
    Rule(
        key="LAB-ALL-DOCUMENTS",
        text="gate.rule.label.all_documents",
        law="Volven 9603 NORN_ALL",
        effect="deny",
        is_told=False,
        applies=_everything_is_closed,
        condition=_documents,
        vectors=(
            speaks(Situation(record_labels=("NORN_ALL",))),
            is_silent(Situation(record_labels=("NORN_EPO",))),
            is_silent(Situation(record_labels=("NORN_ALL",), type="Condition")),
            is_silent(Situation(role="staff", record_labels=("NORN_ALL",))),
        ),
    ),
    Rule(
        key="LAB-UNKNOWN",
        text="gate.rule.label.unknown",
        law="docs/spec/access.md#AC-6",
        effect="deny",
        is_told=False,
        applies=_is_bound_by_labels,
        condition=_of_unknown_label,
        vectors=(
            speaks(Situation(labels=("NORN_NEW",))),
            speaks(Situation(role="staff", labels=("N", "NORN_NEW"))),
            is_silent(Situation(labels=("N", "R"))),
            is_silent(Situation(labels=())),
            is_silent(Situation(role="staff", purpose="BTG", labels=("NORN_NEW",))),
            is_silent(Situation(role="system", labels=("NORN_NEW",))),
        ),
    ),
)
