"""Rules about personnel: an attested need opens the record, certain professions and the patient's own blocks close it.

Source: pasientjournalloven § 16, § 19, § 22; pasient- og brukerrettighetsloven § 5-3;
Tillitsrammeverk ATT-5, ATT-16, ATT-32, ATT-38 to ATT-41; docs/spec/access.md#AC-8.
"""

from innsyn.gate.rules.case import Case
from innsyn.gate.rules.officers import REGISTRATION, holds_office
from innsyn.gate.rules.professions import PROFESSIONS, WITHOUT_NEED
from innsyn.gate.rules.rule import READ, WRITE, Rule, is_silent, speaks
from innsyn.gate.rules.situation import HOSPITAL, OTHER_HOSPITAL, Situation
from innsyn.kernel.ids import is_organisation_number
from innsyn.record.condition import Condition, FromCustodian, HasLabel, Nothing

CARE_PURPOSES = frozenset({"TREAT", "ETREAT", "COC", "BTG"})
"""The purposes personnel may attest (ATT-38 to ATT-41)."""

AFTER_DEATH = "gate.basis.after_death"
"""The only ordinary basis that opens a dead patient's record to personnel."""


def _has_need(case: Case) -> bool:
    return case.is_staff and case.visit.ground.purpose in CARE_PURPOSES


def _own_organisation(case: Case) -> Condition:
    organisation = case.visit.actor.organisation
    return FromCustodian(frozenset({organisation})) if organisation else Nothing()


def _profession_has_no_need(case: Case) -> bool:
    return case.is_staff and not holds_office(case) and case.visit.actor.profession in WITHOUT_NEED


def _profession_is_unknown(case: Case) -> bool:
    return case.is_staff and not holds_office(case) and case.visit.actor.profession not in PROFESSIONS


def _organisation_is_unknown(case: Case) -> bool:
    organisation = case.visit.actor.organisation
    return case.visit.role in {"staff", "system"} and (organisation is None or not is_organisation_number(organisation))


def _keeps_to_blocks(case: Case) -> bool:
    return case.is_staff and not case.visit.ground.is_emergency


def _blocked(_: Case) -> Condition:
    return HasLabel(frozenset({"NORS"}))


def _is_own_patient(case: Case) -> bool:
    return case.is_staff and case.is_own


def _is_emergency_without_reason(case: Case) -> bool:
    ground = case.visit.ground
    return case.is_staff and ground.is_emergency and (ground.emergency is None or not ground.emergency.words.strip())


def _is_dead_without_reason(case: Case) -> bool:
    return case.is_staff and case.patient.is_dead and case.visit.ground.basis != AFTER_DEATH


STAFF_RULES = (
    Rule(
        key="STAFF-1",
        text="gate.rule.staff_need",
        law="pasientjournalloven § 19; Tillitsrammeverk ATT-38 to ATT-41",
        effect="allow",
        acts=READ,
        applies=_has_need,
        vectors=(
            speaks(Situation(role="staff")),
            speaks(Situation(role="staff", purpose="ETREAT")),
            speaks(Situation(role="staff", purpose="COC")),
            speaks(Situation(role="staff", purpose="BTG")),
            is_silent(Situation(role="staff", purpose="HMARKT")),
            is_silent(Situation(purpose="TREAT")),
        ),
    ),
    Rule(
        key="STAFF-2",
        text="gate.rule.staff_writes_own",
        law="helsepersonelloven § 39; pasientjournalloven § 19",
        effect="allow",
        acts=WRITE,
        applies=_has_need,
        condition=_own_organisation,
        vectors=(
            speaks(Situation(role="staff", act="write", custodian=HOSPITAL)),
            is_silent(Situation(role="staff", act="write", custodian=OTHER_HOSPITAL)),
            is_silent(Situation(role="staff", act="write", custodian=None)),
            is_silent(Situation(role="staff", act="write", organisation=None)),
            is_silent(Situation(role="staff", act="write", organisation=None, custodian=None)),
            is_silent(Situation(role="staff", act="write", purpose="HMARKT")),
            is_silent(Situation(role="system", act="write")),
            is_silent(Situation(act="write")),
        ),
    ),
    Rule(
        key="STAFF-3",
        text="gate.rule.staff_profession_without_need",
        law="Helsenorge og kjernejournal: fiskehelsebiolog, veterinær og ukjent yrke har ikke tilgang",
        effect="deny",
        applies=_profession_has_no_need,
        vectors=(
            speaks(Situation(role="staff", profession="XX")),
            speaks(Situation(role="staff", profession="VE")),
            speaks(Situation(role="staff", profession="FB")),
            is_silent(Situation(role="staff", profession="LE")),
            is_silent(Situation(role="staff", profession=None)),
            is_silent(Situation(role="system", profession="XX")),
            is_silent(Situation(role="staff", posts=("registrar",), purpose=REGISTRATION, profession="XX")),
            speaks(Situation(role="staff", posts=("registrar",), profession="XX")),
        ),
    ),
    Rule(
        key="STAFF-4",
        text="gate.rule.staff_profession_unknown",
        law="Tillitsrammeverk ATT-32",
        effect="deny",
        applies=_profession_is_unknown,
        vectors=(
            speaks(Situation(role="staff", profession=None)),
            speaks(Situation(role="staff", profession="QQ")),
            speaks(Situation(role="staff", profession="MT")),
            is_silent(Situation(role="staff", profession="SP")),
            is_silent(Situation(role="system", profession=None)),
            is_silent(Situation(role="staff", posts=("registrar",), purpose=REGISTRATION, profession=None)),
            speaks(Situation(role="staff", purpose=REGISTRATION, profession=None)),
        ),
    ),
    Rule(
        key="STAFF-5",
        text="gate.rule.organisation_unknown",
        law="Tillitsrammeverk ATT-13, ATT-15, ATT-16",
        effect="deny",
        applies=_organisation_is_unknown,
        vectors=(
            speaks(Situation(role="staff", organisation=None)),
            speaks(Situation(role="staff", organisation="874716781")),
            speaks(Situation(role="system", organisation=None)),
            is_silent(Situation(role="staff", organisation=HOSPITAL)),
            is_silent(Situation(organisation=None)),
        ),
    ),
    Rule(
        key="STAFF-6",
        text="gate.rule.blocked_by_patient",
        law="pasient- og brukerrettighetsloven § 5-3; pasientjournalloven § 17; Tillitsrammeverk ATT-5",
        effect="deny",
        is_told=False,
        applies=_keeps_to_blocks,
        condition=_blocked,
        vectors=(
            speaks(Situation(role="staff", labels=("N", "NORS"))),
            speaks(Situation(role="staff", purpose="ETREAT", labels=("NORS",))),
            is_silent(Situation(role="staff", purpose="BTG", labels=("NORS",))),
            is_silent(Situation(role="staff", labels=("N",))),
            is_silent(Situation(labels=("NORS",))),
        ),
    ),
    Rule(
        key="STAFF-7",
        text="gate.rule.staff_own_record",
        law="pasientjournalloven § 16",
        effect="deny",
        applies=_is_own_patient,
        vectors=(speaks(Situation(role="staff", own=True)), is_silent(Situation(role="staff", own=False)), is_silent(Situation(own=True))),
    ),
    Rule(
        key="STAFF-8",
        text="gate.rule.emergency_without_reason",
        law="Tillitsrammeverk ATT-41; EHDS article 11(5)",
        effect="deny",
        applies=_is_emergency_without_reason,
        vectors=(
            speaks(Situation(role="staff", purpose="BTG", reason=None)),
            speaks(Situation(role="staff", purpose="BTG", reason=" ")),
            is_silent(Situation(role="staff", purpose="BTG")),
            is_silent(Situation(role="staff", purpose="ETREAT", reason=None)),
            is_silent(Situation(purpose="BTG", reason=None)),
        ),
    ),
    Rule(
        key="STAFF-9",
        text="gate.rule.staff_after_death",
        law="helsepersonelloven § 24; pasientjournalloven § 19",
        effect="deny",
        applies=_is_dead_without_reason,
        vectors=(
            speaks(Situation(role="staff", dead=True)),
            is_silent(Situation(role="staff", dead=True, basis=AFTER_DEATH)),
            is_silent(Situation(role="staff")),
            is_silent(Situation(dead=True)),
        ),
    ),
)
