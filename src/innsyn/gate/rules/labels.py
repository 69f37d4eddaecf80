"""Rules about labels on a resource that close it to citizens, each code with its own reason.

Source: Volven 9603 and HL7 v3 Confidentiality; pasient- og brukerrettighetsloven § 3-4, § 5-1; docs/spec/access.md#AC-6.
"""

from collections.abc import Callable

from innsyn.gate.rules.age import YOUTH
from innsyn.gate.rules.case import Case
from innsyn.gate.rules.known_labels import KNOWN_LABELS
from innsyn.gate.rules.rule import Rule, Vector, is_silent, speaks
from innsyn.gate.rules.situation import Situation
from innsyn.record.condition import Condition, HasLabel, Not, OfType, OnlyLabels

DOCUMENT_TYPES = frozenset({"DocumentReference", "Composition", "DiagnosticReport", "Binary", "Media", "ImagingStudy"})
"""What counts as the patient's documents where a code closes all of them."""

_GUARDIANS = frozenset({"parent", "guardian"})


def _is_citizen(case: Case) -> bool:
    return case.is_citizen


def _is_guardian(case: Case) -> bool:
    return case.visit.role in _GUARDIANS


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


def _labelled(code: str) -> Callable[[Case], Condition]:
    condition = HasLabel(frozenset({code}))
    return lambda _: condition


def _closes_to_citizens(code: str, text: str, law: str, *, is_told: bool = False) -> Rule:
    return Rule(
        key=f"LAB-{code}",
        text=f"gate.rule.label.{text}",
        law=law,
        effect="deny",
        is_told=is_told,
        applies=_is_citizen,
        condition=_labelled(code),
        vectors=(
            speaks(Situation(labels=(code,))),
            speaks(Situation(role="attorney", labels=("N", code))),
            is_silent(Situation(labels=("N",))),
            is_silent(Situation(role="staff", labels=(code,))),
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
        condition=_labelled(code),
        vectors=vectors,
    )


_SECTION_5_1 = "pasient- og brukerrettighetsloven § 5-1"

LABEL_RULES = (
    _closes_to_citizens("NORU", "delayed", "pasientjournalloven § 18; Volven 9603", is_told=True),
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
