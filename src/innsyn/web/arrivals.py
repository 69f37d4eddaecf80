"""From a login to an actor: what must be known about the one who just logged in. `main` joins this to the gate."""

from dataclasses import dataclass
from typing import Literal, Protocol

from innsyn.gate.visit import Actor, Visit
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Verdict
from innsyn.web.doors import CitizenDoor, CitizenLogin, StaffDoor, StaffLogin


@dataclass(frozen=True, kw_only=True, slots=True)
class CitizenArrival:
    """A citizen inside her own record. locale: the language she has asked for, empty when none."""

    actor: Actor
    visit: Visit
    locale: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class StaffArrival:
    """A health worker at the desk, no patient chosen. posts: those she holds there, for the menu."""

    actor: Actor
    locale: str = ""
    posts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotAdmitted:
    """The login was good, but there is no way in. verdict: its key is a text that says why and what to do."""

    verdict: Verdict


class Arrivals(Protocol):
    """What happens between a good login and the first page."""

    async def citizen(self, login: CitizenLogin, *, now: Instant) -> CitizenArrival | NotAdmitted:
        """Open the citizen's visit to her own record."""
        ...

    async def staff(self, login: StaffLogin, *, now: Instant) -> StaffArrival | NotAdmitted:
        """Say who the health worker is, with profession and organisation."""
        ...


class Hints(Protocol):
    """The sandbox's cast, as far as a login needs it."""

    def door_of(self, hint: str) -> Literal["citizen", "staff"] | None:
        """Say through which door this member of the cast comes; None when there is no such key."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Doors:
    """Both doors, what lies behind them, and the cast when the sandbox is on."""

    citizen: CitizenDoor
    staff: StaffDoor
    arrivals: Arrivals
    hints: Hints | None = None
