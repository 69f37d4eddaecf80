"""The population register as the gate sees it: who a person is, who answers for them, and whom they answer for.

Source: docs/adr/0023-population-register.md. Unknown is said as unknown or None, never guessed."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Protocol

from innsyn.gate.rules.relations import GuardianScope as GuardianScope
from innsyn.kernel.clock import Instant
from innsyn.kernel.ids import PersonNumber

Protection = Literal["none", "client_address", "confidential", "strictly_confidential", "unknown"]
Responsibility = Literal["joint", "mother", "father", "co_mother", "others", "unknown"]
ParentRelation = Literal["mother", "father", "co_mother", "other"]


@dataclass(frozen=True, kw_only=True, slots=True)
class RegisteredParent:
    """A parent of a person, or somebody else who has parental responsibility (then relation is `other`).

    has_responsibility: registered as responsible today. shares_address: None when it cannot be known, as when either is protected."""

    number: PersonNumber = field(repr=False)
    name: str = field(repr=False)
    born_on: date | None = field(repr=False)
    has_responsibility: bool
    shares_address: bool | None
    protection: Protection
    relation: ParentRelation
    is_dead: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class RegisteredGuardian:
    """A guardian (verge) of a person. since: the day it began. until: the day it ends. None when the register names no day."""

    number: PersonNumber = field(repr=False)
    name: str = field(repr=False)
    born_on: date | None = field(repr=False)
    scope: GuardianScope
    since: date | None
    until: date | None
    protection: Protection
    is_dead: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class RegisteredPerson:
    """What the register knows of one person, without any address.

    responsibility: how parental responsibility over this person is held; None when none is registered, as for grown-ups.
    parents: also whoever else has responsibility. children: those this person has responsibility for.
    wards: those this person is guardian of, as far as the register tells. address_key: opaque, the same for two people exactly when
    they are registered at the same address; None when unknown or protected. For comparing only."""

    number: PersonNumber = field(repr=False)
    name: str = field(repr=False)
    born_on: date | None = field(repr=False)
    died_on: date | None = field(repr=False)
    is_dead: bool
    protection: Protection
    responsibility: Responsibility | None
    parents: tuple[RegisteredParent, ...]
    guardians: tuple[RegisteredGuardian, ...]
    children: tuple[PersonNumber, ...] = field(repr=False)
    wards: tuple[PersonNumber, ...] = field(repr=False)
    address_key: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class NotRegistered:
    """The register answered that it has nobody under this number."""


@dataclass(frozen=True, slots=True)
class RegisterUnavailable:
    """The register did not answer, or answered what cannot be understood: nothing is known, and nothing may be concluded."""


class PopulationRegister(Protocol):
    """Whoever can answer who a person is. Every answer stands on its own: nothing is remembered from one to the next."""

    async def person(self, number: PersonNumber, *, now: Instant) -> RegisteredPerson | NotRegistered | RegisterUnavailable:
        """Look somebody up.

        number: the person's. now: the instant the answer shall hold for. Never raises for what the register does or fails to do."""
        ...
