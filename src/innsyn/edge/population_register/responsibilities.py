"""Parental responsibility (foreldreansvar) as one document tells it: who has it over this person, and over whom this person has it.

A child's document names who is responsible (`ansvarlig`); a parent's names the child (`ansvarssubjekt`)."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from innsyn.edge.population_register.reading import Json, number
from innsyn.gate.register import ParentRelation, Responsibility
from innsyn.kernel.ids import PersonNumber

_HOW: dict[str, Responsibility] = {
    "felles": "joint",
    "mor": "mother",
    "far": "father",
    "medmor": "co_mother",
    "andre": "others",
    "ukjent": "unknown",
}
_FITS: dict[Responsibility, tuple[ParentRelation, ...]] = {
    "joint": ("mother", "father", "co_mother", "other"),
    "mother": ("mother",),
    "father": ("father",),
    "co_mother": ("co_mother",),
    "others": ("other",),
    "unknown": (),
}
"""Who can hold each kind: sole responsibility of a mother that names the father is not understood, and gives neither anything."""


@dataclass(frozen=True, slots=True)
class Responsibilities:
    """how: over this person, None when nothing is registered. responsible: each with how. children: those this person answers for."""

    how: Responsibility | None
    responsible: tuple[tuple[PersonNumber, Responsibility], ...] = field(repr=False)
    children: tuple[PersonNumber, ...] = field(repr=False)

    def is_held_by(self, who: PersonNumber, relation: ParentRelation) -> bool:
        """Say whether somebody, who is this to the person, is responsible for the person."""
        held = [how for responsible, how in self.responsible if responsible == who]
        return bool(held) and all(relation in _FITS[how] for how in held)


def responsibilities(entries: Iterable[Json], person: PersonNumber) -> Responsibilities:
    """Read the current entries of a document. person: whose it is."""
    kinds: dict[Responsibility, None] = {}
    responsible: dict[tuple[PersonNumber, Responsibility], None] = {}
    children: dict[PersonNumber, None] = {}
    for entry in entries:
        how = _HOW.get(str(entry.get("ansvar")), "unknown")
        child, holder = entry.get("ansvarssubjekt"), number(entry.get("ansvarlig"))
        is_over_person = child == person.value or (child is None and "ansvarssubjektUtenIdentifikator" not in entry)
        if is_over_person:
            kinds[how] = None
            if holder:
                responsible[holder, how] = None
        elif how != "unknown" and (child_number := number(child)):
            children[child_number] = None
    how_held = next(iter(kinds), None) if len(kinds) < 2 else "unknown"
    return Responsibilities(how_held, tuple(responsible), tuple(children))
