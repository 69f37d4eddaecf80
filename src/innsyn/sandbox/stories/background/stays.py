"""Hospital stays of ordinary people: who comes in, where, and what is done."""

from dataclasses import dataclass

_HOSPITALS = {"fjordabygda": "tindefjord-sjukehus", "viddemark": "nordlysvidda-sykehus"}
_STAFF = {
    ("solvskogen-sykehus", "kirurgi"): "fjeld",
    ("solvskogen-sykehus", "ortopedi"): "krogh",
    ("solvskogen-sykehus", "medisin"): "ruud",
    ("solvskogen-sykehus", "foede"): "winther",
    ("solvskogen-sykehus", "barn"): "nilsen",
    ("solvskogen-sykehus", "oye"): "oyen",
    ("solvskogen-sykehus", "hjerte"): "sharma",
    ("solvskogen-sykehus", "urologi"): "urdal",
    ("tindefjord-sjukehus", "kirurgi"): "hjelle",
    ("tindefjord-sjukehus", "ortopedi"): "sunde",
    ("tindefjord-sjukehus", "medisin"): "hovland",
    ("tindefjord-sjukehus", "foede"): "aarseth",
    ("nordlysvidda-sykehus", "kirurgi"): "mienna",
    ("nordlysvidda-sykehus", "ortopedi"): "hansen",
    ("nordlysvidda-sykehus", "medisin"): "somby",
    ("nordlysvidda-sykehus", "foede"): "pettersen",
    ("nordlysvidda-sykehus", "hjerte"): "utsi",
}


@dataclass(frozen=True, slots=True)
class Stay:
    """One kind of stay. paper: manuscript in `papers/hospital.txt`. department: last part of its key. ages: from and up to.
    nights: 0 for a day visit. procedure: NKPK or None. unusual: values that stray from the usual."""

    paper: str
    code: str
    department: str
    ages: tuple[int, int]
    nights: int
    procedure: str | None = None
    temperature: float = 37.0
    crp: float = 6


STAYS = (
    Stay("blindtarm", "K35.8", "kirurgi", (8, 55), 1, "JEA01", 38.1, 74),
    Stay("ankelbrudd", "S82.6", "ortopedi", (16, 80), 1),
    Stay("hofte", "S72.0", "ortopedi", (74, 101), 5, "NFJ70"),
    Stay("brokk", "K40.9", "kirurgi", (30, 85), 0),
    Stay("lungebetennelse", "J18.9", "medisin", (40, 101), 4, None, 38.9, 168),
    Stay("hjerteflimmer", "I48.0", "medisin", (55, 90), 2),
    Stay("nyrestein", "N20.1", "urologi", (25, 70), 1),
    Stay("hjernerystelse", "S06.0", "barn", (4, 16), 1),
    Stay("katarakt", "H25.1", "oye", (68, 95), 0, "CJE20"),
    Stay("infarkt", "I21.4", "hjerte", (52, 88), 3, "FNG05"),
    Stay("blaerebetennelse", "N39.0", "medisin", (30, 98), 3, None, 39.1, 190),
)


def ward(care_municipality: str, department: str) -> tuple[str, str]:
    """Find the ward where someone from a municipality is taken, and who answers there: the nearest that has the department.

    Returns keys of the unit and of the worker."""
    nearest = _HOSPITALS.get(care_municipality, "solvskogen-sykehus")
    hospital = nearest if (nearest, department) in _STAFF else "solvskogen-sykehus"
    return f"{hospital}-{department}", _STAFF[hospital, department]
