"""The families of the recurring cast: the same people in the demo, in tests and in pictures."""

from datetime import date, timedelta

from innsyn.sandbox.people.family_plan import F, FamilyPlan, M, Member, aged, birthday
from innsyn.sandbox.people.person import Guardianship, PersonName
from innsyn.sandbox.people.places import ELVERUM, HAMAR, KAUTOKEINO, LILLEHAMMER, SUNNFJORD


def recurring_families(today: date) -> tuple[FamilyPlan, ...]:
    """Describe the families of the cast as they are today. Returns plans in a fixed order."""
    families = (
        _solvang,
        _haugen,
        _abdi,
        _dalen,
        _ronning,
        _moen,
        _kvamme,
        _aasen,
        _al_masri,
        _berget_and_løken,
        _eira,
        _myhre,
        _rud,
        _strom,
        _engen,
        _nowak,
        _lunde,
    )
    return tuple(family(today) for family in families)


def _solvang(today: date) -> FamilyPlan:
    """Kari, 34, on the bus with two children."""
    return FamilyPlan(
        HAMAR,
        (
            Member("kari", PersonName("Kari", "Solvang", "Lunde"), F, birthday(today, 34, 3, 14), "solvang", "married"),
            Member("eirik", PersonName("Eirik", "Solvang"), M, birthday(today, 36, 9, 2), "solvang", "married"),
            Member("jonas", PersonName("Jonas", "Solvang"), M, birthday(today, 6, 5, 30), "solvang"),
            Member("oda", PersonName("Oda", "Solvang"), F, birthday(today, 3, 2, 11), "solvang"),
            Member("gerd", PersonName("Gerd", "Lunde"), F, birthday(today, 63, 7, 8), "lunde-gerd", "divorced"),
        ),
        partners=(("kari", "eirik"),),
        parents={"jonas": ("kari", "eirik"), "oda": ("kari", "eirik"), "kari": ("gerd",)},
        gp="lien",
    )


def _haugen(today: date) -> FamilyPlan:
    """Arne, 81, whose sight fails, and Hilde who helps him."""
    return FamilyPlan(
        HAMAR,
        (
            Member("arne", PersonName("Arne", "Haugen"), M, birthday(today, 81, 1, 19), "haugen", "widowed"),
            Member(
                "aud",
                PersonName("Aud", "Haugen"),
                F,
                today - timedelta(days=30300),
                "haugen",
                "married",
                died_on=today - timedelta(days=2200),
            ),
            Member("hilde", PersonName("Hilde", "Haugen"), F, birthday(today, 55, 10, 5), "haugen-hilde", "divorced"),
            Member("sindre", PersonName("Sindre", "Haugen"), M, birthday(today, 24, 4, 22), "haugen-hilde"),
        ),
        parents={"hilde": ("aud", "arne"), "sindre": ("hilde",)},
        gp="lien",
    )


def _abdi(today: date) -> FamilyPlan:
    """Amina, 14, who got diabetes, and her family."""
    return FamilyPlan(
        HAMAR,
        (
            Member("amina", PersonName("Amina", "Abdi", "Yusuf"), F, aged(today, 14, days=200), "abdi"),
            Member("hodan", PersonName("Hodan", "Warsame"), F, birthday(today, 39, 6, 17), "abdi", "married", "so"),
            Member("yusuf", PersonName("Yusuf", "Abdi"), M, birthday(today, 42, 1, 3), "abdi", "married", "so"),
            Member("ayaan", PersonName("Ayaan", "Abdi", "Yusuf"), F, birthday(today, 10, 8, 26), "abdi"),
            Member("ismail", PersonName("Ismail", "Abdi", "Yusuf"), M, birthday(today, 2, 4, 9), "abdi"),
        ),
        partners=(("hodan", "yusuf"),),
        parents={"amina": ("hodan", "yusuf"), "ayaan": ("hodan", "yusuf"), "ismail": ("hodan", "yusuf")},
        gp="holte",
    )


def _dalen(today: date) -> FamilyPlan:
    """Bjørg, 79, with dementia; her daughter Marit is her guardian."""
    return FamilyPlan(
        HAMAR,
        (
            Member(
                "bjorg",
                PersonName("Bjørg", "Dalen"),
                F,
                birthday(today, 79, 11, 2),
                "dalen",
                "widowed",
                guardian=Guardianship("marit", "personal_and_financial"),
            ),
            Member("marit", PersonName("Marit", "Dalen"), F, birthday(today, 52, 2, 27), "dalen-marit", "married"),
            Member("geir", PersonName("Geir", "Dalen"), M, birthday(today, 49, 9, 15), "dalen-geir"),
        ),
        parents={"marit": ("bjorg",), "geir": ("bjorg",)},
        gp="lien",
        places={"dalen-geir": SUNNFJORD},
    )


def _ronning(today: date) -> FamilyPlan:
    """Per, 63, in a cancer pathway."""
    return FamilyPlan(
        LILLEHAMMER,
        (
            Member("per", PersonName("Per", "Rønning"), M, birthday(today, 63, 12, 4), "ronning", "married"),
            Member("randi", PersonName("Randi", "Rønning"), F, birthday(today, 61, 5, 21), "ronning", "married"),
        ),
        partners=(("per", "randi"),),
        gp="fossum",
    )


def _moen(today: date) -> FamilyPlan:
    """Silje, 29, a nurse who has been depressed and will not be read by her colleagues."""
    return FamilyPlan(HAMAR, (Member("silje", PersonName("Silje", "Moen"), F, birthday(today, 29, 8, 12), "moen"),), gp="malik")


def _kvamme(today: date) -> FamilyPlan:
    """Odd, 68, with COPD at home."""
    return FamilyPlan(
        SUNNFJORD,
        (
            Member("odd", PersonName("Odd", "Kvamme"), M, birthday(today, 68, 3, 3), "kvamme", "married", "nn"),
            Member("malfrid", PersonName("Målfrid", "Kvamme"), F, birthday(today, 66, 10, 30), "kvamme", "married", "nn"),
        ),
        partners=(("odd", "malfrid"),),
        gp="brekke",
    )


def _aasen(today: date) -> FamilyPlan:
    """Ingrid, Sunniva and Ella, nine days old."""
    return FamilyPlan(
        ELVERUM,
        (
            Member("ingrid", PersonName("Ingrid", "Aasen"), F, birthday(today, 31, 4, 6), "aasen", "married"),
            Member("sunniva", PersonName("Sunniva", "Aasen"), F, birthday(today, 33, 6, 1), "aasen", "married"),
            Member("ella", PersonName("Ella", "Aasen"), F, today - timedelta(days=9), "aasen"),
        ),
        partners=(("ingrid", "sunniva"),),
        parents={"ella": ("ingrid", "sunniva")},
        gp="wojcik",
    )


def _al_masri(today: date) -> FamilyPlan:
    """Leila, 32, pregnant with diabetes, in a new country."""
    return FamilyPlan(
        HAMAR,
        (
            Member("leila", PersonName("Leila", "Al-Masri"), F, birthday(today, 32, 1, 25), "al-masri", "married", "ar", "SY"),
            Member("omar", PersonName("Omar", "Al-Masri"), M, birthday(today, 35, 7, 19), "al-masri", "married", "ar", "SY"),
            Member("adam", PersonName("Adam", "Al-Masri"), M, birthday(today, 4, 9, 9), "al-masri", "unmarried", "ar", "SY"),
        ),
        partners=(("leila", "omar"),),
        parents={"adam": ("leila", "omar")},
        gp="holte",
    )


def _berget_and_løken(today: date) -> FamilyPlan:
    """Jakob, 8, with asthma and two homes."""
    return FamilyPlan(
        LILLEHAMMER,
        (
            Member("trine", PersonName("Trine", "Berget"), F, birthday(today, 38, 2, 8), "berget", "divorced"),
            Member("morten", PersonName("Morten", "Løken"), M, birthday(today, 40, 11, 11), "loken", "divorced"),
            Member("jakob", PersonName("Jakob", "Berget", "Løken"), M, birthday(today, 8, 6, 24), "berget", second_home="loken"),
            Member("emma", PersonName("Emma", "Berget", "Løken"), F, birthday(today, 11, 1, 30), "berget", second_home="loken"),
        ),
        parents={"jakob": ("trine", "morten"), "emma": ("trine", "morten")},
        gp="bakke",
    )


def _eira(today: date) -> FamilyPlan:
    """Ánte, 71, with heart failure; the family speaks Northern Sámi."""
    return FamilyPlan(
        KAUTOKEINO,
        (
            Member("ante", PersonName("Ánte", "Eira", "Mihkkal"), M, birthday(today, 71, 12, 20), "eira", "married", "se"),
            Member("elle", PersonName("Elle", "Eira", "Máret"), F, birthday(today, 69, 3, 17), "eira", "married", "se"),
            Member("mihkkal", PersonName("Mihkkal", "Eira"), M, birthday(today, 40, 5, 5), "eira-mihkkal", "unmarried", "se"),
        ),
        partners=(("ante", "elle"),),
        parents={"mihkkal": ("elle", "ante")},
        gp="gaup",
    )


def _myhre(today: date) -> FamilyPlan:
    """Mia, 15, and Elias, 13: one hides a note from her parents, one is spared a letter his parents read."""
    return FamilyPlan(
        HAMAR,
        (
            Member("hanne", PersonName("Hanne", "Myhre"), F, birthday(today, 44, 8, 3), "myhre", "married"),
            Member("thomas", PersonName("Thomas", "Myhre"), M, birthday(today, 46, 2, 14), "myhre", "married"),
            Member("mia", PersonName("Mia", "Myhre"), F, aged(today, 15, days=120), "myhre"),
            Member("elias", PersonName("Elias", "Myhre"), M, aged(today, 13, days=90), "myhre"),
        ),
        partners=(("hanne", "thomas"),),
        parents={"mia": ("hanne", "thomas"), "elias": ("hanne", "thomas")},
        gp="lien",
    )


def _rud(today: date) -> FamilyPlan:
    """Rolf, 47, some of whose documents are withheld."""
    return FamilyPlan(HAMAR, (Member("rolf", PersonName("Rolf", "Rud"), M, birthday(today, 47, 10, 17), "rud", "divorced"),), gp="malik")


def _strom(today: date) -> FamilyPlan:
    """Inger, 66, after a stroke."""
    return FamilyPlan(
        HAMAR,
        (
            Member("inger", PersonName("Inger", "Strøm"), F, birthday(today, 66, 9, 23), "strom", "married"),
            Member("finn", PersonName("Finn", "Strøm"), M, birthday(today, 70, 4, 13), "strom", "married"),
        ),
        partners=(("inger", "finn"),),
        gp="sveen",
    )


def _engen(today: date) -> FamilyPlan:
    """Solveig, 74, with a new hip."""
    solveig = Member("solveig", PersonName("Solveig", "Engen"), F, birthday(today, 74, 5, 16), "engen", "widowed")
    return FamilyPlan(HAMAR, (solveig,), gp="tran")


def _nowak(today: date) -> FamilyPlan:
    """Piotr, 41, who came to work and has a D-number."""
    piotr = Member("piotr", PersonName("Piotr", "Nowak"), M, birthday(today, 41, 2, 20), "nowak", "married", "pl", "PL", has_d_number=True)
    return FamilyPlan(LILLEHAMMER, (piotr,), gp="fossum")


def _lunde(today: date) -> FamilyPlan:
    """Olav, who died, and Turid who is his next of kin."""
    died_on = today - timedelta(days=500)
    return FamilyPlan(
        HAMAR,
        (
            Member("olav", PersonName("Olav", "Lunde"), M, birthday(died_on, 88, 2, 3), "lunde", "widowed", died_on=died_on),
            Member("turid", PersonName("Turid", "Lunde"), F, birthday(today, 60, 12, 12), "lunde-turid"),
        ),
        parents={"turid": ("olav",)},
        gp="sveen",
    )
