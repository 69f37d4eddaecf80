"""The rules by whom they are about, in the order they are shown."""

import re
from dataclasses import dataclass

from innsyn.gate.rules.book import RULES
from innsyn.gate.rules.rule import Rule


@dataclass(frozen=True, slots=True)
class Group:
    """Rules that are about the same. name: of its texts, and its place on the page."""

    name: str
    rules: tuple[Rule, ...]


_KEYS = {
    "own": r"OWN-\d+",
    "parents": r"REP-([3-6]|1\d)|WISH-\d+",
    "guardians": r"REP-2\d",
    "attorney": r"REP-3\d",
    "for-others": r"REP-[12789]",
    "time": r"(TIME|ERR)-\d+",
    "withheld": r"LAB-.+",
    "drafts": r"(DRAFT|CONTENT)-\d+",
    "staff": r"STAFF-\d+",
    "shields": r"SHIELD-\d+",
    "arranging": r"(PRIV|DO)-\d+",
    "booking": r"(APT|REF)-\d+",
    "dialogue": r"DIA-\d+",
    "calendar": r"EVT-\d+",
    "offices": r"OFF-\d+",
    "systems": r"SYS-\d+",
    "visit": r"VIS-\d+",
}
"""The keys of each group's rules. REP-3 is of parents, REP-30 of powers of attorney."""

GROUPS = tuple(Group(name, tuple(rule for rule in RULES if re.fullmatch(keys, rule.key))) for name, keys in _KEYS.items())
"""Every rule, once."""
