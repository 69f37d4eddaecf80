"""Rules about powers of attorney (fullmakt): who may give one, who may receive one, and the part of the record it opens.

Source: pasient- og brukerrettighetsloven § 3-3 andre ledd, § 5-1; Helsenorge: giver at least 16, receiver at least 18; EHDS article 4(2);
docs/spec/representation.md#REP-4.
"""

from collections.abc import Iterable

from innsyn.gate.rules.age import HEALTH_MAJORITY
from innsyn.gate.rules.areas import WHO, Area, reached_by
from innsyn.gate.rules.case import Case
from innsyn.gate.rules.relations import Grant
from innsyn.gate.rules.rule import READ, Rule, is_silent, speaks
from innsyn.gate.rules.situation import A_CONVERSATION, A_QUESTION, HOSPITAL, OTHER_HOSPITAL, Situation
from innsyn.record.condition import AllOf, AnyOf, Condition, FromCustodian, OfType

_FIFTEEN, _SIXTEEN = "2010-11-23", "2010-11-22"


def _is_attorney(case: Case) -> bool:
    return case.visit.role == "attorney"


def _is_old_enough(case: Case) -> bool:
    return case.age is not None and case.age >= HEALTH_MAJORITY


def _has_power(case: Case) -> bool:
    return _is_attorney(case) and bool(case.grants) and _is_old_enough(case) and case.visit.actor.is_adult is True


def _granted(case: Case) -> Condition:
    return AnyOf((OfType(WHO), *opened_by(case.grants)))


def opened_by(grants: Iterable[Grant]) -> tuple[Condition, ...]:
    """Say what powers of attorney open: those for the same organisations as one condition."""
    by_source: dict[frozenset[str], frozenset[Area]] = {}
    for grant in grants:
        by_source[grant.organisations] = by_source.get(grant.organisations, frozenset()) | grant.areas
    opened = ((source, reached_by(areas)) for source, areas in by_source.items())
    return tuple(AllOf((reached, FromCustodian(source))) if source else reached for source, reached in opened)


def _has_no_power(case: Case) -> bool:
    return _is_attorney(case) and not case.grants


def _giver_is_too_young(case: Case) -> bool:
    return _is_attorney(case) and case.age is not None and case.age < HEALTH_MAJORITY


def _receiver_is_not_of_age(case: Case) -> bool:
    return _is_attorney(case) and case.visit.actor.is_adult is not True


ATTORNEY_RULES = (
    Rule(
        key="REP-30",
        text="gate.rule.attorney",
        law="pasient- og brukerrettighetsloven § 3-3 andre ledd, § 5-1; EHDS article 4(2)",
        effect="allow",
        acts=READ,
        applies=_has_power,
        condition=_granted,
        vectors=(
            speaks(Situation(role="attorney")),
            is_silent(Situation(role="attorney", grant=None)),
            is_silent(Situation(role="attorney", grant=None, type="Patient")),
            is_silent(Situation(role="attorney", grant=("results",))),
            is_silent(Situation(role="attorney", grant=("results",), grant_from=(HOSPITAL,))),
            speaks(Situation(role="attorney", grant=("results",), type="Observation")),
            speaks(Situation(role="attorney", grant=("results",), type="Patient")),
            is_silent(Situation(role="attorney", grant=("log",), type="Basic")),
            speaks(Situation(role="attorney", grant=("dialogue",), type="Task", token=A_CONVERSATION)),
            is_silent(Situation(role="attorney", grant=("dialogue",), type="Task", token=A_QUESTION)),
            is_silent(Situation(role="attorney", grant=("dialogue",), type="Task")),
            is_silent(Situation(role="attorney", type="Task", token=A_CONVERSATION)),
            is_silent(Situation(role="attorney", grant=("dialogue",), grant_from=(OTHER_HOSPITAL,), type="Task", token=A_CONVERSATION)),
            speaks(Situation(role="attorney", grant=("dialogue",), type="EpisodeOfCare")),
            speaks(Situation(role="attorney", grant=("appointments",), type="EpisodeOfCare")),
            is_silent(Situation(role="attorney", grant=("dialogue",), type="Appointment")),
            is_silent(Situation(role="attorney", grant=("documents",), type="EpisodeOfCare")),
            speaks(Situation(role="attorney", grant_from=(HOSPITAL,))),
            is_silent(Situation(role="attorney", grant_from=(OTHER_HOSPITAL,))),
            is_silent(Situation(role="attorney", grant_days=(1, None))),
            speaks(Situation(role="attorney", grant_days=(0, 0))),
            is_silent(Situation(role="attorney", grant_days=(None, -1))),
            is_silent(Situation(role="attorney", grant_is_readable=False)),
            speaks(Situation(role="attorney", born=_SIXTEEN)),
            is_silent(Situation(role="attorney", born=_FIFTEEN)),
            is_silent(Situation(role="attorney", born=None)),
            is_silent(Situation(role="attorney", actor_adult=False)),
            is_silent(Situation(role="attorney", actor_adult=None)),
            is_silent(Situation(role="guardian")),
        ),
    ),
    Rule(
        key="REP-31",
        text="gate.rule.no_power_of_attorney",
        law="pasient- og brukerrettighetsloven § 3-3 andre ledd",
        effect="deny",
        applies=_has_no_power,
        vectors=(
            speaks(Situation(role="attorney", grant=None)),
            speaks(Situation(role="attorney", grant_days=(None, -1))),
            speaks(Situation(role="attorney", grant_days=(1, None))),
            speaks(Situation(role="attorney", grant_is_readable=False)),
            is_silent(Situation(role="attorney")),
            is_silent(Situation(role="guardian", grant=None)),
        ),
    ),
    Rule(
        key="REP-32",
        text="gate.rule.giver_too_young",
        law="pasient- og brukerrettighetsloven § 4-3; Helsenorge: fullmaktsgiver må ha fylt 16 år",
        effect="deny",
        applies=_giver_is_too_young,
        vectors=(
            speaks(Situation(role="attorney", born=_FIFTEEN)),
            is_silent(Situation(role="attorney", born=_SIXTEEN)),
            is_silent(Situation(role="attorney", born=None)),
            is_silent(Situation(role="guardian", born=_FIFTEEN)),
        ),
    ),
    Rule(
        key="REP-33",
        text="gate.rule.receiver_not_of_age",
        law="Helsenorge: fullmektig må ha fylt 18 år",
        effect="deny",
        applies=_receiver_is_not_of_age,
        vectors=(
            speaks(Situation(role="attorney", actor_adult=False)),
            speaks(Situation(role="attorney", actor_adult=None)),
            is_silent(Situation(role="attorney")),
            is_silent(Situation(role="parent", actor_adult=None)),
        ),
    ),
)
