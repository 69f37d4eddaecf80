"""The rules by whom they are about, in the order they are shown."""

from dataclasses import dataclass

from innsyn.gate.rules.attorney import ATTORNEY_RULES
from innsyn.gate.rules.deciding import DECIDING_RULES
from innsyn.gate.rules.drafts import CONTENT_RULE, DRAFT_RULES
from innsyn.gate.rules.guardians import GUARDIAN_RULES
from innsyn.gate.rules.labels import LABEL_RULES
from innsyn.gate.rules.officers import OFFICER_RULES
from innsyn.gate.rules.own_record import OWN_RECORD_RULES
from innsyn.gate.rules.parents import PARENT_RULES
from innsyn.gate.rules.private import PRIVATE_RULES
from innsyn.gate.rules.representation import REPRESENTATION_RULES
from innsyn.gate.rules.rule import Rule
from innsyn.gate.rules.shields import SHIELD_RULES
from innsyn.gate.rules.staff import STAFF_RULES
from innsyn.gate.rules.systems import SYSTEM_RULES
from innsyn.gate.rules.visibility import VISIBILITY_RULES
from innsyn.gate.rules.visits import VISIT_RULES
from innsyn.gate.rules.wishes import WISH_RULES


@dataclass(frozen=True, slots=True)
class Group:
    """Rules that are about the same. name: of its texts, and its place on the page."""

    name: str
    rules: tuple[Rule, ...]


GROUPS = (
    Group("own", OWN_RECORD_RULES),
    Group("parents", (*PARENT_RULES, *WISH_RULES)),
    Group("guardians", GUARDIAN_RULES),
    Group("attorney", ATTORNEY_RULES),
    Group("for-others", REPRESENTATION_RULES),
    Group("time", VISIBILITY_RULES),
    Group("withheld", LABEL_RULES),
    Group("drafts", (*DRAFT_RULES, CONTENT_RULE)),
    Group("staff", STAFF_RULES),
    Group("shields", SHIELD_RULES),
    Group("arranging", (*PRIVATE_RULES, *DECIDING_RULES)),
    Group("offices", OFFICER_RULES),
    Group("systems", SYSTEM_RULES),
    Group("visit", VISIT_RULES),
)
"""Every rule, once."""
