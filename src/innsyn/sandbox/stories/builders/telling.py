"""A life while it is being told: whose it is, what day it is, and what has been written so far."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import NAMESPACE_URL, uuid5

from innsyn.kernel.clock import NORWAY
from innsyn.kernel.systems import ACCESS_LABEL, ORGANISATION_NUMBER
from innsyn.sandbox.people.nation import Nation
from innsyn.sandbox.people.organisations import Organisation
from innsyn.sandbox.people.person import Person
from innsyn.sandbox.people.resources.reference import Json, coding, organisation_ref, patient_ref, role_ref
from innsyn.sandbox.stories.codes.document_types import LABEL_NAMES, Label

_FRIDAY, _WEEK = 4, 7
_LABORATORIES = {"fjordabygda": "tindefjord-sjukehus-lab", "viddemark": "nordlysvidda-sykehus-lab"}


class Telling:
    """Collects one life's resources.

    nation: where it happens; its `today` is day 0 and `ago` counts back from it, negative days are planned.
    person: whose life. chance: this life's own dice."""

    def __init__(self, nation: Nation, person: Person) -> None:
        """Begin with nothing told."""
        self.nation = nation
        self.person = person
        self.chance = Random(f"{nation.seed}:life:{person.key}")
        self.resources: list[Json] = []
        self._numbers: Counter[str] = Counter()

    def __repr__(self) -> str:
        """Show the key and how much, never what."""
        return f"Telling({self.person.key}, {len(self.resources)} resources)"

    @property
    def patient(self) -> Json:
        """Point at the person as patient."""
        return patient_ref(self.person)

    def unit(self, key: str) -> Organisation:
        """Find a unit by key."""
        return self.nation.organisations[key]

    def unit_ref(self, key: str) -> Json:
        """Point at a unit."""
        return organisation_ref(self.unit(key))

    def worker_ref(self, worker: str, unit: str) -> Json:
        """Point at someone in their post at a unit."""
        return role_ref(self.nation.personnel[worker], unit)

    def laboratory(self) -> str:
        """Say which laboratory serves where the person lives. Returns its key."""
        return _LABORATORIES.get(self.person.care_municipality, "solvskogen-sykehus-lab")

    def day(self, ago: float) -> date:
        """Say which date it was so many days ago."""
        return self.nation.today - timedelta(days=round(ago))

    def moment(self, ago: float, hour: int, minute: int | None = None) -> str:
        """Say an instant in Norway as FHIR writes it. minute: left to this life's dice when None."""
        return self.instant(ago, hour, minute).isoformat()

    def instant(self, ago: float, hour: int, minute: int | None = None) -> datetime:
        """Say an instant in Norway."""
        chosen = self.chance.randrange(0, 60, 5) if minute is None else minute
        return datetime.combine(self.day(ago), time(hour, chosen), NORWAY)

    def working_day(self, ago: int) -> int:
        """Move a weekend's day back to the Friday before, a planned one on to the Monday after. Returns days ago."""
        past_friday = self.day(ago).weekday() - _FRIDAY
        if past_friday <= 0:
            return ago
        return ago + past_friday if ago > 0 else ago - (_WEEK - _FRIDAY - past_friday)

    def age_at(self, ago: float) -> int:
        """Count the birthdays the person had passed so many days ago."""
        return self.person.age(self.day(ago))

    def new_id(self, kind: str) -> str:
        """Give the next id of a kind, such as `kari-epikrise-2`. Stable as long as the story's order is."""
        self._numbers[kind] += 1
        return f"{self.person.key}-{kind}-{self._numbers[kind]}"

    def uuid(self, key: str) -> str:
        """Give a UUID: the same for the same seed, life and key."""
        return str(uuid5(NAMESPACE_URL, f"urn:innsyn:sandbox:{self.nation.seed}:{self.person.key}:{key}"))

    def source(self, unit: str) -> str:
        """Name the organisation that answers for what a unit writes. Returns a URI for `meta.source`; `custodian_of` reads it back."""
        return f"{ORGANISATION_NUMBER}#{self.nation.legal_entity(unit).number}"

    def add(self, resource: Json, *, source: str | None = None, label: Label = Label.NONE) -> Json:
        """Write a resource down.

        source: key of the unit it comes from. label: who may not see it. Returns a reference to it."""
        meta = dict(resource.get("meta", {}))
        if source is not None:
            meta["source"] = self.source(source)
        if label is not Label.NONE:
            meta["security"] = [coding(ACCESS_LABEL, label.value, LABEL_NAMES[label])]
        if meta:
            resource = resource | {"meta": meta}
        self.resources.append(resource)
        return {"reference": f"{resource['resourceType']}/{resource['id']}"}
