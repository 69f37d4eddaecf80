"""Personnel in the small world: need, profession, organisation, office, emergency, and what the patient has shielded."""

from itertools import product

from innsyn.gate.rules.situation import HOSPITAL, OTHER_HOSPITAL, Situation
from innsyn.gate.rules.tests.comparing import CLOSED

DAYS = ((None, None), (1, None), (0, 0), (None, -1))
PURPOSES = ("TREAT", "ETREAT", "COC", "BTG", "HMARKT", "PATADMIN", "HCOMPL", "PATRQT", "RECORDMGT", "HOPERAT")
POSTS = ((), ("registrar",), ("privacy-officer",), ("policy-keeper",), ("registrar", "privacy-officer"))
PROFESSIONS = ("LE", "XX", "VE", "FB", "QQ", None)
ORGANISATIONS = (HOSPITAL, OTHER_HOSPITAL, "874716781", None)
SHIELDS = ("person", "key", "another", "profession", "organisation", "everybody")
NO_NEED = {
    **{**CLOSED, "without an organisation": {"organisation": None}, "of a false organisation": {"organisation": "874716781"}},
    **{"her own record": {"own": True}, "the dead": {"dead": True, "basis": "gate.basis.appointment"}},
    **{"for marketing": {"purpose": "HMARKT"}, "for research": {"purpose": "HRESCH"}},
}
NOT_TREATING = {**NO_NEED, "a veterinarian": {"profession": "VE", "posts": ()}, "of no known profession": {"profession": None, "posts": ()}}


def comers():
    for purpose, profession, organisation, posts in product(PURPOSES, PROFESSIONS, ORGANISATIONS, POSTS):
        yield Situation(role="staff", purpose=purpose, profession=profession, organisation=organisation, posts=posts)
    for purpose, own, dead, basis, posts in product(
        PURPOSES, (None, True), (False, True), ("gate.basis.appointment", "gate.basis.after_death"), POSTS[:3]
    ):
        yield Situation(role="staff", purpose=purpose, own=own, dead=dead, basis=basis, posts=posts)
    for purpose, reason, profession in product(PURPOSES, ("words", None, "", " \t"), ("LE", "XX")):
        yield Situation(role="staff", purpose=purpose, reason=reason, profession=profession)
    for minutes, level, purpose in product((-1, 0, 59, 60), ("high", "lower", "unknown"), ("TREAT", "BTG", "PATADMIN")):
        yield Situation(role="staff", minutes=minutes, level=level, purpose=purpose, posts=("registrar",))


def shielding_patients():
    for shield, what, keeper, told, purpose, profession, organisation in product(
        SHIELDS,
        ("all", "this", "another"),
        (None, HOSPITAL, OTHER_HOSPITAL),
        (True, False),
        ("TREAT", "BTG"),
        ("SP", "LE"),
        ORGANISATIONS[:2],
    ):
        yield Situation(
            role="staff", shield=shield, shield_what=what, shield_by=keeper, shields_told=told, purpose=purpose, profession=profession,
            organisation=organisation,
        )  # fmt: skip
    for shield, days, readable, purpose, told in product(
        SHIELDS[:3], DAYS, (True, False), ("TREAT", "ETREAT", "COC", "BTG"), (True, False)
    ):
        yield Situation(role="staff", shield=shield, shield_days=days, shield_is_readable=readable, purpose=purpose, shields_told=told)
    for shield, purpose, posts in product(SHIELDS, ("PATADMIN", "HCOMPL"), POSTS):
        yield Situation(role="staff", shield=shield, purpose=purpose, posts=posts)
    for shield, role in product(SHIELDS, ("self", "guardian", "attorney")):
        yield Situation(role=role, shield=shield)


def patients_of_personnel():
    """What the patient is changes nothing for personnel: her age, her protection, what is withheld from her and what trusts have chosen."""
    for born, protected, graded, labels in product(
        (None, "2014-11-22", "1940-01-01"), (True, False), ((), (HOSPITAL,)), ((), ("NORN_ALL",))
    ):
        yield Situation(role="staff", born=born, protected=protected, graded=graded, record_labels=labels)
    for withheld, told, days in product(("NORN_KUT", "NORN_FORANS", "NORN_UNGDOM", "NORU"), (True, False), (None, 14)):
        yield Situation(role="staff", withheld=withheld, withheld_is_told=told, delay_days=days)
        yield Situation(role="staff", wish="this", noru_days=days)
