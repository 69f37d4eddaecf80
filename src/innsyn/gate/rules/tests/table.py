"""The table: who sees and writes what, written from the pages of the law and the specification, and not from the rules.

Each function gives a set of resources of a shelf, for one visitor told as a situation. Whoever changes a rule changes the table first.
"""

from innsyn.gate.rules.tests.table_of_citizens import arranged, closed_to, decided_by, opened_to
from innsyn.gate.rules.tests.table_of_outsiders import read_by_staff, read_by_system, written_by_staff, written_by_system

DOOR = ("self", "parent", "guardian", "attorney")
"""Who comes through the citizens' door."""


def read(who, shelf):
    """What a visitor may see."""
    if not _visit_stands(who):
        return 0
    if who.role in DOOR:
        return opened_to(who, shelf) & ~closed_to(who, shelf) & ~arranged(who, shelf) & ~shelf.of_type("Binary")
    return read_by_staff(who, shelf) if who.role == "staff" else read_by_system(who, shelf)


def written(who, shelf):
    """What a visitor may write, as it would be when written."""
    if not _visit_stands(who):
        return 0
    if who.role in DOOR:
        return decided_by(who, shelf) & ~closed_to(who, shelf)
    return written_by_staff(who, shelf) if who.role == "staff" else written_by_system(who, shelf)


def _visit_stands(who):
    """A visit is of one record, for its time, by somebody surely known; a system's is of no patient in particular."""
    is_hers = who.role == "system" or (who.same_patient and who.known_patient and who.level == "high")
    return is_hers and 0 <= who.minutes < 60
