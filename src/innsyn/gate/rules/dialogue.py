"""Rules about conversations with a clinic: who may begin one and write in it for whom, who reads it, and that nobody is left unanswered.

Source: pasient- og brukerrettighetsloven § 3-2, § 3-3, § 3-4, § 4-3; helsepersonelloven § 21, § 39; docs/adr/0029-dialogue.md;
docs/spec/dialogue.md.
"""

from innsyn.gate.rules.access_facts import IS_PATIENTS_OWN
from innsyn.gate.rules.age import CHILD, HEALTH_MAJORITY
from innsyn.gate.rules.areas import Area
from innsyn.gate.rules.case import Case
from innsyn.gate.rules.dialogue_facts import (
    E_CONSULTATION,
    IS_ANSWERED,
    IS_CONVERSATION,
    IS_DIALOGUE,
    IS_FROM_CITIZEN,
    IS_MESSAGE,
    IS_OWN_DRAFT,
    IS_PATIENTS_MESSAGE,
    IS_RENEWAL,
    has_status,
    is_conversation,
)
from innsyn.gate.rules.dialogue_vectors import (
    CHILDS,
    CLINICS_DRAFTS,
    DRAFTS,
    GUARDIANS,
    OTHERS,
    OWN,
    POWERS,
    RENEWALS,
    UNANSWERED,
    YOUTHS,
)
from innsyn.gate.rules.grades import from_graded
from innsyn.gate.rules.guardians import has_personal_scope
from innsyn.gate.rules.own_drafts import from_granted, is_youth, own_drafts, to_granted, writes_with_power
from innsyn.gate.rules.parents import answers_for_child
from innsyn.gate.rules.rule import READ, WRITE, Rule
from innsyn.record.condition import AllOf, AnyOf, Condition, FromCustodian, Not

_AREA: Area = "dialogue"
_MEDICINES: Area = "medicines"

_UNFINISHED = has_status("preparation", "stopped")
_SENT = AllOf((IS_FROM_CITIZEN, Not(IS_PATIENTS_OWN), has_status("in-progress", "completed", "not-done")))
_NOT_SENT = AllOf((IS_FROM_CITIZEN, IS_PATIENTS_OWN, _UNFINISHED))
_NOT_ENDED = AllOf(
    (IS_CONVERSATION, Not(IS_PATIENTS_OWN), has_status("requested", "received", "accepted", "in-progress", "failed", "cancelled"))
)
"""A conversation that may still be written in, or was taken back. Which may follow which is held against what stands: `gate/dialogue`."""

_BEGUN_OR_SENT = AnyOf((_NOT_ENDED, _SENT))
_WRITTEN = AnyOf((_BEGUN_OR_SENT, _NOT_SENT))


def _writes_herself(case: Case) -> bool:
    return case.visit.role == "self" and case.is_own and case.age is not None and case.age >= HEALTH_MAJORITY


def _writes_for_a_child(case: Case) -> bool:
    return answers_for_child(case) and case.age in CHILD


def _writes_as_guardian(case: Case) -> bool:
    is_of_age = case.age is not None and (case.age in CHILD or case.age >= HEALTH_MAJORITY)
    return has_personal_scope(case) and is_of_age


def _reaches_dialogue(case: Case) -> bool:
    return case.visit.role == "attorney" and any(_AREA in grant.areas for grant in case.grants)


def _is_citizen(case: Case) -> bool:
    return case.is_citizen


def _is_no_citizen(case: Case) -> bool:
    return not case.is_citizen


def _is_ordinary_staff(case: Case) -> bool:
    return case.is_staff and not case.visit.ground.is_emergency


def _written(_: Case) -> Condition:
    return _WRITTEN


def _written_where_graded(case: Case) -> Condition:
    return AnyOf((AllOf((_BEGUN_OR_SENT, from_graded(case.policies))), AllOf((_NOT_SENT, own_drafts(case)))))


def _written_to_those_granted(case: Case) -> Condition:
    """What is to the organisations the powers of attorney are about; where they name some, the drafts to these are her own."""
    return AnyOf((AllOf((_WRITTEN, from_granted(case, _AREA))), AllOf((_NOT_SENT, own_drafts(case)))))


def _renewals_without_medicines(case: Case) -> Condition:
    within = AnyOf((from_granted(case, _MEDICINES), AllOf((IS_OWN_DRAFT, to_granted(case, _MEDICINES)))))
    return AllOf((IS_RENEWAL, Not(within)))


def _patients_messages(_: Case) -> Condition:
    return IS_PATIENTS_MESSAGE


def _clinics_unfinished(_: Case) -> Condition:
    return AllOf((IS_MESSAGE, _UNFINISHED, Not(IS_PATIENTS_OWN)))


def _with_another_clinic(case: Case) -> Condition:
    own = frozenset({case.visit.actor.organisation} if case.visit.actor.organisation else ())
    return AllOf((IS_DIALOGUE, Not(FromCustodian(own))))


def _closed_unanswered(_: Case) -> Condition:
    return AllOf((is_conversation(E_CONSULTATION), has_status("completed"), Not(IS_ANSWERED)))


DIALOGUE_RULES = (
    Rule(
        key="DIA-1",
        text="gate.rule.writes_herself",
        law="pasient- og brukerrettighetsloven § 3-1, § 3-2, § 4-3",
        effect="allow",
        acts=WRITE,
        applies=_writes_herself,
        condition=_written,
        vectors=OWN,
    ),
    Rule(
        key="DIA-2",
        text="gate.rule.youth_writes",
        law="pasient- og brukerrettighetsloven § 3-2, § 4-3, § 4-4 siste ledd; docs/law/graded-ages.md",
        effect="allow",
        acts=WRITE,
        applies=is_youth,
        condition=_written_where_graded,
        vectors=YOUTHS,
    ),
    Rule(
        key="DIA-3",
        text="gate.rule.parent_writes",
        law="pasient- og brukerrettighetsloven § 3-4 første ledd, § 4-4",
        effect="allow",
        acts=WRITE,
        applies=_writes_for_a_child,
        condition=_written,
        vectors=CHILDS,
    ),
    Rule(
        key="DIA-4",
        text="gate.rule.guardian_writes",
        law="vergemålsloven § 31, § 32; pasient- og brukerrettighetsloven § 4-7",
        effect="allow",
        acts=WRITE,
        applies=_writes_as_guardian,
        condition=_written,
        vectors=GUARDIANS,
    ),
    Rule(
        key="DIA-5",
        text="gate.rule.attorney_writes",
        law="pasient- og brukerrettighetsloven § 3-3 andre ledd; EHDS article 4(2)",
        effect="allow",
        acts=WRITE,
        applies=writes_with_power,
        condition=_written_to_those_granted,
        vectors=POWERS,
    ),
    Rule(
        key="DIA-6",
        text="gate.rule.renewal_needs_medicines",
        law="pasient- og brukerrettighetsloven § 3-3 andre ledd",
        effect="deny",
        applies=_reaches_dialogue,
        condition=_renewals_without_medicines,
        vectors=RENEWALS,
    ),
    Rule(
        key="DIA-7",
        text="gate.rule.draft_is_hers",
        law="helsepersonelloven § 21; personvernforordningen article 5",
        effect="deny",
        acts=READ,
        is_told=False,
        applies=_is_no_citizen,
        condition=_patients_messages,
        vectors=DRAFTS,
    ),
    Rule(
        key="DIA-8",
        text="gate.rule.message_not_sent",
        law="helsepersonelloven § 40; FHIR Communication.status",
        effect="deny",
        is_told=False,
        applies=_is_citizen,
        condition=_clinics_unfinished,
        vectors=CLINICS_DRAFTS,
    ),
    Rule(
        key="DIA-9",
        text="gate.rule.with_another_clinic",
        law="helsepersonelloven § 21, § 25; pasientjournalloven § 19",
        effect="deny",
        acts=READ,
        is_told=False,
        applies=_is_ordinary_staff,
        condition=_with_another_clinic,
        vectors=OTHERS,
    ),
    Rule(
        key="DIA-10",
        text="gate.rule.answer_first",
        law="helsepersonelloven § 4; pasient- og brukerrettighetsloven § 3-2",
        effect="deny",
        acts=WRITE,
        applies=_is_no_citizen,
        condition=_closed_unanswered,
        vectors=UNANSWERED,
    ),
)
