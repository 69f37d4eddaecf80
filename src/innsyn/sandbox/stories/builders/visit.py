"""A contact with the health service: the frame that diagnoses, tests, medicines and papers are hung on."""

from dataclasses import dataclass, replace
from datetime import datetime

from innsyn.sandbox.people.resources.reference import Json
from innsyn.sandbox.stories.builders.telling import Telling
from innsyn.sandbox.stories.codes.document_types import Label


@dataclass(frozen=True, slots=True)
class Visit:
    """One contact.

    encounter: reference to its Encounter. unit: key of where. by: key of who. ago: days before today it began.
    until: days before today it ended. start, end: the same as instants. label: who may not see what comes of it."""

    life: Telling
    encounter: Json
    unit: str
    by: str
    ago: int
    until: int
    start: datetime
    end: datetime
    label: Label = Label.NONE

    def write(self, resource: Json) -> Json:
        """Write down something that came of this contact: from its unit, under its label. Returns a reference."""
        return self.life.add(resource, source=self.unit, label=self.label)

    def with_(self, worker: str, unit: str | None = None) -> "Visit":
        """Turn to someone else during the same contact, perhaps of another unit."""
        return replace(self, by=worker, unit=unit or self.unit)

    def day(self, after: int) -> "Visit":
        """Step forward to a day of a stay. after: whole days since it began."""
        start = self.life.instant(self.ago - after, 10) if after else self.start
        return replace(self, ago=self.ago - after, until=self.ago - after, start=start, end=start)

    @property
    def unit_ref(self) -> Json:
        """Point at where."""
        return self.life.unit_ref(self.unit)

    @property
    def worker_ref(self) -> Json:
        """Point at who."""
        return self.life.worker_ref(self.by, self.unit)
