"""Rules that hold for whoever acts for somebody else: parents, appointed guardians and those with a power of attorney.

Source: pasient- og brukerrettighetsloven § 3-3, § 3-4, § 4-3; vergemålsloven § 29; Helsenorge's rules for representation;
docs/spec/representation.md.
"""

from innsyn.gate.rules.case import REPRESENTATIVES, Case
from innsyn.gate.rules.rule import Rule, is_silent, speaks
from innsyn.gate.rules.situation import Situation

_ELEVEN = "2014-11-23"


def _is_representative(case: Case) -> bool:
    return case.visit.role in REPRESENTATIVES


def _represents_the_protected(case: Case) -> bool:
    return _is_representative(case) and case.patient.is_protected


def _is_protected_or_near_it(case: Case) -> bool:
    """An unknown protection protects. A child leads to where the other parent lives, so that one's protection closes too."""
    others = (each.is_protected for each in case.patient.parents if each.key != case.visit.actor.key)
    leads_to_another = case.visit.role == "parent" and any(protection is not False for protection in others)
    return _is_representative(case) and (case.visit.actor.is_protected is not False or leads_to_another)


def _represents_unknown_age(case: Case) -> bool:
    return _is_representative(case) and case.age is None


def _represents_the_dead(case: Case) -> bool:
    return _is_representative(case) and case.patient.is_dead


def _is_own(case: Case) -> bool:
    return _is_representative(case) and case.is_own


REPRESENTATION_RULES = (
    Rule(
        key="REP-1",
        text="gate.rule.protected_address",
        law="Helsenorge: sperret adresse (kode 6 og 7) gir ingen representasjon",
        effect="deny",
        applies=_represents_the_protected,
        vectors=(
            speaks(Situation(role="parent", born=_ELEVEN, protected=True)),
            speaks(Situation(role="guardian", protected=True)),
            speaks(Situation(role="attorney", protected=True)),
            is_silent(Situation(role="parent", born=_ELEVEN)),
            is_silent(Situation(protected=True)),
            is_silent(Situation(role="staff", protected=True)),
        ),
    ),
    Rule(
        key="REP-2",
        text="gate.rule.protected_representative",
        law="Helsenorge: sperret adresse (kode 6 og 7) gir ingen representasjon",
        effect="deny",
        applies=_is_protected_or_near_it,
        vectors=(
            speaks(Situation(role="attorney", actor_protected=True)),
            speaks(Situation(role="guardian", actor_protected=None)),
            speaks(Situation(role="parent", born=_ELEVEN, other_parent_protected=True)),
            speaks(Situation(role="parent", born=_ELEVEN, other_parent_protected=None)),
            is_silent(Situation(role="parent", born=_ELEVEN)),
            is_silent(Situation(role="attorney", other_parent_protected=True)),
            is_silent(Situation(role="guardian", other_parent_protected=True)),
            is_silent(Situation(actor_protected=True)),
            is_silent(Situation(role="staff", actor_protected=True)),
        ),
    ),
    Rule(
        key="REP-7",
        text="gate.rule.represented_age_unknown",
        law="pasient- og brukerrettighetsloven § 4-3; docs/spec/access.md#AC-4",
        effect="deny",
        applies=_represents_unknown_age,
        vectors=(
            speaks(Situation(role="parent", born=None)),
            speaks(Situation(role="guardian", born="2026-11-23")),
            speaks(Situation(role="attorney", born=None)),
            is_silent(Situation(role="attorney")),
            is_silent(Situation(born=None)),
            is_silent(Situation(role="staff", born=None)),
        ),
    ),
    Rule(
        key="REP-8",
        text="gate.rule.represented_dead",
        law="pasient- og brukerrettighetsloven § 5-1 femte ledd; vergemålsloven § 29",
        effect="deny",
        applies=_represents_the_dead,
        vectors=(
            speaks(Situation(role="parent", born=_ELEVEN, dead=True)),
            speaks(Situation(role="guardian", dead=True)),
            speaks(Situation(role="attorney", dead=True)),
            is_silent(Situation(role="attorney")),
            is_silent(Situation(dead=True)),
            is_silent(Situation(role="staff", dead=True)),
        ),
    ),
    Rule(
        key="REP-9",
        text="gate.rule.represents_oneself",
        law="docs/spec/representation.md#REP-1",
        effect="deny",
        applies=_is_own,
        vectors=(
            speaks(Situation(role="attorney", own=True)),
            speaks(Situation(role="parent", born=_ELEVEN, own=True)),
            is_silent(Situation(role="attorney")),
            is_silent(Situation()),
        ),
    ),
)
