"""Rules about those who do not treat anybody: the desk that registers powers of attorney on paper, and the privacy officer.

A post is given by the directory and put on the actor by the gate when the visit is opened, never by a token or a session.
Source: pasient- og brukerrettighetsloven § 3-3; personvernforordningen article 12, 15, 38; pasientjournalloven § 22;
docs/spec/access.md#AC-16.
"""

from typing import Final

from innsyn.gate.rules.access_facts import ACCESS_QUESTION, IS_GRANT, is_task
from innsyn.gate.rules.areas import WHO
from innsyn.gate.rules.case import Case
from innsyn.gate.rules.rule import READ, WRITE, Rule, is_silent, speaks
from innsyn.gate.rules.situation import A_GRANT, A_HIDE_REQUEST, A_QUESTION, OTHER_HOSPITAL, Situation
from innsyn.record.condition import AllOf, AnyOf, Condition, FromCustodian, Nothing, OfType

REGISTRATION, REVIEW = "PATADMIN", "HCOMPL"
"""HL7 PurposeOfUse: patient administration, here registering who represents; health compliance, here reviewing one access."""

REGISTRAR: Final = "registrar"
PRIVACY_OFFICER: Final = "privacy-officer"
"""Posts."""

OFFICE_PURPOSES = frozenset({REGISTRATION, REVIEW})


def registers(case: Case) -> bool:
    """Say whether this is the desk that registers powers of attorney."""
    return case.is_staff and case.visit.ground.purpose == REGISTRATION and REGISTRAR in case.visit.actor.posts


def reviews(case: Case) -> bool:
    """Say whether this is a privacy officer who reviews an access."""
    return case.is_staff and case.visit.ground.purpose == REVIEW and PRIVACY_OFFICER in case.visit.actor.posts


def holds_office(case: Case) -> bool:
    """Say whether the visit needs no profession: what it opens is not about treatment."""
    return registers(case) or reviews(case)


def _who_and_grants(_: Case) -> Condition:
    return AnyOf((OfType(WHO), IS_GRANT))


def _own(case: Case) -> Condition:
    organisation = case.visit.actor.organisation
    return FromCustodian(frozenset({organisation})) if organisation else Nothing()


def _own_grants(case: Case) -> Condition:
    return AllOf((IS_GRANT, _own(case)))


def _who_and_questions(case: Case) -> Condition:
    return AnyOf((OfType(WHO), _own_questions(case)))


def _own_questions(case: Case) -> Condition:
    return AllOf((is_task(ACCESS_QUESTION), _own(case)))


OFFICER_RULES = (
    Rule(
        key="OFF-1",
        text="gate.rule.registration_desk",
        law="pasient- og brukerrettighetsloven § 3-3 andre ledd",
        effect="allow",
        acts=READ,
        applies=registers,
        condition=_who_and_grants,
        vectors=(
            speaks(Situation(role="staff", posts=("registrar",), purpose=REGISTRATION, type="Patient")),
            speaks(Situation(role="staff", posts=("registrar",), purpose=REGISTRATION, type="Consent", token=A_GRANT)),
            is_silent(Situation(role="staff", posts=("registrar",), purpose=REGISTRATION)),
            is_silent(Situation(role="staff", posts=("registrar",), purpose=REGISTRATION, type="Consent")),
            is_silent(Situation(role="staff", purpose=REGISTRATION, type="Patient")),
            is_silent(Situation(role="staff", posts=("privacy-officer",), purpose=REGISTRATION, type="Patient")),
            is_silent(Situation(role="staff", posts=("registrar",), type="Patient")),
            is_silent(Situation(role="system", posts=("registrar",), purpose=REGISTRATION, type="Patient")),
        ),
    ),
    Rule(
        key="OFF-2",
        text="gate.rule.registration_desk",
        law="pasient- og brukerrettighetsloven § 3-3 andre ledd",
        effect="allow",
        acts=WRITE,
        applies=registers,
        condition=_own_grants,
        vectors=(
            speaks(Situation(role="staff", posts=("registrar",), purpose=REGISTRATION, act="write", type="Consent", token=A_GRANT)),
            is_silent(Situation(role="staff", posts=("registrar",), purpose=REGISTRATION, act="write", type="Consent")),
            is_silent(Situation(role="staff", posts=("registrar",), purpose=REGISTRATION, act="write", type="Patient")),
            is_silent(
                Situation(
                    role="staff",
                    posts=("registrar",),
                    purpose=REGISTRATION,
                    act="write",
                    type="Consent",
                    token=A_GRANT,
                    custodian=OTHER_HOSPITAL,
                )
            ),
            is_silent(
                Situation(
                    role="staff", posts=("registrar",), purpose=REGISTRATION, act="write", type="Consent", token=A_GRANT, organisation=None
                )
            ),
            is_silent(
                Situation(
                    role="staff",
                    posts=("registrar",),
                    purpose=REGISTRATION,
                    act="write",
                    type="Consent",
                    token=A_GRANT,
                    organisation=None,
                    custodian=None,
                )
            ),
            is_silent(Situation(role="staff", purpose=REGISTRATION, act="write", type="Consent", token=A_GRANT)),
        ),
    ),
    Rule(
        key="OFF-3",
        text="gate.rule.privacy_officer",
        law="personvernforordningen artikkel 12 og 15; pasientjournalloven § 22",
        effect="allow",
        acts=READ,
        applies=reviews,
        condition=_who_and_questions,
        vectors=(
            speaks(Situation(role="staff", posts=("privacy-officer",), purpose=REVIEW, type="Task", token=A_QUESTION)),
            speaks(Situation(role="staff", posts=("privacy-officer",), purpose=REVIEW, type="Patient")),
            is_silent(
                Situation(role="staff", posts=("privacy-officer",), purpose=REVIEW, type="Task", token=A_QUESTION, custodian=OTHER_HOSPITAL)
            ),
            is_silent(Situation(role="staff", posts=("privacy-officer",), purpose=REVIEW, type="Task", token=A_HIDE_REQUEST)),
            is_silent(Situation(role="system", posts=("privacy-officer",), purpose=REVIEW, type="Patient")),
            is_silent(Situation(role="staff", posts=("privacy-officer",), purpose=REVIEW)),
            is_silent(Situation(role="staff", purpose=REVIEW, type="Patient")),
            is_silent(Situation(role="staff", posts=("privacy-officer",), type="Patient")),
        ),
    ),
    Rule(
        key="OFF-4",
        text="gate.rule.privacy_officer",
        law="personvernforordningen artikkel 12 og 15; pasientjournalloven § 22",
        effect="allow",
        acts=WRITE,
        applies=reviews,
        condition=_own_questions,
        vectors=(
            speaks(Situation(role="staff", posts=("privacy-officer",), purpose=REVIEW, act="write", type="Task", token=A_QUESTION)),
            is_silent(
                Situation(
                    role="staff",
                    posts=("privacy-officer",),
                    purpose=REVIEW,
                    act="write",
                    type="Task",
                    token=A_QUESTION,
                    custodian=OTHER_HOSPITAL,
                )
            ),
            is_silent(Situation(role="staff", posts=("privacy-officer",), purpose=REVIEW, act="write", type="Task", token=A_HIDE_REQUEST)),
            is_silent(Situation(role="staff", posts=("privacy-officer",), purpose=REVIEW, act="write", type="Patient")),
            is_silent(Situation(role="staff", purpose=REVIEW, act="write", type="Task", token=A_QUESTION)),
        ),
    ),
)
