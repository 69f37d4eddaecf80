"""The nation's people as the simulated providers know them: name, number, work, and a line about each of the cast."""

from collections.abc import Iterable, Iterator

from innsyn.sandbox.people.nation import Nation
from innsyn.sandbox.people.personnel import Personnel
from innsyn.sandbox.simulators.openid.people import Employment, SimulatedPerson
from innsyn.sandbox.stories.cast import CastMember, cast


def simulated_people(nation: Nation) -> Iterator[SimulatedPerson]:
    """Give everyone of the nation who can log in: the cast first in its own order, then all others."""
    members = {member.key: member for member in cast(nation)}
    for member in members.values():
        yield _member(nation, member)
    for person in nation.people.values():
        if person.key not in members and person.died_on is None:
            yield _citizen(nation, person.key)
    for worker in nation.personnel.values():
        if worker.key not in members:
            yield _worker(nation, worker)


def _member(nation: Nation, member: CastMember) -> SimulatedPerson:
    if member.role == "personnel":
        return _worker(nation, nation.personnel[member.key], member)
    return _citizen(nation, member.key, member)


def _citizen(nation: Nation, key: str, member: CastMember | None = None) -> SimulatedPerson:
    person = nation.people[key]
    return SimulatedPerson(
        key=key,
        given_name=person.name.given,
        middle_name=person.name.middle or "",
        family_name=person.name.family,
        number=person.number,
        is_cast=member is not None,
        story=member.story if member else {},
    )


def _worker(nation: Nation, worker: Personnel, member: CastMember | None = None) -> SimulatedPerson:
    return SimulatedPerson(
        key=worker.key,
        given_name=worker.name.given,
        middle_name=worker.name.middle or "",
        family_name=worker.name.family,
        number=worker.number,
        is_cast=member is not None,
        story=member.story if member else {},
        hpr_number=worker.hpr or "",
        employments=tuple(dict.fromkeys(_employments(nation, worker))),
    )


def _employments(nation: Nation, worker: Personnel) -> Iterable[Employment]:
    for post in worker.posts:
        entity = nation.legal_entity(post.organisation)
        unit = next((each for each in nation.above(post.organisation) if each.number), entity)
        yield Employment(
            legal_entity=entity.number or "",
            legal_entity_name=entity.name,
            point_of_care=unit.number or "",
            place=unit.name,
            authorization=worker.category or "",
        )
