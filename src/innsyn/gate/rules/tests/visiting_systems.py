"""Systems in the small world: those that deliver, and organisations' own."""

from itertools import product

from innsyn.gate.rules.situation import HOSPITAL, OTHER_HOSPITAL, Situation

DAYS = ((None, None), (1, None), (0, 0), (None, -1))
BASES = ("gate.basis.client", "gate.basis.client_found", "gate.basis.delivery")
NO_SYSTEM = {
    **{"without an organisation": {"organisation": None}, "of a false organisation": {"organisation": "874716781"}},
    **{"the visit is over": {"minutes": 60}, "the visit has not begun": {"minutes": -1}, "to treat": {"purpose": "TREAT"}},
}


def systems():
    for purpose, organisation, basis, dead, protected in product(
        ("RECORDMGT", "HOPERAT", "TREAT", "BTG", "PATADMIN"),
        (HOSPITAL, OTHER_HOSPITAL, "874716781", None),
        BASES,
        (False, True),
        (False, True),
    ):
        yield Situation(role="system", purpose=purpose, organisation=organisation, basis=basis, dead=dead, protected=protected)
    for purpose, level, minutes, same, known in product(
        ("RECORDMGT", "HOPERAT"), ("high", "unknown"), (-1, 0, 59, 60), (True, False), (True, False)
    ):
        yield Situation(role="system", purpose=purpose, level=level, minutes=minutes, same_patient=same, known_patient=known)
    for purpose, own, posts, profession in product(("RECORDMGT", "HOPERAT"), (None, True), ((), ("registrar",)), ("SP", "XX", None)):
        yield Situation(role="system", purpose=purpose, own=own, posts=posts, profession=profession, born=None)


def shielded_from_systems():
    for shield, what, keeper, told, purpose, organisation in product(
        ("person", "key", "profession", "organisation", "everybody"), ("all", "this", "another"), (None, HOSPITAL, OTHER_HOSPITAL),
        (True, False), ("RECORDMGT", "HOPERAT"), (HOSPITAL, OTHER_HOSPITAL),
    ):  # fmt: skip
        yield Situation(
            role="system", shield=shield, shield_what=what, shield_by=keeper, shields_told=told, purpose=purpose, organisation=organisation,
            basis="gate.basis.client_found",
        )  # fmt: skip
    for days, readable in product(DAYS, (True, False)):
        yield Situation(role="system", purpose="HOPERAT", shield="organisation", shield_days=days, shield_is_readable=readable)


def patients_of_systems():
    """What is withheld from citizens, and who is of which age, changes nothing for systems."""
    for born, labels, withheld, purpose in product((None, "2014-11-22"), ((), ("NORN_ALL",)), (None, "NORN_KUT"), ("RECORDMGT", "HOPERAT")):
        yield Situation(role="system", born=born, record_labels=labels, withheld=withheld, purpose=purpose, delay_days=14)
