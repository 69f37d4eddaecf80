"""Rules about drafts that are their writer's own: of young people, and of powers of attorney for some organisations only.

Each is to one organisation and says so, since nobody but its writer may read it on the strength of another. Source: pasient- og
brukerrettighetsloven § 3-3, § 3-4, § 4-4, § 5-1; personvernforordningen article 5, 15; docs/spec/dialogue.md#DLG-10.
"""

from dataclasses import replace

from innsyn.gate.rules.age import HEALTH_MAJORITY, YOUTH
from innsyn.gate.rules.areas import Area
from innsyn.gate.rules.case import REPRESENTATIVES, Case
from innsyn.gate.rules.dialogue_facts import IS_OWN_DRAFT, IS_PATIENTS_MESSAGE, RENEWAL, Kind, drafted_by, drafted_to
from innsyn.gate.rules.grades import to_graded
from innsyn.gate.rules.rule import READ, Rule, is_silent, speaks
from innsyn.gate.rules.situation import A_MESSAGE, HOSPITAL, OTHER_HOSPITAL, PATIENT, Situation
from innsyn.record.condition import AllOf, Condition, Everything, FromCustodian, Not

_FIFTEEN, _SIXTEEN, _ELEVEN, _TWELVE = "2010-11-23", "2010-11-22", "2014-11-23", "2014-11-22"


def is_youth(case: Case) -> bool:
    """Say whether a young person comes to her own record."""
    return case.visit.role == "self" and case.is_own and case.age in YOUTH


def writes_with_power(case: Case) -> bool:
    """Say whether a grown-up comes with powers of attorney from somebody who is old enough to give them."""
    is_old_enough = case.age is not None and case.age >= HEALTH_MAJORITY
    return case.visit.role == "attorney" and is_old_enough and case.visit.actor.is_adult is True


def from_granted(case: Case, area: Area) -> Condition:
    """Say whose information the powers of attorney over an area are about: everybody's where one names nobody, nobody's without any."""
    sources = _granted(case, area)
    return Everything() if sources is None else FromCustodian(sources)


def own_drafts(case: Case) -> Condition:
    """Say which drafts are the visitor's own, to those she may write to today: of nobody who is neither young nor has a power."""
    return AllOf((drafted_by(case.visit.actor.key), to_graded(case.policies) if is_youth(case) else to_granted(case, "dialogue")))


def to_granted(case: Case, area: Area) -> Condition:
    """Say which own drafts are to those whose information the powers of attorney over an area are about."""
    sources = _granted(case, area)
    return Everything() if sources is None else drafted_to(sources)


def keeps_own_drafts(case: Case, kind: Kind) -> bool:
    """Say whether what somebody begins is her own until it is sent: of all whom she may write to as far as some places only.

    kind: of what she writes; whoever may write to all may be let into some places' medicines only."""
    areas: tuple[Area, ...] = ("dialogue", "medicines") if kind == RENEWAL else ("dialogue",)
    return is_youth(case) or (writes_with_power(case) and any(_granted(case, area) is not None for area in areas))


def _granted(case: Case, area: Area) -> frozenset[str] | None:
    """List the organisations of the powers of attorney over an area, None for all of them."""
    sources = [grant.organisations for grant in case.grants if area in grant.areas]
    return None if frozenset() in sources else frozenset().union(*sources)


def _keeps_some(case: Case) -> bool:
    return is_youth(case) or writes_with_power(case)


def _is_representative(case: Case) -> bool:
    return case.visit.role in REPRESENTATIVES


def _of_another(case: Case) -> Condition:
    return AllOf((IS_OWN_DRAFT, Not(drafted_by(case.visit.actor.key))))


def _not_her_own(case: Case) -> Condition:
    return AllOf((IS_PATIENTS_MESSAGE, Not(own_drafts(case))))


_DRAFT = Situation(type="Communication", token=A_MESSAGE, status="preparation", custodian=PATIENT, drafted_by="actor", drafted_to=HOSPITAL)
_YOUTHS = replace(_DRAFT, born=_TWELVE, graded=(HOSPITAL,))
_ATTORNEYS = replace(_DRAFT, role="attorney", grant=("dialogue",), grant_from=(HOSPITAL,))

OWN_DRAFT_RULES = (
    Rule(
        key="DIA-11",
        text="gate.rule.own_draft",
        law="pasient- og brukerrettighetsloven § 3-3 andre ledd, § 4-4 siste ledd",
        effect="allow",
        acts=READ,
        applies=_keeps_some,
        condition=own_drafts,
        vectors=(
            speaks(_YOUTHS),
            speaks(replace(_YOUTHS, status="stopped")),
            speaks(replace(_YOUTHS, born=_FIFTEEN)),
            is_silent(replace(_YOUTHS, born=_SIXTEEN)),
            is_silent(replace(_YOUTHS, born=_ELEVEN)),
            is_silent(replace(_YOUTHS, own=False)),
            is_silent(replace(_YOUTHS, role="parent")),
            is_silent(replace(_YOUTHS, drafted_by="another")),
            is_silent(replace(_YOUTHS, drafted_by=None)),
            is_silent(replace(_YOUTHS, drafted_to=OTHER_HOSPITAL)),
            is_silent(replace(_YOUTHS, drafted_to=None)),
            is_silent(replace(_YOUTHS, graded=())),
            speaks(replace(_YOUTHS, graded=("*",), drafted_to=None)),
            speaks(_ATTORNEYS),
            speaks(replace(_ATTORNEYS, born=_SIXTEEN)),
            speaks(replace(_ATTORNEYS, grant_from=(), drafted_to=OTHER_HOSPITAL)),
            is_silent(replace(_ATTORNEYS, drafted_by="another")),
            is_silent(replace(_ATTORNEYS, drafted_by=None)),
            is_silent(replace(_ATTORNEYS, drafted_to=OTHER_HOSPITAL)),
            is_silent(replace(_ATTORNEYS, drafted_to=None)),
            is_silent(replace(_ATTORNEYS, grant=("documents", "medicines"))),
            is_silent(replace(_ATTORNEYS, grant_days=(None, -1))),
            is_silent(replace(_ATTORNEYS, born=_FIFTEEN)),
            is_silent(replace(_ATTORNEYS, born=None)),
            is_silent(replace(_ATTORNEYS, actor_adult=False)),
            is_silent(replace(_ATTORNEYS, role="guardian")),
            is_silent(replace(_ATTORNEYS, custodian=HOSPITAL)),
            is_silent(replace(_ATTORNEYS, type="Observation")),
            is_silent(replace(_ATTORNEYS, act="write")),
        ),
    ),
    Rule(
        key="DIA-12",
        text="gate.rule.draft_of_another",
        law="pasient- og brukerrettighetsloven § 3-3, § 3-4; personvernforordningen article 5",
        effect="deny",
        is_told=False,
        applies=_is_representative,
        condition=_of_another,
        vectors=(
            speaks(replace(_DRAFT, role="attorney", grant=("dialogue",), drafted_by="another")),
            speaks(replace(_DRAFT, role="attorney", grant=("dialogue",), drafted_by="another", act="write")),
            speaks(replace(_DRAFT, role="guardian", drafted_by="another")),
            speaks(replace(_DRAFT, role="parent", born=_ELEVEN, drafted_by="another")),
            speaks(replace(_DRAFT, role="parent", born=_ELEVEN, drafted_by="another", status="stopped")),
            is_silent(replace(_DRAFT, role="attorney", grant=("dialogue",))),
            is_silent(replace(_DRAFT, role="attorney", grant=("dialogue",), drafted_by=None)),
            is_silent(replace(_DRAFT, role="guardian", drafted_by="another", custodian=HOSPITAL)),
            is_silent(replace(_DRAFT, role="guardian", drafted_by="another", type="Observation")),
            is_silent(replace(_DRAFT, drafted_by="another")),
            is_silent(replace(_DRAFT, role="staff", drafted_by="another")),
        ),
    ),
    Rule(
        key="DIA-13",
        text="gate.rule.youths_own_drafts",
        law="pasient- og brukerrettighetsloven § 3-4, § 4-4 siste ledd; personvernforordningen article 5",
        effect="deny",
        is_told=False,
        applies=is_youth,
        condition=_not_her_own,
        vectors=(
            speaks(replace(_YOUTHS, graded=("*",), drafted_by=None)),
            speaks(replace(_YOUTHS, graded=("*",), drafted_by="another")),
            speaks(replace(_YOUTHS, graded=("*",), drafted_by="another", act="write")),
            speaks(replace(_YOUTHS, drafted_to=OTHER_HOSPITAL)),
            speaks(replace(_YOUTHS, born=_FIFTEEN, drafted_by=None)),
            is_silent(_YOUTHS),
            is_silent(replace(_YOUTHS, graded=("*",))),
            is_silent(replace(_YOUTHS, graded=("*",), drafted_by=None, custodian=HOSPITAL)),
            is_silent(replace(_YOUTHS, graded=("*",), drafted_by=None, type="Observation")),
            is_silent(replace(_YOUTHS, born=_SIXTEEN, drafted_by=None)),
            is_silent(replace(_YOUTHS, own=False, drafted_by=None)),
            is_silent(replace(_YOUTHS, role="parent", drafted_by=None)),
            is_silent(replace(_ATTORNEYS, grant_from=(), drafted_by=None)),
        ),
    ),
)
