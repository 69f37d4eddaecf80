"""Who of the invented health service can be reached, on the address register's two levels, with HER-ids that follow from the seed.

Level one is a legal entity; below it are its services (departments, home care, offices) and, at an office, each of its doctors.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Literal

from innsyn.sandbox.people.nation import Nation
from innsyn.sandbox.people.organisations import Organisation
from innsyn.sandbox.people.party_processes import ProcessVersion, processes_of_doctor, processes_of_unit
from innsyn.sandbox.people.personnel import Personnel, general_practitioners

_FIRST, _ROOM = 99_000_000, 1_000_000
"""HER-ids from here on: the real register is far from them."""


@dataclass(frozen=True, slots=True)
class Party:
    """One party.

    key: short and stable: the organisation's or the role's id. parent: HER-id of the organisation above, None at the top.
    unit: the organisation, or what a service is. legal_entity: whose organisation number it goes by. doctor: who a person is."""

    key: str
    her_id: int
    kind: Literal["organisation", "service", "person"]
    parent: int | None
    unit: Organisation
    legal_entity: Organisation
    doctor: Personnel | None
    processes: tuple[ProcessVersion, ...]


def address_parties(nation: Nation) -> tuple[Party, ...]:
    """Lay out the parties. Returns them in reading order: organisations first, then what is below them."""
    owners, services, doctors = _owners(nation), _services(nation), _doctors()
    her_ids = _her_ids_of(nation)
    return (
        *(Party(unit.key, her_ids[f"organisation:{unit.key}"], "organisation", None, unit, unit, None, ()) for unit in owners),
        *(_service(nation, unit, her_ids) for unit in services),
        *(_person(nation, doctor, office, her_ids) for doctor, office in doctors),
    )


def her_id_of_doctor(nation: Nation, doctor: str, office: str) -> int:
    """Say the HER-id of a doctor at an office, both by key. Raises StopIteration when the doctor is not one of its own."""
    return next(party.her_id for party in address_parties(nation) if party.key == f"{doctor}-{office}")


def her_id_of_unit(nation: Nation, unit: str) -> int:
    """Say the HER-id of a unit as a service, by key. Raises StopIteration when it is none."""
    return next(party.her_id for party in address_parties(nation) if party.key == unit and party.kind == "service")


def her_id_at(nation: Nation, unit: str, doctor: str = "") -> int | None:
    """Say the HER-id of a doctor at an office, or of a unit as a service, by key; None when it is none. Cheap to ask for many."""
    return _her_ids_of(nation).get(f"person:{doctor}-{unit}" if doctor else f"service:{unit}")


def _owners(nation: Nation) -> list[Organisation]:
    return [unit for unit in nation.organisations.values() if unit.level == "legal_entity"]


def _services(nation: Nation) -> list[Organisation]:
    return [unit for unit in nation.organisations.values() if unit.service]


@cache
def _doctors() -> tuple[tuple[str, str], ...]:
    return tuple((key, office) for office, keys in general_practitioners().items() for key in keys)


def _her_ids_of(nation: Nation) -> Mapping[str, int]:
    keys = (*(f"organisation:{unit.key}" for unit in _owners(nation)), *(f"service:{unit.key}" for unit in _services(nation)))
    return _her_ids(nation.seed, (*keys, *(f"person:{doctor}-{office}" for doctor, office in _doctors())))


def _service(nation: Nation, unit: Organisation, her_ids: Mapping[str, int]) -> Party:
    owner = nation.legal_entity(unit.key)
    parent = her_ids[f"organisation:{owner.key}"]
    return Party(unit.key, her_ids[f"service:{unit.key}"], "service", parent, unit, owner, None, processes_of_unit(unit))


def _person(nation: Nation, doctor: str, office: str, her_ids: Mapping[str, int]) -> Party:
    unit, key = nation.organisations[office], f"{doctor}-{office}"
    parent, worker = her_ids[f"organisation:{office}"], nation.personnel[doctor]
    return Party(key, her_ids[f"person:{key}"], "person", parent, unit, unit, worker, processes_of_doctor(doctor))


@cache
def _her_ids(seed: int, keys: tuple[str, ...]) -> Mapping[str, int]:
    """Number the parties. A new one moves nobody, but whoever comes after it and happens to be given the same number."""
    given: dict[str, int] = {}
    for key in keys:
        given[key] = next(number for number in _numbers(seed, key) if number not in given.values())
    return given


def _numbers(seed: int, key: str) -> Iterator[int]:
    first = int.from_bytes(sha256(f"{seed}:her-id:{key}".encode()).digest()[:8])
    yield from (_FIRST + (first + step) % _ROOM for step in range(_ROOM))
