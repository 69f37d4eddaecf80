"""Every life of the nation, told: who they are, their relatives, and what the health service has written of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from innsyn.kernel.systems import ORGANISATION_NUMBER
from innsyn.sandbox.people.nation import Nation
from innsyn.sandbox.people.person import Person
from innsyn.sandbox.people.resources.organisation import organisation, places_and_services
from innsyn.sandbox.people.resources.patient import patient
from innsyn.sandbox.people.resources.practitioner import practitioner, roles
from innsyn.sandbox.people.resources.reference import Json
from innsyn.sandbox.people.resources.related import relatives
from innsyn.sandbox.stories.background.history import ordinary_life
from innsyn.sandbox.stories.builders.telling import Telling
from innsyn.sandbox.stories.health_contacts import tell_health_contacts
from innsyn.sandbox.stories.lives import STORIES
from innsyn.sandbox.stories.referrals import tell_referrals


@dataclass(frozen=True, slots=True)
class Life:
    """One person's whole record. resources: FHIR R4, each with its id, in the order they are told; the Patient is first."""

    person_key: str
    resources: list[Json]

    def __repr__(self) -> str:
        """Show the key and how much, never what."""
        return f"Life({self.person_key}, {len(self.resources)} resources)"


def lives(nation: Nation) -> Iterator[Life]:
    """Tell every life. Yields one for each of the nation's people, in order. References point within the life or at `shared_resources`."""
    for person in nation.people.values():
        yield told(nation, person)


def told(nation: Nation, person: Person) -> Life:
    """Tell one life: its own story when there is one, an ordinary one otherwise."""
    life = Telling(nation, person)
    life.add(patient(nation, person))
    for relative in relatives(nation, person):
        life.add(relative)
    STORIES.get(person.key, ordinary_life)(life)
    tell_health_contacts(life)
    tell_referrals(life)
    return Life(person.key, life.resources)


def shared_resources(nation: Nation) -> list[Json]:
    """Write what belongs to nobody: organisations, places, services, and those who work there. Parents come before their parts."""
    units = [organisation(nation, unit) for unit in nation.organisations.values()]
    places = [each for unit in nation.organisations.values() for each in places_and_services(nation, unit)]
    places.sort(key=lambda resource: resource["resourceType"] != "Location")
    workers = [practitioner(worker) for worker in nation.personnel.values()]
    return [*units, *places, *workers, *(role for worker in nation.personnel.values() for role in roles(nation, worker))]


def custodian_of(resource: Json) -> str | None:
    """Say who answers for a resource, as its `meta.source` tells. Returns an organisation number, None when nobody is named."""
    source = resource.get("meta", {}).get("source", "")
    system, _, number = source.partition("#")
    return number if system == ORGANISATION_NUMBER else None
