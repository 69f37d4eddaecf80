"""Regions, hospital trusts and their departments. All invented."""

from innsyn.sandbox.people.organisation_plan import (
    CHILD_PSYCHIATRY,
    DIAGNOSTICS,
    HOSPITAL,
    PSYCHIATRY,
    OrganisationPlan,
    Service,
    area,
    diagnostic,
)
from innsyn.sandbox.people.places import ALTA, HAMAR, SUNNFJORD, Place


def _department(site: str, key: str, name: str, service: Service, facility: tuple[str, str] = HOSPITAL) -> OrganisationPlan:
    return OrganisationPlan(f"{site}-{key}", name, "department", site, service, facility)


def _trust(region: str, key: str, name: str, place: Place, *sites: OrganisationPlan) -> tuple[OrganisationPlan, ...]:
    trust = OrganisationPlan(key, name, "legal_entity", region, None, HOSPITAL)
    return tuple(plan.at(place) for plan in (trust, *sites))


REGIONS = (
    OrganisationPlan("skogland", "Helse Skogland RHF", "region", city="Hamar", postal_code="2317"),
    OrganisationPlan("fjordheim", "Helse Fjordheim RHF", "region", written="nn", city="Førde", postal_code="6800"),
    OrganisationPlan("nordvidde", "Helse Nordvidde RHF", "region", city="Alta", postal_code="9510"),
    OrganisationPlan("skjergard", "Helse Skjærgård RHF", "region"),
    OrganisationPlan("midtvang", "Helse Midtvang RHF", "region"),
)
"""The last two exist by name only: other regions whose documents must be asked for."""

SOLVSKOGEN = _trust(
    "skogland",
    "solvskogen",
    "Sølvskogen universitetssykehus HF",
    HAMAR,
    OrganisationPlan("solvskogen-sykehus", "Sølvskogen sykehus, somatikk", "point_of_care", "solvskogen", None, HOSPITAL),
    _department("solvskogen-sykehus", "kirurgi", "Kirurgisk sengepost", area("S0204", "Gastroenterologisk kirurgi")),
    _department("solvskogen-sykehus", "ortopedi", "Ortopedisk avdeling", area("S0208", "Ortopedisk kirurgi")),
    _department("solvskogen-sykehus", "foede", "Føde- og barselavdelingen", area("S0403", "Obstetrikk")),
    _department("solvskogen-sykehus", "barn", "Barne- og ungdomsavdelingen", area("S06", "Barnesykdommer")),
    _department("solvskogen-sykehus", "medisin", "Medisinsk sengepost", area("S03", "Indremedisin")),
    _department("solvskogen-sykehus", "hjerte", "Hjertepoliklinikken", area("S0306", "Hjertesykdommer")),
    _department("solvskogen-sykehus", "slag", "Slagenheten", area("S0702", "Cerebrovaskulære sykdommer")),
    _department("solvskogen-sykehus", "endokrin", "Endokrinologisk poliklinikk", area("S0301", "Endokrinologi")),
    _department("solvskogen-sykehus", "kreft", "Kreftpoliklinikken", area("S11", "Onkologi")),
    _department("solvskogen-sykehus", "urologi", "Urologisk poliklinikk", area("S0211", "Urologi")),
    _department("solvskogen-sykehus", "geriatri", "Hukommelsesklinikken", area("S0303", "Geriatri")),
    _department("solvskogen-sykehus", "oye", "Øyepoliklinikken", area("S10", "Øyesykdommer")),
    _department("solvskogen-sykehus", "akutt", "Akuttmottaket", ("8653", "6", "Akuttmottak")),
    _department("solvskogen-sykehus", "genetikk", "Genetisk poliklinikk", area("S15", "Medisinsk genetikk")),
    _department("solvskogen-sykehus", "rehab", "Avdeling for rehabilitering", area("H09", "Rehabilitering")),
    _department("solvskogen-sykehus", "rontgen", "Bildediagnostisk avdeling", diagnostic("B", "Bildediagnostikk"), DIAGNOSTICS),
    _department("solvskogen-sykehus", "lab", "Laboratoriet", diagnostic("L03", "Medisinsk biokjemi"), DIAGNOSTICS),
    _department("solvskogen-sykehus", "mikro", "Mikrobiologisk laboratorium", diagnostic("L04", "Medisinsk mikrobiologi"), DIAGNOSTICS),
    _department("solvskogen-sykehus", "patologi", "Patologisk laboratorium", diagnostic("L06", "Patologi"), DIAGNOSTICS),
    OrganisationPlan("solvskogen-psykisk", "Sølvskogen psykiske helsevern", "point_of_care", "solvskogen", None, PSYCHIATRY),
    _department("solvskogen-psykisk", "dps", "DPS Sølvskogen, allmennpoliklinikk", area("PV", "Psykisk helsevern for voksne"), PSYCHIATRY),
    _department("solvskogen-psykisk", "bup", "BUP Sølvskogen", area("PB", "Psykisk helsevern for barn og unge (BUP)"), CHILD_PSYCHIATRY),
)
TINDEFJORD = _trust(
    "fjordheim",
    "tindefjord",
    "Tindefjord sjukehus HF",
    SUNNFJORD,
    OrganisationPlan("tindefjord-sjukehus", "Tindefjord sjukehus", "point_of_care", "tindefjord", None, HOSPITAL),
    _department("tindefjord-sjukehus", "lunge", "Lungeseksjonen", area("S0307", "Lungesykdommer")),
    _department("tindefjord-sjukehus", "medisin", "Medisinsk sengepost", area("S03", "Indremedisin")),
    _department("tindefjord-sjukehus", "kirurgi", "Kirurgisk seksjon", area("S0201", "Generell kirurgi")),
    _department("tindefjord-sjukehus", "ortopedi", "Ortopedisk seksjon", area("S0208", "Ortopedisk kirurgi")),
    _department("tindefjord-sjukehus", "foede", "Føde- og barselavdelinga", area("S0403", "Obstetrikk")),
    _department("tindefjord-sjukehus", "rehab", "Seksjon for rehabilitering", area("H09", "Rehabilitering")),
    _department("tindefjord-sjukehus", "rontgen", "Røntgenseksjonen", diagnostic("B", "Bildediagnostikk"), DIAGNOSTICS),
    _department("tindefjord-sjukehus", "lab", "Laboratorieseksjonen", diagnostic("L03", "Medisinsk biokjemi"), DIAGNOSTICS),
    _department("tindefjord-sjukehus", "dps", "DPS Tindefjord", area("PV", "Psykisk helsevern for voksne"), PSYCHIATRY),
)
NORDLYSVIDDA = _trust(
    "nordvidde",
    "nordlysvidda",
    "Nordlysvidda sykehus HF",
    ALTA,
    OrganisationPlan("nordlysvidda-sykehus", "Nordlysvidda sykehus", "point_of_care", "nordlysvidda", None, HOSPITAL),
    _department("nordlysvidda-sykehus", "hjerte", "Hjerteseksjonen", area("S0306", "Hjertesykdommer")),
    _department("nordlysvidda-sykehus", "medisin", "Medisinsk sengepost", area("S03", "Indremedisin")),
    _department("nordlysvidda-sykehus", "kirurgi", "Kirurgisk seksjon", area("S0201", "Generell kirurgi")),
    _department("nordlysvidda-sykehus", "ortopedi", "Ortopedisk seksjon", area("S0208", "Ortopedisk kirurgi")),
    _department("nordlysvidda-sykehus", "foede", "Føde- og barselseksjonen", area("S0403", "Obstetrikk")),
    _department("nordlysvidda-sykehus", "rontgen", "Røntgenseksjonen", diagnostic("B", "Bildediagnostikk"), DIAGNOSTICS),
    _department("nordlysvidda-sykehus", "lab", "Laboratoriet", diagnostic("L03", "Medisinsk biokjemi"), DIAGNOSTICS),
    _department("nordlysvidda-sykehus", "dps", "DPS Nordlysvidda", area("PV", "Psykisk helsevern for voksne"), PSYCHIATRY),
)
HOSPITALS = (*REGIONS, *SOLVSKOGEN, *TINDEFJORD, *NORDLYSVIDDA)
