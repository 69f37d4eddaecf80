"""The port by which an office switches a contact's services on and off, and its two sources without a wire.

Where a vendor's own system publishes the profile, nothing is switched here. Source: docs/adr/0028-address-register.md."""

from dataclasses import dataclass
from typing import Protocol

from innsyn.kernel.clock import Instant
from innsyn.web.health_contacts.contact import RegisterSilent


@dataclass(frozen=True, slots=True)
class Switched:
    """It is done, and holds at once."""


@dataclass(frozen=True, slots=True)
class NotSwitchable:
    """Not from here: the contact's own system says what it takes part in, or there is no such contact or process."""


Switching = Switched | NotSwitchable | RegisterSilent


class ServiceSwitches(Protocol):
    """Switches what a contact takes part in. is_here: false where the vendors' own systems do it, and no button is to be shown."""

    @property
    def is_here(self) -> bool:
        """Say whether anything can be switched at all."""
        ...

    async def switch(self, her_id: int, process: str, *, is_on: bool, now: Instant) -> Switching:
        """Let a contact take part in a process from now on, or no longer. Switching to what already holds is no mistake."""
        ...


class NoServiceSwitches:
    """Implements `ServiceSwitches`: vendors' own systems publish the profiles."""

    is_here = False

    async def switch(self, her_id: int, process: str, *, is_on: bool, now: Instant) -> Switching:  # noqa: ARG002
        """Switch nothing."""
        return NotSwitchable()
