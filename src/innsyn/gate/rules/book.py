"""All the rules, in the order they are shown: the gate knows no other."""

from innsyn.gate.rules.appointments import APPOINTMENT_RULES
from innsyn.gate.rules.attorney import ATTORNEY_RULES
from innsyn.gate.rules.calendar import CALENDAR_RULES
from innsyn.gate.rules.deciding import DECIDING_RULES
from innsyn.gate.rules.dialogue import DIALOGUE_RULES
from innsyn.gate.rules.drafts import CONTENT_RULE, DRAFT_RULES
from innsyn.gate.rules.guardians import GUARDIAN_RULES
from innsyn.gate.rules.labels import LABEL_RULES
from innsyn.gate.rules.officers import OFFICER_RULES
from innsyn.gate.rules.own_drafts import OWN_DRAFT_RULES
from innsyn.gate.rules.own_record import OWN_RECORD_RULES
from innsyn.gate.rules.parents import PARENT_RULES
from innsyn.gate.rules.private import PRIVATE_RULES
from innsyn.gate.rules.referrals import REFERRAL_RULES
from innsyn.gate.rules.representation import REPRESENTATION_RULES
from innsyn.gate.rules.rule import Rule
from innsyn.gate.rules.shields import SHIELD_RULES
from innsyn.gate.rules.staff import STAFF_RULES
from innsyn.gate.rules.systems import SYSTEM_RULES
from innsyn.gate.rules.visibility import VISIBILITY_RULES
from innsyn.gate.rules.visits import VISIT_RULES
from innsyn.gate.rules.wishes import WISH_RULES

RULES: tuple[Rule, ...] = (
    *VISIT_RULES,
    *OWN_RECORD_RULES,
    *REPRESENTATION_RULES,
    *PARENT_RULES,
    *GUARDIAN_RULES,
    *ATTORNEY_RULES,
    *VISIBILITY_RULES,
    *LABEL_RULES,
    *WISH_RULES,
    *DRAFT_RULES,
    CONTENT_RULE,
    *STAFF_RULES,
    *SHIELD_RULES,
    *OFFICER_RULES,
    *PRIVATE_RULES,
    *DECIDING_RULES,
    *APPOINTMENT_RULES,
    *REFERRAL_RULES,
    *DIALOGUE_RULES,
    *OWN_DRAFT_RULES,
    *CALENDAR_RULES,
    *SYSTEM_RULES,
)
"""Any deny wins, silence is no."""

RULES_FOR_CONTENT = tuple(rule for rule in RULES if rule is not CONTENT_RULE)
"""The rules for content once its document has been allowed."""


def is_rule(key: str) -> bool:
    """Say whether a verdict's rule is one of these, which has its place on the page of the rules; the gate's own noes have none."""
    return any(rule.key == key for rule in RULES)
