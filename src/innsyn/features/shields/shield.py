"""What a shield is to the patient who reads it: against whom, of what, and how it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from innsyn.features.shields.plan import Kind
from innsyn.features.shields.rules import State, state
from innsyn.gate.rules.relations import Shield
from innsyn.kernel.clock import Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A shield as it is kept.

    names: how those it names were called when it was set, by what stands for them. note: the patient's own words. set_at: None when it
    does not say. changed_at: when this version was stored. is_lifted: taken back before its time."""

    shield: Shield
    names: Mapping[str, str] = field(repr=False)
    note: str = field(repr=False)
    set_at: Instant | None
    changed_at: Instant
    is_lifted: bool

    @property
    def id(self) -> str:
        """Say the Consent's id."""
        return self.shield.id

    @property
    def keeper(self) -> str | None:
        """Say the number of the organisation that registered it; None when the patient did so herself."""
        return self.shield.custodian

    @property
    def kind(self) -> Kind:
        """Say against which kind of somebody it is first of all."""
        shield = self.shield
        return (
            "person" if shield.persons else "profession" if shield.professions else "organisation" if shield.organisations else "everybody"
        )

    @property
    def documents(self) -> frozenset[str]:
        """Say the ids of the documents it names; empty for the whole record."""
        named = (each.partition("/") for each in self.shield.references)
        return frozenset(id_ for type_, _, id_ in named if type_ == "DocumentReference")

    def state(self, today: date) -> State:
        """Say how it stands."""
        return state(self.shield.period, is_lifted=self.is_lifted, today=today)
