"""Vaccines, one by one or as the children's programme gives them."""

from innsyn.kernel.systems import ATC
from innsyn.sandbox.people.resources.reference import Json, concept
from innsyn.sandbox.stories.builders.telling import Telling
from innsyn.sandbox.stories.builders.time import months, weeks, years
from innsyn.sandbox.stories.codes.medicines import VACCINES

_PROGRAMME = (
    (weeks(6), "rota", 1),
    (months(3), "rota", 2),
    (months(3), "hexavalent", 1),
    (months(3), "pneumococcal_child", 1),
    (months(5), "hexavalent", 2),
    (months(5), "pneumococcal_child", 2),
    (months(12), "hexavalent", 3),
    (months(12), "pneumococcal_child", 3),
    (months(15), "mmr", 1),
    (years(7.2), "dtp_polio", 1),
    (years(11.3), "mmr", 2),
    (years(12.4), "hpv", 1),
    (years(12.9), "hpv", 2),
    (years(15.2), "dtp_polio", 2),
)
"""Age in days, vaccine, dose: barnevaksinasjonsprogrammet."""


def vaccinated(life: Telling, vaccine: str, ago: int, at: str, by: str, dose: int = 1) -> Json:
    """Tell of a vaccine given. vaccine: key of `VACCINES`. at, by: where and who. Returns a reference."""
    resource: Json = {
        "resourceType": "Immunization",
        "id": life.new_id("vaksine"),
        "status": "completed",
        "vaccineCode": concept(ATC, *VACCINES[vaccine]),
        "patient": life.patient,
        "occurrenceDateTime": life.moment(ago, 12),
        "primarySource": True,
        "performer": [{"actor": life.worker_ref(by, at)}, {"actor": life.unit_ref(at)}],
        "protocolApplied": [{"doseNumberPositiveInt": dose}],
    }
    return life.add(resource, source=at)


def child_vaccines(life: Telling, by: str, at: str | None = None) -> None:
    """Tell of every vaccine of the programme the child is old enough for, at the health station."""
    lived = (life.nation.today - life.person.born_on).days
    unit = at or f"{life.person.care_municipality}-helsestasjon"
    for age_days, vaccine, dose in _PROGRAMME:
        ago = lived - age_days - life.chance.randrange(0, 12)
        if ago > 1:
            vaccinated(life, vaccine, ago, unit, by, dose)
