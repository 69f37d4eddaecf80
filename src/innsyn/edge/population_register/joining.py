"""A person's entry joined with those of parents, of others who are responsible, and of guardians."""

from collections.abc import Mapping

from innsyn.edge.population_register.entries import Entry
from innsyn.edge.population_register.guardianships import Guardianship
from innsyn.gate.register import ParentRelation, RegisteredGuardian, RegisteredParent, RegisteredPerson, Responsibility
from innsyn.kernel.ids import PersonNumber


def others(own: Entry) -> tuple[PersonNumber, ...]:
    """Say whose entries are needed beside the person's own."""
    around = (*(number for number, _ in _all_parents(own)), *(each.guardian for each in own.guardianships))
    return tuple(dict.fromkeys(around))


def joined(own: Entry, around: Mapping[PersonNumber, Entry]) -> RegisteredPerson:
    """Join. around: the others' entries by number; whoever is missing there is unknown."""
    return RegisteredPerson(
        number=own.number,
        name=own.name,
        born_on=own.born_on,
        died_on=own.died_on,
        is_dead=own.is_dead,
        protection=own.protection,
        responsibility=_responsibility(own),
        parents=tuple(_parent(own, number, relation, around.get(number)) for number, relation in _all_parents(own)),
        guardians=tuple(_guardian(each, around.get(each.guardian)) for each in own.guardianships),
        children=own.responsibilities.children,
        wards=(),
        address_key=own.address_key,
    )


def _all_parents(own: Entry) -> tuple[tuple[PersonNumber, ParentRelation], ...]:
    """Parents first, then others who are responsible, each once."""
    relations: dict[PersonNumber, ParentRelation] = {}
    for number, relation in own.parents:
        relations.setdefault(number, relation)
    for number, _ in own.responsibilities.responsible:
        relations.setdefault(number, "other")
    return tuple(relations.items())


def _responsibility(own: Entry) -> Responsibility | None:
    """A kind that does not fit whoever holds it is not understood."""
    held, relations = own.responsibilities, dict(_all_parents(own))
    fits = all(held.is_held_by(number, relations[number]) or how == "unknown" for number, how in held.responsible)
    return held.how if fits else "unknown"


def _parent(own: Entry, number: PersonNumber, relation: ParentRelation, parent: Entry | None) -> RegisteredParent:
    return RegisteredParent(
        number=number,
        name=parent.name if parent else "",
        born_on=parent.born_on if parent else None,
        has_responsibility=own.responsibilities.is_held_by(number, relation),
        shares_address=_share_address(own, parent),
        protection=parent.protection if parent else "unknown",
        relation=relation,
        is_dead=parent is not None and parent.is_dead,
    )


def _share_address(own: Entry, parent: Entry | None) -> bool | None:
    if parent is None or own.address_key is None or parent.address_key is None:
        return None
    return own.address_key == parent.address_key


def _guardian(guardianship: Guardianship, guardian: Entry | None) -> RegisteredGuardian:
    return RegisteredGuardian(
        number=guardianship.guardian,
        name=guardian.name if guardian else guardianship.name,
        born_on=guardian.born_on if guardian else None,
        scope=guardianship.scope,
        since=guardianship.since,
        until=guardianship.until,
        protection=guardian.protection if guardian else "unknown",
        is_dead=guardian is not None and guardian.is_dead,
    )
