"""Whose health contacts are whose: everybody's regular doctor, small children's health station, the old's home care, and the cast's own.

Each is told by the organisation itself, as EpisodeOfCare with its CareTeam contained; when it began is not told, so that it comes with the
newest of what is told. Source: NOTIFIKASJON_INNBYGGER_HELSEKONTAKT (helsenorge.atlassian.net); docs/spec/contacts.md#CON-1.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from innsyn.gate.standing.care_contacts import FUNCTION
from innsyn.kernel.systems import HER_ID
from innsyn.sandbox.people.address_parties import her_id_at
from innsyn.sandbox.people.resources.reference import VOLVEN, Json, concept, may_show_address, role_ref
from innsyn.sandbox.stories.builders.telling import Telling
from innsyn.sandbox.stories.codes.document_types import Label

_FUNCTIONS = {
    "3": "Behandlende lege",
    "6": "Fastlege",
    "9": "Primærkontakt",
    "17": "Kreftkoordinator",
    "18": "Koordinator",
    "19": "Kontaktlege",
    "21": "Klinisk kontakt",
}
"""Volven 9034, those that occur here."""

_PRESCHOOL, _OLD = 6, 85


@dataclass(frozen=True, slots=True)
class Told:
    """One health contact. at: key of the unit. team: functions and who, by key. doctor: key, when the contact is a doctor at it.

    A team of several functions lets whoever writes choose whom it is for."""

    at: str
    team: tuple[tuple[str, str], ...] = ()
    label: Label = Label.NONE
    doctor: str = ""


_WARD = "solvskogen-sykehus"
_HOME, _REHAB = Told("lauvasen-hjemmetjeneste", (("9", "holm"), ("18", "ahmed"))), Told("lauvasen-rehab", (("9", "halvorsen"),))
_STATION = Told("lauvasen-helsestasjon", (("9", "jordet"),))

CAST: dict[str, tuple[Told, ...]] = {
    "kari": (Told(f"{_WARD}-kirurgi", (("19", "fjeld"), ("21", "berg"))),),
    "arne": (_HOME, Told(f"{_WARD}-hjerte", (("19", "sharma"),)), Told(f"{_WARD}-oye", (("3", "oyen"),))),
    "amina": (Told(f"{_WARD}-barn", (("3", "nilsen"), ("9", "evensen"))),),
    "bjorg": (_HOME, Told("lauvasen-demens", (("18", "mork"),)), Told(f"{_WARD}-geriatri", (("19", "lorentzen"),))),
    "per": (Told(f"{_WARD}-kirurgi", (("19", "fjeld"),)), Told("lauvasen-kreft", (("17", "brun"),))),
    "odd": (Told("tindefjord-sjukehus-lunge", (("19", "eide"), ("21", "fure"))),),
    "ingrid": (Told(f"{_WARD}-foede", (("3", "winther"), ("9", "aas"))), _STATION),
    "leila": (Told(f"{_WARD}-foede", (("3", "winther"), ("9", "aas"))), _STATION),
    "jakob": (Told(f"{_WARD}-barn", (("3", "nilsen"),)),),
    "ante": (Told("nordlysvidda-sykehus-hjerte", (("19", "utsi"), ("9", "eira"))), Told("viddemark-hjemmetjeneste", (("9", "hatta"),))),
    "mia": (Told("lauvasen-ungdom", (("9", "kirkeby"),), Label.PARENTS),),
    "elias": (Told(f"{_WARD}-barn", (("3", "nilsen"),)), Told(f"{_WARD}-genetikk", (("19", "quist"),), Label.YOUTH)),
    "inger": (Told(f"{_WARD}-slag", (("19", "myklebust"), ("9", "skaar"))), _REHAB),
    "solveig": (Told(f"{_WARD}-ortopedi", (("19", "krogh"),)), _REHAB),
}
"""The cast's own, by key: what the stories tell of them."""


def tell_health_contacts(life: Telling) -> None:
    """Tell who treats somebody now. The dead have nobody; of those under address protection no office tells."""
    if life.person.died_on is None and may_show_address(life.person):
        for told in _contacts_of(life):
            if (her_id := her_id_at(life.nation, told.at, told.doctor)) is not None:
                life.add(_episode(life, told, her_id), source=told.at, label=told.label)


def _contacts_of(life: Telling) -> Iterator[Told]:
    person = life.person
    yield Told(person.gp_office, (("6", person.gp),), doctor=person.gp)
    yield from CAST.get(person.key, ())
    if life.age_at(0) < _PRESCHOOL:
        yield Told(f"{person.care_municipality}-helsestasjon")
    if life.age_at(0) >= _OLD and person.key not in CAST:
        yield Told(f"{person.care_municipality}-hjemmetjeneste")


def _episode(life: Telling, told: Told, her_id: int) -> Json:
    system, code, name = life.unit(told.at).service or ("", "", "")
    return {
        "resourceType": "EpisodeOfCare",
        "id": life.new_id("helsekontakt"),
        "contained": [_team(life, told, her_id)],
        "status": "active",
        "type": [concept(f"{VOLVEN}.{system}", code, name)],
        "patient": life.patient,
        "managingOrganization": life.unit_ref(told.at),
        "team": [{"reference": "#team"}],
    }


def _team(life: Telling, told: Told, her_id: int) -> Json:
    unit = life.unit(told.at)
    team: Json = {
        "resourceType": "CareTeam",
        "id": "team",
        "identifier": [{"system": HER_ID, "value": str(her_id)}],
        "status": "active",
        "name": str(life.nation.personnel[told.doctor].name) if told.doctor else unit.name,
        "telecom": [{"system": "phone", "value": unit.phone, "use": "work"}],
    }
    named = [_participant(life, told.at, function, worker) for function, worker in told.team]
    return team | ({"participant": named} if named else {})


def _participant(life: Telling, unit: str, function: str, worker: str) -> Json:
    member = role_ref(life.nation.personnel[worker], unit)
    return {
        "role": [concept(FUNCTION, function, _FUNCTIONS[function])],
        "member": member | {"display": str(life.nation.personnel[worker].name)},
    }
