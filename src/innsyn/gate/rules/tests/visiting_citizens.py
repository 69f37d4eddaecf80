"""Who comes to the citizens' door of the small world, to her own record or a child's: every age beside every relation."""

from itertools import product

from innsyn.gate.rules.situation import HOSPITAL, OTHER_HOSPITAL, Situation
from innsyn.gate.rules.tests.comparing import CLOSED
from innsyn.gate.rules.tests.table_of_facts import LIVES
from innsyn.gate.rules.tests.things import A05, CODES

GRADED = ((), (HOSPITAL,), (OTHER_HOSPITAL,), (HOSPITAL, OTHER_HOSPITAL), ("*",), ("*", OTHER_HOSPITAL))
DAYS = ((None, None), (1, None), (0, 0), (None, -1), (None, 0), (0, None))
HOMES = ("home", "away", "nobody_home", "unknown_home", "none_at_home", "none", "stranger")
PROTECTIONS = (False, True, None)
DECISIONS = [code for (code,) in CODES if code.startswith("N")]
OF_AGE = {"self": ("2010-11-23", "2010-11-22"), "parent": ("2014-11-23", "2014-11-22"), "guardian": ("2014-11-23", "2010-11-22"),
          "attorney": ("2010-11-22",)}  # fmt: skip
NOT_HERS = {
    **CLOSED,
    "somebody else's": {"own": False},
    "dead": {"dead": True},
    "of unknown age": {"born": None},
    "unborn": {"born": "2026-11-23"},
}
NOT_THE_PARENT = {
    **{**CLOSED, "dead": {"dead": True}, "of unknown age": {"born": None}, "her own": {"own": True}, "grown up": {"born": "2010-11-22"}},
    **{
        "protected": {"protected": True},
        "protected herself": {"actor_protected": True},
        "of unknown protection": {"actor_protected": None},
    },
    **{"beside a protected parent": {"other_parent_protected": True}, "beside one unknown": {"other_parent_protected": None}},
    **{home: {"parent": home} for home in HOMES[2:]},
}


def own_records():
    for born, own, dead, protected, graded in product(LIVES, (None, False), (False, True), (False, True), GRADED):
        yield Situation(born=born, own=own, dead=dead, protected=protected, graded=graded)
    for born, minutes, level in product(("1980-02-03", "2010-11-23"), (-1, 0, 59, 60), ("high", "lower", "unknown")):
        yield Situation(born=born, minutes=minutes, level=level, graded=(HOSPITAL,))
    for labels in ((), ("NORN_ALL",), ("NORN_EPO",), ("N", "NORN_ALL")):
        yield Situation(record_labels=labels)


def children():
    for born, home, graded in product(LIVES, HOMES, GRADED):
        yield Situation(role="parent", born=born, parent=home, graded=graded)
    for born, own, dead, protected, actor, other, graded in product(
        ("2014-11-23", "2012-11-23"), (None, True), (False, True), (False, True), PROTECTIONS, PROTECTIONS, ((), (HOSPITAL,))
    ):
        yield Situation(
            role="parent", born=born, own=own, dead=dead, protected=protected, actor_protected=actor, other_parent_protected=other,
            graded=graded,
        )  # fmt: skip
    for adult in (True, False, None):
        yield Situation(role="parent", born="2014-11-23", actor_adult=adult)


def decisions():
    """What a clinician has decided to withhold, or a young person has asked to hide, for every kind of reader and its neighbour in age."""
    for role, code, days, told in product(OF_AGE, DECISIONS, DAYS, (False, True)):
        for born in OF_AGE[role]:
            graded = (HOSPITAL,) if LIVES[born] < 16 else ()
            yield Situation(role=role, born=born, withheld=code, withheld_days=days, withheld_is_told=told, graded=graded)
    for role, code, by, what in product(
        OF_AGE, ("NORN_KUT", "NORN_FORANS", "NORN_UNGDOM"), (HOSPITAL, OTHER_HOSPITAL), ("this", "another")
    ):
        for type_ in ("DocumentReference", "Observation"):
            yield Situation(
                role=role, born=OF_AGE[role][0], withheld=code, withheld_by=by, withheld_what=what, type=type_, graded=(HOSPITAL,)
            )
    for role, wish, asked, graded in product(OF_AGE, ("this", "another"), (HOSPITAL, OTHER_HOSPITAL), GRADED[:4]):
        for born in OF_AGE[role]:
            yield Situation(role=role, born=born, wish=wish, wish_to=asked, graded=graded)


def delays():
    """What the nation and a trust have chosen about time: for a grown-up, a small child's parent and an attorney."""
    whose = (("self", "1980-02-03"), ("self", "2010-11-23"), ("parent", "2014-11-23"), ("attorney", "1980-02-03"))
    for (role, born), days, code, chooser, graded in product(
        whose, (0, 1, 14), (None, A05), ("hospital", "nation"), ((), (OTHER_HOSPITAL,))
    ):
        yield Situation(role=role, born=born, delay_days=days, delay_code=code, delay_of=chooser, graded=graded)
    for (role, born), days, graded in product(whose, (0, 1, 14, None), ((), (HOSPITAL,), (OTHER_HOSPITAL,))):
        yield Situation(role=role, born=born, noru_days=days, graded=graded)
        yield Situation(role=role, born=born, noru_days=days, graded=graded, withheld="NORU")
