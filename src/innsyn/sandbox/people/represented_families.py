"""Families in which somebody speaks for another, or may not: parents apart, protected, dead or without responsibility, and guardians."""

from datetime import date, timedelta

from innsyn.sandbox.people.family_plan import F, FamilyPlan, M, Member, birthday
from innsyn.sandbox.people.person import Guardianship, PersonName, Protection
from innsyn.sandbox.people.places import ELVERUM, HAMAR, LILLEHAMMER, SUNNFJORD


def represented_families(today: date) -> tuple[FamilyPlan, ...]:
    """Describe the families. Returns plans in a fixed order; new ones are put last, since numbers follow the order."""
    families = (
        _no_parent_at_home,
        _father_without_responsibility,
        _protected_mother,
        _father_dead,
        _both_parents_dead,
        _grandmother_responsible,
        _guardian_of_a_minor,
        _guardian_of_money,
        _protected_guardian,
        _not_enrolled,
        _guardian_with_errands,
    )
    return tuple(family(today) for family in families)


def _no_parent_at_home(today: date) -> FamilyPlan:
    """Ylva, 7, registered with her grandmother; both parents are responsible and neither lives there."""
    return FamilyPlan(
        HAMAR,
        (
            Member("marte", PersonName("Marte", "Tangstad"), F, birthday(today, 35, 5, 4), "tangstad-marte", "divorced"),
            Member("henrik", PersonName("Henrik", "Nymo"), M, birthday(today, 37, 9, 18), "nymo-henrik", "divorced"),
            Member("ylva", PersonName("Ylva", "Tangstad"), F, birthday(today, 7, 3, 21), "tangstad-bodil"),
            Member("bodil", PersonName("Bodil", "Tangstad"), F, birthday(today, 62, 1, 9), "tangstad-bodil", "widowed"),
        ),
        parents={"ylva": ("marte", "henrik"), "marte": ("bodil",)},
        gp="sveen",
    )


def _father_without_responsibility(today: date) -> FamilyPlan:
    """Sofie, 8, whose father is her father and not responsible for her."""
    return FamilyPlan(
        LILLEHAMMER,
        (
            Member("astrid", PersonName("Astrid", "Rønningen"), F, birthday(today, 33, 7, 2), "ronningen"),
            Member("jens", PersonName("Jens", "Furulund"), M, birthday(today, 36, 11, 25), "furulund"),
            Member("sofie", PersonName("Sofie", "Rønningen"), F, birthday(today, 8, 10, 12), "ronningen"),
        ),
        parents={"sofie": ("astrid", "jens")},
        responsible={"sofie": ("astrid",)},
        gp="bakke",
    )


def _protected_mother(today: date) -> FamilyPlan:
    """Iben, 6, with her father; her mother, responsible too, lives under kode 7."""
    kode_7 = Protection.CONFIDENTIAL
    return FamilyPlan(
        ELVERUM,
        (
            Member("runa", PersonName("Runa", "Myrvold"), F, birthday(today, 34, 4, 17), "myrvold", "separated", protection=kode_7),
            Member("even", PersonName("Even", "Lindås"), M, birthday(today, 38, 8, 30), "lindas", "separated"),
            Member("iben", PersonName("Iben", "Lindås"), F, birthday(today, 6, 2, 5), "lindas"),
        ),
        parents={"iben": ("runa", "even")},
        gp="nygard",
    )


def _father_dead(today: date) -> FamilyPlan:
    """Storm, 9, whose father died; his mother is responsible alone."""
    died_on = today - timedelta(days=700)
    return FamilyPlan(
        HAMAR,
        (
            Member("signe", PersonName("Signe", "Kvernmo"), F, birthday(today, 40, 6, 14), "kvernmo", "widowed"),
            Member("tarjei", PersonName("Tarjei", "Kvernmo"), M, birthday(died_on, 43, 3, 8), "kvernmo", "married", died_on=died_on),
            Member("storm", PersonName("Storm", "Kvernmo"), M, birthday(today, 9, 12, 1), "kvernmo"),
        ),
        partners=(("signe", "tarjei"),),
        parents={"storm": ("signe", "tarjei")},
        gp="tran",
    )


def _both_parents_dead(today: date) -> FamilyPlan:
    """Leon, 10, with an aunt: nobody is registered as responsible for him yet."""
    died_on = today - timedelta(days=40)
    return FamilyPlan(
        HAMAR,
        (
            Member("heidi", PersonName("Heidi", "Bråten"), F, birthday(died_on, 39, 2, 22), "braten", "married", died_on=died_on),
            Member("knut", PersonName("Knut", "Bråten"), M, birthday(died_on, 41, 5, 29), "braten", "married", died_on=died_on),
            Member("leon", PersonName("Leon", "Bråten"), M, birthday(today, 10, 7, 7), "braten-liv"),
            Member("liv", PersonName("Liv", "Bråten"), F, birthday(today, 44, 9, 3), "braten-liv"),
        ),
        partners=(("heidi", "knut"),),
        parents={"leon": ("heidi", "knut")},
        gp="tran",
    )


def _grandmother_responsible(today: date) -> FamilyPlan:
    """Vilde, 5, for whom a court has made her grandmother responsible."""
    return FamilyPlan(
        SUNNFJORD,
        (
            Member("siri", PersonName("Siri", "Hellesøy"), F, birthday(today, 27, 1, 31), "hellesoy-siri"),
            Member("vilde", PersonName("Vilde", "Hellesøy"), F, birthday(today, 5, 6, 16), "hellesoy-gunn"),
            Member("gunn", PersonName("Gunn", "Hellesøy"), F, birthday(today, 52, 10, 20), "hellesoy-gunn", "divorced", "nn"),
        ),
        parents={"vilde": ("siri",), "siri": ("gunn",)},
        responsible={"vilde": ("gunn",)},
        gp="brekke",
    )


def _guardian_of_a_minor(today: date) -> FamilyPlan:
    """Samir, 11, who came alone; Kjersti is his guardian."""
    return FamilyPlan(
        HAMAR,
        (
            Member(
                "samir",
                PersonName("Samir", "Haddad"),
                M,
                birthday(today, 11, 4, 2),
                "haddad",
                language="ar",
                citizenship="SY",
                guardian=Guardianship("kjersti", "personal_and_financial"),
            ),
            Member("kjersti", PersonName("Kjersti", "Solberget"), F, birthday(today, 49, 12, 9), "solberget", "married"),
        ),
        gp="holte",
    )


def _guardian_of_money(today: date) -> FamilyPlan:
    """Sverre, 77, whose nephew Lars looks after his money and nothing else."""
    return FamilyPlan(
        LILLEHAMMER,
        (
            Member(
                "sverre",
                PersonName("Sverre", "Lundgård"),
                M,
                birthday(today, 77, 3, 30),
                "lundgard",
                "unmarried",
                guardian=Guardianship("lars", "financial"),
            ),
            Member("lars", PersonName("Lars", "Lundgård"), M, birthday(today, 51, 8, 11), "lundgard-lars", "married"),
        ),
        gp="fossum",
    )


def _protected_guardian(today: date) -> FamilyPlan:
    """Torunn, 58, whose guardian lives under kode 7."""
    guardian, kode_7 = Guardianship("britt", "personal"), Protection.CONFIDENTIAL
    return FamilyPlan(
        ELVERUM,
        (
            Member("torunn", PersonName("Torunn", "Aasheim"), F, birthday(today, 58, 11, 19), "aasheim", guardian=guardian),
            Member("britt", PersonName("Britt", "Aasheim"), F, birthday(today, 60, 2, 26), "aasheim-britt", protection=kode_7),
        ),
        gp="wojcik",
    )


def _not_enrolled(today: date) -> FamilyPlan:
    """Aslaug, 84, whom the register knows and no record does yet: a ward will ask for her."""
    aslaug = Member("aslaug", PersonName("Aslaug", "Fjellheim"), F, birthday(today, 84, 5, 6), "fjellheim", "widowed")
    return FamilyPlan(HAMAR, (aslaug,), gp="tran")


def _guardian_with_errands(today: date) -> FamilyPlan:
    """Oddmund, 74, whose sister Gudrun is his guardian in some errands, among them health and care in the municipality."""
    guardian = Guardianship("gudrun", "municipal_care")
    return FamilyPlan(
        HAMAR,
        (
            Member("oddmund", PersonName("Oddmund", "Skogheim"), M, birthday(today, 74, 9, 14), "skogheim", guardian=guardian),
            Member("gudrun", PersonName("Gudrun", "Skogheim"), F, birthday(today, 70, 1, 27), "skogheim-gudrun", "married"),
        ),
        gp="tran",
    )
