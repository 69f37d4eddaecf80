"""Families that stand where a rule turns: protected addresses, the day before a birthday, two fathers, a guardian."""

from datetime import date

from innsyn.sandbox.people.family_plan import F, FamilyPlan, M, Member, aged, birthday
from innsyn.sandbox.people.person import Guardianship, PersonName, Protection
from innsyn.sandbox.people.places import ELVERUM, HAMAR, LILLEHAMMER


def boundary_families(today: date) -> tuple[FamilyPlan, ...]:
    """Describe the families at the edges of the rules. Returns plans in a fixed order."""
    return tuple(family(today) for family in (_under_protection, _hovland, _vangen, _two_fathers, _under_guardianship))


def _under_protection(today: date) -> FamilyPlan:
    """Tone and her children under kode 6; Benedicte under kode 7."""
    strict = Protection.STRICTLY_CONFIDENTIAL
    return FamilyPlan(
        ELVERUM,
        (
            Member("tone", PersonName("Tone", "Vik"), F, birthday(today, 38, 1, 6), "vik", "separated", protection=strict),
            Member("nils", PersonName("Nils", "Vik"), M, birthday(today, 9, 10, 2), "vik", protection=strict),
            Member("live", PersonName("Live", "Vik"), F, birthday(today, 5, 3, 28), "vik", protection=strict),
            Member(
                "benedicte", PersonName("Benedicte", "Holte"), F, birthday(today, 27, 6, 9), "holte-b", protection=Protection.CONFIDENTIAL
            ),
        ),
        parents={"nils": ("tone",), "live": ("tone",)},
        gp="nygard",
    )


def _hovland(today: date) -> FamilyPlan:
    """Tuva turns twelve tomorrow and Sander sixteen: the day before."""
    return FamilyPlan(
        HAMAR,
        (
            Member("camilla", PersonName("Camilla", "Hovland"), F, birthday(today, 43, 3, 9), "hovland", "married"),
            Member("stian", PersonName("Stian", "Hovland"), M, birthday(today, 45, 7, 27), "hovland", "married"),
            Member("sander", PersonName("Sander", "Hovland"), M, aged(today, 16, days=-1), "hovland"),
            Member("tuva", PersonName("Tuva", "Hovland"), F, aged(today, 12, days=-1), "hovland"),
        ),
        partners=(("camilla", "stian"),),
        parents={"sander": ("camilla", "stian"), "tuva": ("camilla", "stian")},
    )


def _vangen(today: date) -> FamilyPlan:
    """Frida turned twelve today and Isak sixteen: the day itself."""
    return FamilyPlan(
        ELVERUM,
        (
            Member("monica", PersonName("Monica", "Vangen"), F, birthday(today, 46, 8, 18), "vangen", "registered_partner"),
            Member("vegard", PersonName("Vegard", "Vangen"), M, birthday(today, 44, 1, 16), "vangen", "registered_partner"),
            Member("isak", PersonName("Isak", "Vangen"), M, aged(today, 16, days=0), "vangen"),
            Member("frida", PersonName("Frida", "Vangen"), F, aged(today, 12, days=0), "vangen"),
        ),
        partners=(("monica", "vegard"),),
        parents={"isak": ("monica", "vegard"), "frida": ("monica", "vegard")},
    )


def _two_fathers(today: date) -> FamilyPlan:
    """Selma, 5, and her two fathers."""
    return FamilyPlan(
        LILLEHAMMER,
        (
            Member("anders", PersonName("Anders", "Sætre"), M, birthday(today, 39, 5, 12), "saetre", "married"),
            Member("marius", PersonName("Marius", "Sætre"), M, birthday(today, 37, 10, 1), "saetre", "married"),
            Member("selma", PersonName("Selma", "Sætre"), F, birthday(today, 5, 8, 8), "saetre"),
        ),
        partners=(("anders", "marius"),),
        parents={"selma": ("anders", "marius")},
    )


def _under_guardianship(today: date) -> FamilyPlan:
    """Espen, 23, whose mother is his guardian in personal matters."""
    return FamilyPlan(
        HAMAR,
        (
            Member("anne", PersonName("Anne", "Fossum"), F, birthday(today, 54, 4, 29), "fossum", "divorced"),
            Member(
                "espen", PersonName("Espen", "Fossum"), M, birthday(today, 23, 6, 30), "fossum", guardian=Guardianship("anne", "personal")
            ),
        ),
        parents={"espen": ("anne",)},
        gp="sveen",
    )
