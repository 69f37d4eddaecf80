"""Rules about what is not finished, and about content that is only reached through its document.

Source: HL7 FHIR R4 DocumentReference.docStatus, Composition.status, Binary.securityContext; helsepersonelloven § 40;
docs/spec/access.md#AC-7.
"""

from innsyn.gate.rules.case import Case
from innsyn.gate.rules.rule import READ, Rule, is_silent, speaks
from innsyn.gate.rules.situation import Situation
from innsyn.record.condition import AllOf, Condition, HasToken, OfType

_STATUS = "http://hl7.org/fhir/composition-status"
DRAFT_DOCUMENT = ("doc-status", _STATUS, "preliminary")
"""`doc-status` is R5's search parameter, which we keep for R4 too."""
DRAFT_COMPOSITION = ("status", _STATUS, "preliminary")


def _is_citizen(case: Case) -> bool:
    return case.is_citizen


def _is_person(case: Case) -> bool:
    return case.visit.role != "system"


def _is_draft_document(_: Case) -> Condition:
    return AllOf((OfType(frozenset({"DocumentReference"})), HasToken(*DRAFT_DOCUMENT)))


def _is_draft_composition(_: Case) -> Condition:
    return AllOf((OfType(frozenset({"Composition"})), HasToken(*DRAFT_COMPOSITION)))


def _is_content(_: Case) -> Condition:
    return OfType(frozenset({"Binary"}))


DRAFT_RULES = (
    Rule(
        key="DRAFT-1",
        text="gate.rule.draft",
        law="helsepersonelloven § 40; FHIR docStatus",
        effect="deny",
        is_told=False,
        applies=_is_citizen,
        condition=_is_draft_document,
        vectors=(
            speaks(Situation(token=DRAFT_DOCUMENT)),
            is_silent(Situation(token=("doc-status", _STATUS, "final"))),
            is_silent(Situation(token=DRAFT_DOCUMENT, type="Observation")),
            is_silent(Situation(role="staff", token=DRAFT_DOCUMENT)),
        ),
    ),
    Rule(
        key="DRAFT-2",
        text="gate.rule.draft",
        law="helsepersonelloven § 40; FHIR Composition.status",
        effect="deny",
        is_told=False,
        applies=_is_citizen,
        condition=_is_draft_composition,
        vectors=(
            speaks(Situation(type="Composition", token=DRAFT_COMPOSITION)),
            is_silent(Situation(type="Composition", token=("status", _STATUS, "final"))),
            is_silent(Situation(type="Observation", token=DRAFT_COMPOSITION)),
            is_silent(Situation(role="staff", type="Composition", token=DRAFT_COMPOSITION)),
        ),
    ),
)

CONTENT_RULE = Rule(
    key="CONTENT-1",
    text="gate.rule.content_through_document",
    law="FHIR R4 Binary.securityContext",
    effect="deny",
    acts=READ,
    is_told=False,
    applies=_is_person,
    condition=_is_content,
    vectors=(
        speaks(Situation(type="Binary")),
        speaks(Situation(role="staff", type="Binary")),
        is_silent(Situation(type="DocumentReference")),
        is_silent(Situation(role="system", type="Binary")),
    ),
)
"""Content carries no label of its own: it is judged by the document that points at it, see `gate/content.py`."""
