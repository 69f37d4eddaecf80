"""The rule about a wish that waits: what a young person has asked to hide is closed to her parents until a clinician has decided.

The law says that parents are not told when she has reasons worth respecting; nobody knows that before somebody has looked, and what
a parent has read cannot be unread. Source: pasient- og brukerrettighetsloven § 3-4 andre ledd; docs/spec/shields.md#SH-9.
"""

from innsyn.gate.rules.case import Case
from innsyn.gate.rules.rule import READ, Rule, is_silent, speaks
from innsyn.gate.rules.situation import HOSPITAL, OTHER_HOSPITAL, Situation
from innsyn.gate.rules.withholding import GUARDIANS, named
from innsyn.record.condition import AnyOf, Condition

_TWELVE, _FIFTEEN = "2014-11-22", "2010-11-23"


def _is_kept_from(case: Case) -> bool:
    return case.visit.role in GUARDIANS and bool(case.patient.wishes)


def _wished_hidden(case: Case) -> Condition:
    """What the wishes name, of what the organisations that were asked keep themselves."""
    return AnyOf(named(case.patient.wishes))


WISH_RULES = (
    Rule(
        key="WISH-1",
        text="gate.rule.wish_waits",
        law="pasient- og brukerrettighetsloven § 3-4 andre ledd; helsepersonelloven § 21",
        effect="deny",
        acts=READ,
        is_told=False,
        applies=_is_kept_from,
        condition=_wished_hidden,
        vectors=(
            speaks(Situation(role="parent", born=_TWELVE, graded=(HOSPITAL,), wish="this")),
            speaks(Situation(role="guardian", born=_FIFTEEN, graded=(HOSPITAL,), wish="this")),
            speaks(Situation(role="guardian", wish="this")),
            is_silent(Situation(role="parent", born=_TWELVE, graded=(HOSPITAL,))),
            is_silent(Situation(role="parent", born=_TWELVE, graded=(HOSPITAL,), wish="another")),
            is_silent(Situation(role="parent", born=_TWELVE, graded=(HOSPITAL,), wish="this", wish_to=OTHER_HOSPITAL)),
            is_silent(Situation(role="parent", act="write", born=_TWELVE, graded=(HOSPITAL,), wish="this")),
            is_silent(Situation(born=_TWELVE, graded=(HOSPITAL,), wish="this")),
            is_silent(Situation(role="attorney", wish="this")),
            is_silent(Situation(role="staff", wish="this")),
            is_silent(Situation(role="system", wish="this")),
        ),
    ),
)
