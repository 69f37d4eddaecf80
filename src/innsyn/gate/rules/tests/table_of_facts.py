"""What the whole table stands on: how old somebody is, whether it is her own record, which days hold.

Whoever changes a rule changes the table first: `table.py`, `table_of_citizens.py`, `table_of_outsiders.py`."""

from innsyn.gate.rules.tests.table_of_kinds import PATIENT, SHIELD

LIVES = {
    **{None: None, "2026-11-23": None, "2026-11-22": 0, "2014-11-23": 11, "2014-11-22": 12, "2012-11-23": 13, "2012-11-22": 14},
    **{"2010-11-23": 15, "2010-11-22": 16, "1940-01-01": 86, "1980-02-03": 46, "2016-01-01": 10},
}
"""Whole years on 22 November 2026, None for unknown and unborn."""


def is_own(who):
    """The actor is the patient."""
    return who.role == "self" if who.own is None else who.own


def in_force(days):
    """Today is among these days."""
    since, until = days
    return (since is None or since <= 0) and (until is None or until >= 0)


def own_shields(shelf):
    """The shields the patient has set herself."""
    return shelf.of_type("Consent") & shelf.kept_by(PATIENT) & shelf.coded(SHIELD)
