"""Real municipalities and post codes, invented streets, and which invented municipality cares for the people of each."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Municipality:
    """A real municipality, for addresses only. number: four digits of the national list. county: fylke."""

    number: str
    name: str
    county: str


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere people live. posts: `(post code, post town)` pairs. care: key of the invented municipality that cares for them.
    hospital: key of the invented trust. offices: keys of the GP offices there. language: written form of the papers."""

    municipality: Municipality
    posts: tuple[tuple[str, str], ...]
    care: str
    hospital: str
    offices: tuple[str, ...]
    language: str = "nb"


HAMAR = Place(
    Municipality("3403", "Hamar", "Innlandet"),
    (("2317", "Hamar"), ("2321", "Hamar"), ("2323", "Ingeberg")),
    "lauvasen",
    "solvskogen",
    ("trollkatten", "blaaklokka"),
)
LILLEHAMMER = Place(
    Municipality("3405", "Lillehammer", "Innlandet"),
    (("2609", "Lillehammer"), ("2615", "Lillehammer"), ("2619", "Lillehammer")),
    "storvika",
    "solvskogen",
    ("storvika-legesenter",),
)
ELVERUM = Place(
    Municipality("3420", "Elverum", "Innlandet"),
    (("2406", "Elverum"), ("2409", "Elverum"), ("2411", "Elverum")),
    "granskogen",
    "solvskogen",
    ("granbar",),
)
SUNNFJORD = Place(
    Municipality("4647", "Sunnfjord", "Vestland"),
    (("6800", "Førde"), ("6812", "Førde"), ("6818", "Haukedalen")),
    "fjordabygda",
    "tindefjord",
    ("fjordlyset", "kveldsol"),
    "nn",
)
ALTA = Place(
    Municipality("5601", "Alta", "Finnmark"),
    (("9510", "Alta"), ("9513", "Alta"), ("9517", "Alta")),
    "viddemark",
    "nordlysvidda",
    ("reinrosa",),
)
KAUTOKEINO = Place(
    Municipality("5612", "Kautokeino", "Finnmark"),
    (("9520", "Kautokeino"),),
    "viddemark",
    "nordlysvidda",
    ("reinrosa",),
)

PLACES = (HAMAR, LILLEHAMMER, ELVERUM, SUNNFJORD, ALTA, KAUTOKEINO)

STREETS = (
    "Askeladdveien",
    "Blåkollsvingen",
    "Dovregubbens vei",
    "Eventyrstien",
    "Fabelveien",
    "Haugtussa",
    "Huldrestien",
    "Kvitebjørnvegen",
    "Lommelyktlia",
    "Nissebakken",
    "Nøkkens vei",
    "Papirbåtveien",
    "Regnbuetoppen",
    "Reveenkas vei",
    "Sagavegen",
    "Skoglirpa",
    "Smørbukkveien",
    "Spilledåsen",
    "Strikkepinneveien",
    "Tommeliten",
    "Trollheimsgata",
    "Tusseladdvegen",
    "Ullnøstet",
    "Veslefrikkveien",
    "Vinterbærlia",
    "Åsgårdsreia",
)
"""Streets no town has: folk tales and household things."""
