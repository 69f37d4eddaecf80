"""What a rule is asked about: one visit to one patient's record at one instant."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from innsyn.gate.rules.age import whole_years
from innsyn.gate.rules.patient_facts import PatientFacts
from innsyn.gate.rules.policy import NO_CHOICES, Policies
from innsyn.gate.rules.relations import Grant, Guardian, Parent
from innsyn.gate.visit import Role, Visit
from innsyn.kernel.clock import Instant, norwegian_date

CITIZENS: frozenset[Role] = frozenset({"self", "parent", "guardian", "attorney"})
"""Everyone who comes through the citizens' door."""

REPRESENTATIVES: frozenset[Role] = CITIZENS - {"self"}
"""Those who come through the citizens' door to another person's record."""


@dataclass(frozen=True)
class Case:
    """One question to the rules.

    now: may change an answer only at midnight in Norway and at the visit's own end: what is decided holds until then."""

    visit: Visit
    patient: PatientFacts
    now: Instant
    policies: Policies = NO_CHOICES

    @cached_property
    def today(self) -> date:
        """Say which day it is in Norway."""
        return norwegian_date(self.now)

    @cached_property
    def age(self) -> int | None:
        """Say the patient's age in whole years, None when unknown."""
        return whole_years(self.patient.born_on, self.today)

    @cached_property
    def parent(self) -> Parent | None:
        """Say what the population register knows of the actor as this patient's parent; None when it knows nothing."""
        return next((each for each in self.patient.parents if each.key == self.visit.actor.key), None)

    @cached_property
    def guardianships(self) -> tuple[Guardian, ...]:
        """Say the actor's guardianships that are in force today."""
        return tuple(each for each in self.patient.guardians if each.key == self.visit.actor.key and each.period.holds(self.today))

    @cached_property
    def grants(self) -> tuple[Grant, ...]:
        """Say the powers of attorney the actor has from this patient, as far as they are in force today."""
        return tuple(each for each in self.patient.grants if each.key == self.visit.actor.key and each.period.holds(self.today))

    @cached_property
    def is_own(self) -> bool:
        """Say whether the actor is the patient, by national number and not by role."""
        return self.visit.actor.key in self.patient.person_keys

    @property
    def is_citizen(self) -> bool:
        """Say whether the visit came through the citizens' door."""
        return self.visit.role in CITIZENS

    @property
    def is_staff(self) -> bool:
        """Say whether the visit came through the personnel's door."""
        return self.visit.role == "staff"
