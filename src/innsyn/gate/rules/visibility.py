"""Rules about when newly signed information opens to citizens, and about what was written in error.

Source: pasientjournalloven § 18; pasient- og brukerrettighetsloven § 5-1; helsepersonelloven § 42; FHIR R4 `entered-in-error`;
docs/spec/visibility.md.
"""

from collections.abc import Iterator

from innsyn.gate.rules.case import Case
from innsyn.gate.rules.policy import Delay
from innsyn.gate.rules.rule import Rule, is_silent, speaks
from innsyn.gate.rules.situation import HOSPITAL, OTHER_HOSPITAL, Situation
from innsyn.gate.rules.withholding import from_trusts, is_newer_than
from innsyn.kernel.systems import DOCUMENT_TYPE
from innsyn.record.condition import AllOf, AnyOf, Condition, HasCode, HasToken, OfType

_TYPE = ("type", DOCUMENT_TYPE, "A05-2")
_ERROR = "http://hl7.org/fhir/document-reference-status"


def _is_citizen(case: Case) -> bool:
    return case.is_citizen


def _some_delay(case: Case) -> bool:
    return case.is_citizen and any(policy.delays for policy in case.policies.by_trust.values())


def _too_new(case: Case) -> Condition:
    return AnyOf(tuple(_delayed(case)))


def _delayed(case: Case) -> Iterator[Condition]:
    """Say what each delay closes, once for all who have chosen the same."""
    choosers: dict[Delay, tuple[str, ...]] = {}
    for number, policy in case.policies.by_trust.items():
        for delay in policy.delays:
            choosers[delay] = (*choosers.get(delay, ()), number)
    for delay, numbers in choosers.items():
        yield AllOf((OfType(frozenset({delay.type})), from_trusts(numbers, case), *_coded(delay), is_newer_than(delay.days, case)))


def _coded(delay: Delay) -> tuple[Condition, ...]:
    return () if delay.code is None else (HasToken(*delay.code),)


def _in_error(_: Case) -> Condition:
    return AnyOf((HasCode("status", "entered-in-error"), HasCode("verification-status", "entered-in-error")))


VISIBILITY_RULES = (
    Rule(
        key="TIME-1",
        text="gate.rule.newly_signed",
        law="pasientjournalloven § 18; the trust's own choice, docs/spec/policies.md",
        effect="deny",
        applies=_some_delay,
        condition=_too_new,
        vectors=(
            speaks(Situation(delay_days=14, signed_days_ago=13)),
            speaks(Situation(delay_days=14, graded=(OTHER_HOSPITAL,), signed_days_ago=13)),
            is_silent(Situation(delay_days=14, signed_days_ago=14)),
            speaks(Situation(delay_days=1, signed_days_ago=0)),
            is_silent(Situation(delay_days=0, signed_days_ago=0)),
            is_silent(Situation(signed_days_ago=0)),
            speaks(Situation(delay_days=14, signed_days_ago=None, recorded_days_ago=13)),
            is_silent(Situation(delay_days=14, signed_days_ago=None, recorded_days_ago=14)),
            is_silent(Situation(delay_days=14, signed_days_ago=20, recorded_days_ago=0)),
            speaks(Situation(delay_days=14, signed_days_ago=13, recorded_days_ago=20)),
            is_silent(Situation(delay_days=14, signed_days_ago=13, custodian=OTHER_HOSPITAL)),
            is_silent(Situation(delay_days=14, signed_days_ago=13, custodian=None)),
            is_silent(Situation(delay_days=14, signed_days_ago=13, type="Observation")),
            speaks(Situation(delay_days=14, delay_code=_TYPE, token=_TYPE, signed_days_ago=13)),
            is_silent(Situation(delay_days=14, delay_code=_TYPE, signed_days_ago=13)),
            speaks(Situation(delay_days=14, delay_of="nation", signed_days_ago=13, custodian=OTHER_HOSPITAL)),
            is_silent(Situation(delay_days=14, delay_of="nation", graded=(HOSPITAL,), signed_days_ago=13)),
            speaks(Situation(role="attorney", delay_days=14, signed_days_ago=13)),
            is_silent(Situation(role="staff", delay_days=14, signed_days_ago=13)),
        ),
    ),
    Rule(
        key="ERR-1",
        text="gate.rule.written_in_error",
        law="helsepersonelloven § 42, § 43; FHIR R4 entered-in-error",
        effect="deny",
        applies=_is_citizen,
        condition=_in_error,
        vectors=(
            speaks(Situation(token=("status", _ERROR, "entered-in-error"))),
            is_silent(Situation(token=("status", _ERROR, "current"))),
            is_silent(Situation(token=("status", _ERROR, "superseded"))),
            speaks(Situation(type="Condition", token=("verification-status", None, "entered-in-error"))),
            is_silent(Situation(type="Condition", token=("clinical-status", None, "entered-in-error"))),
            speaks(Situation(role="attorney", token=("status", _ERROR, "entered-in-error"))),
            is_silent(Situation(role="staff", token=("status", _ERROR, "entered-in-error"))),
        ),
    ),
)
