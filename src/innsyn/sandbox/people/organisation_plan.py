"""The few words by which an invented organisation is described in the tables, and the codes they use."""

from dataclasses import dataclass, replace
from typing import Literal

from innsyn.sandbox.people.places import Place

Level = Literal["region", "legal_entity", "point_of_care", "department"]
Service = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class OrganisationPlan:
    """An organisation before it gets its number. Shapes as in `Organisation`."""

    key: str
    name: str
    level: Level
    part_of: str | None = None
    service: Service | None = None
    facility: tuple[str, str] | None = None
    written: Literal["nb", "nn"] = "nb"
    city: str = ""
    postal_code: str = ""
    is_municipality: bool = False

    def at(self, place: Place) -> "OrganisationPlan":
        """Put it in a place: its town, and the written language there."""
        postal_code, city = place.posts[0]
        written: Literal["nb", "nn"] = "nn" if place.language == "nn" else "nb"
        return replace(self, city=city, postal_code=postal_code, written=written)


def area(code: str, name: str) -> Service:
    """Name a helsehjelpsområde (Volven 8655)."""
    return ("8655", code, name)


def municipal(code: str, name: str) -> Service:
    """Name a municipal service (Volven 8663)."""
    return ("8663", code, name)


def diagnostic(code: str, name: str) -> Service:
    """Name a laboratory or imaging service (Volven 8654)."""
    return ("8654", code, name)


HOSPITAL = ("86.101", "Somatiske sykehustjenester")
PSYCHIATRY = ("86.102", "Psykiatriske sykehustjenester for voksne")
CHILD_PSYCHIATRY = ("86.104", "Psykiatriske sykehustjenester for barn og ungdom")
GENERAL_PRACTICE = ("86.210", "Allmennlegetjenester")
DIAGNOSTICS = ("86.910", "Medisinske laboratorietjenester og bildediagnostikk")
HOME_NURSING = ("86.941", "Sykepleietjenester og andre helsetjenester i hjemmet")
CHILD_HEALTH = ("86.942", "Helsestasjons- og skolehelsetjenester")
PHYSIOTHERAPY = ("86.950", "Fysioterapi- og ergoterapitjenester")
NURSING_HOME = ("87.102", "Sykehjemstjenester")
"""Type of facility: Volven 1305."""
