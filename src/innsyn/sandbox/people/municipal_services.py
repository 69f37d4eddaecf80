"""Municipalities with their services, GP offices and others outside hospital. All invented."""

from innsyn.sandbox.people.organisation_plan import (
    CHILD_HEALTH,
    GENERAL_PRACTICE,
    HOME_NURSING,
    NURSING_HOME,
    PHYSIOTHERAPY,
    OrganisationPlan,
    Service,
    area,
    municipal,
)
from innsyn.sandbox.people.places import ALTA, ELVERUM, HAMAR, KAUTOKEINO, LILLEHAMMER, SUNNFJORD, Place

_HOME_CARE = municipal("KP02", "Sykepleietjeneste")
_CHILD_HEALTH = municipal("KF01", "Helsestasjons- og skolehelsetjeneste")
_YOUTH_HEALTH = municipal("KF0103", "Helsestasjon for ungdom")
_EMERGENCY = municipal("KA02", "Legevakt")
_NURSING_HOME = municipal("KP01", "Legetjeneste ved sykehjem mv.")


def _municipality(key: str, name: str, place: Place, home: str, child: str, clinic: str, nursing: str) -> tuple[OrganisationPlan, ...]:
    owner = OrganisationPlan(key, name, "legal_entity", is_municipality=True)
    services = (
        owner,
        OrganisationPlan(f"{key}-hjemmetjeneste", home, "point_of_care", key, _HOME_CARE, HOME_NURSING),
        OrganisationPlan(f"{key}-helsestasjon", child, "point_of_care", key, _CHILD_HEALTH, CHILD_HEALTH),
        OrganisationPlan(f"{key}-legevakt", clinic, "point_of_care", key, _EMERGENCY, GENERAL_PRACTICE),
        OrganisationPlan(f"{key}-sykehjem", nursing, "point_of_care", key, _NURSING_HOME, NURSING_HOME),
    )
    return tuple(plan.at(place) for plan in services)


def _office(key: str, name: str, place: Place) -> OrganisationPlan:
    return OrganisationPlan(key, name, "legal_entity", None, area("S01", "Allmennmedisin"), GENERAL_PRACTICE).at(place)


def _extra(key: str, name: str, owner: str | None, service: Service, facility: tuple[str, str], place: Place) -> OrganisationPlan:
    return OrganisationPlan(key, name, "point_of_care" if owner else "legal_entity", owner, service, facility).at(place)


MUNICIPAL_SERVICES = (
    *_municipality(
        "lauvasen",
        "Lauvåsen kommune",
        HAMAR,
        "Hjemmetjenesten Lauvåsen øst",
        "Lauvåsen helsestasjon",
        "Lauvåsen interkommunale legevakt",
        "Solgløtt bo- og behandlingssenter",
    ),
    _extra("lauvasen-ungdom", "Lauvåsen helsestasjon for ungdom", "lauvasen", _YOUTH_HEALTH, CHILD_HEALTH, HAMAR),
    _extra("lauvasen-rehab", "Lauvåsen hverdagsrehabilitering", "lauvasen", area("A03", "Fysioterapi"), PHYSIOTHERAPY, HAMAR),
    _extra("lauvasen-kreft", "Kreftkoordinator i Lauvåsen", "lauvasen", municipal("KX06", "Kreftkoordinator"), HOME_NURSING, HAMAR),
    _extra("lauvasen-demens", "Hukommelsesteamet i Lauvåsen", "lauvasen", municipal("KX07", "Demenskoordinator"), HOME_NURSING, HAMAR),
    *_municipality(
        "storvika",
        "Storvika kommune",
        LILLEHAMMER,
        "Storvika hjemmetjeneste",
        "Storvika helsestasjon",
        "Storvika legevakt",
        "Storvika sykehjem",
    ),
    *_municipality(
        "granskogen",
        "Granskogen kommune",
        ELVERUM,
        "Granskogen hjemmetjeneste",
        "Granskogen helsestasjon",
        "Granskogen legevakt",
        "Kveldsro sykehjem",
    ),
    *_municipality(
        "fjordabygda",
        "Fjordabygda kommune",
        SUNNFJORD,
        "Heimetenesta i Fjordabygda",
        "Fjordabygda helsestasjon",
        "Fjordabygda legevakt",
        "Fjordatun sjukeheim",
    ),
    *_municipality(
        "viddemark",
        "Viddemark kommune",
        ALTA,
        "Viddemark hjemmetjeneste",
        "Viddemark helsestasjon",
        "Viddemark legevakt",
        "Viddetun sykehjem",
    ),
    _office("trollkatten", "Trollkatten legesenter", HAMAR),
    _office("blaaklokka", "Blåklokka legekontor", HAMAR),
    _office("storvika-legesenter", "Storvika legesenter", LILLEHAMMER),
    _office("granbar", "Granbar legesenter", ELVERUM),
    _office("fjordlyset", "Fjordlyset legekontor", SUNNFJORD),
    _office("kveldsol", "Kveldsol legesenter", SUNNFJORD),
    _office("reinrosa", "Reinrosa legesenter", KAUTOKEINO),
    _extra("maurtua", "Maurtua apotek", None, area("A10", "Farmasi"), ("86.993", "Andre helsetjenester ellers"), HAMAR),
    _extra("smidig", "Smidig fysioterapi", None, area("A03", "Fysioterapi"), PHYSIOTHERAPY, HAMAR),
)
