"""An ordinary childhood: vaccines, and the health station's notes at the ages everyone is called in."""

from innsyn.sandbox.stories.background.typical import measurements
from innsyn.sandbox.stories.builders.admissions import health_station
from innsyn.sandbox.stories.builders.appointments import planned
from innsyn.sandbox.stories.builders.known_documents import health_station_note
from innsyn.sandbox.stories.builders.measurements import measured
from innsyn.sandbox.stories.builders.telling import Telling
from innsyn.sandbox.stories.builders.time import years
from innsyn.sandbox.stories.builders.vaccines import child_vaccines
from innsyn.sandbox.stories.content.manuscript import manuscripts

_CALLS = ((0.12, "seks-uker"), (1.0, "ett-ar"), (2.0, "to-ar"), (4.0, "fire-ar"), (6.1, "skolestart"), (13.4, "ungdom"))
_HEALTH_NURSES = {
    "lauvasen": "vangen",
    "storvika": "engen",
    "granskogen": "vestby",
    "fjordabygda": "flaten",
    "viddemark": "triumf",
}
_VACCINATED_UP_TO = 20
_NOTES_UP_TO = 19


def childhood(life: Telling) -> None:
    """Tell the years at the health station of someone young enough for them to be on record."""
    age = life.age_at(0)
    if age > _VACCINATED_UP_TO:
        return
    nurse = _HEALTH_NURSES[life.person.care_municipality]
    child_vaccines(life, nurse)
    lived = (life.nation.today - life.person.born_on).days
    for at_age, paper in _CALLS:
        ago = lived - years(at_age)
        if ago > 3 and age <= _NOTES_UP_TO:
            _called_in(life, nurse, ago, at_age, paper)
    upcoming = next((years(at_age) - lived for at_age, _ in _CALLS if years(at_age) > lived), None)
    if upcoming is not None and upcoming < 150:
        planned(life, f"{life.person.care_municipality}-helsestasjon", nurse, upcoming, "Kontroll på helsestasjonen")


def _called_in(life: Telling, nurse: str, ago: int, at_age: float, paper: str) -> None:
    visit = health_station(life, ago, nurse)
    found = measurements(life, manuscripts("station")[paper].words, at_age, {})
    measured(visit, **{key: value for key, value in found.values.items() if key != "epds"})
    health_station_note(visit, f"station/{paper}", places=found.places)
