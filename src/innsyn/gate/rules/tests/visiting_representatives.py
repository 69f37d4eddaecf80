"""Guardians and those with a power of attorney in the small world: scope, areas, sources, days and ages."""

from itertools import product

from innsyn.gate.rules.situation import HOSPITAL, OTHER_HOSPITAL, Situation
from innsyn.gate.rules.tests.comparing import CLOSED
from innsyn.gate.rules.tests.table_of_facts import LIVES
from innsyn.gate.rules.tests.table_of_kinds import AREA

DAYS = ((None, None), (1, None), (0, 0), (None, -1), (None, 0), (0, None), (-1, 1))
SCOPES = ("personal", "financial", "both", "care", "errands", "unknown", "none")
GRADED = ((), (HOSPITAL,), (OTHER_HOSPITAL,), ("*",))
PARTS = (None, (), *((area,) for area in AREA), ("documents", "results"), ("log", "payments"), tuple(AREA))
SOURCES = ((), (HOSPITAL,), (OTHER_HOSPITAL,), (HOSPITAL, OTHER_HOSPITAL))
UNKNOWN = (False, True, None)
REPRESENTS_NOBODY = {
    **{**CLOSED, "dead": {"dead": True}, "of unknown age": {"born": None}, "unborn": {"born": "2026-11-23"}, "her own": {"own": True}},
    **{
        "protected": {"protected": True},
        "protected herself": {"actor_protected": True},
        "of unknown protection": {"actor_protected": None},
    },
}
NO_GUARDIAN = {
    **{
        **REPRESENTS_NOBODY,
        "of money": {"guardian": "financial"},
        "of other errands": {"guardian": "errands"},
        "of unknown scope": {"guardian": "unknown"},
        "none": {"guardian": "none"},
    },
    **{"ended yesterday": {"guardian_days": (None, -1)}, "begins tomorrow": {"guardian_days": (1, None)}},
}
NO_POWER = {
    **{
        **REPRESENTS_NOBODY,
        "withdrawn": {"grant": None},
        "ended yesterday": {"grant_days": (None, -1)},
        "unread": {"grant_is_readable": False},
    },
    **{"begins tomorrow": {"grant_days": (1, None)}, "giver of fifteen": {"born": "2010-11-23"}},
    **{"receiver of seventeen": {"actor_adult": False}, "receiver of unknown age": {"actor_adult": None}},
}


def wards():
    for born, scope, days in product(LIVES, SCOPES, DAYS):
        yield Situation(role="guardian", born=born, guardian=scope, guardian_days=days)
    for born, sources, days in product(LIVES, (*SOURCES[:1], *SOURCES[2:]), (DAYS[0], DAYS[3])):
        yield Situation(role="guardian", born=born, guardian="care", care_from=sources, guardian_days=days)
    for born, scope, graded in product(LIVES, SCOPES, GRADED[1:]):
        yield Situation(role="guardian", born=born, guardian=scope, graded=graded)
    for born, own, dead, protected, actor in product(("1980-02-03", "2014-11-23"), (None, True), (False, True), (False, True), UNKNOWN):
        yield Situation(role="guardian", born=born, own=own, dead=dead, protected=protected, actor_protected=actor)
    for born, other in product(("1980-02-03", "2014-11-23"), UNKNOWN):
        yield Situation(role="guardian", born=born, other_parent_protected=other, actor_adult=None)


def givers():
    for born, part, sources in product(LIVES, PARTS, SOURCES):
        yield Situation(role="attorney", born=born, grant=part, grant_from=sources)
    for born, part, days, readable in product(("2010-11-23", "2010-11-22"), (("documents",), tuple(AREA)), DAYS, (True, False)):
        yield Situation(role="attorney", born=born, grant=part, grant_days=days, grant_is_readable=readable)
    for adult, actor, own, dead, protected, born in product(UNKNOWN, UNKNOWN, (None, True), (False, True), (False, True), LIVES):
        yield Situation(role="attorney", born=born, actor_adult=adult, actor_protected=actor, own=own, dead=dead, protected=protected)
    for graded, other in product(GRADED, UNKNOWN):
        yield Situation(role="attorney", born="2010-11-23", graded=graded, other_parent_protected=other)
        yield Situation(role="attorney", graded=graded, other_parent_protected=other)


def labelled_records():
    """The whole record closed to everybody who comes for somebody else."""
    for role, born in (("parent", "2014-11-23"), ("guardian", "1980-02-03"), ("attorney", "1980-02-03")):
        for labels in ((), ("NORN_ALL",), ("NORN_EPO",)):
            yield Situation(role=role, born=born, record_labels=labels, grant=tuple(AREA))
