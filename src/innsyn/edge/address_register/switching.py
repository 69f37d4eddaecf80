"""Switching a contact's services in the sandbox's address register, the only one that can be switched from here.

In production a vendor's own system publishes its profile, and `NoServiceSwitches` stands in this place.
Source: docs/adr/0028-address-register.md."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import httpx
import structlog

from innsyn.edge.address_register.calls import Caller, Unanswered
from innsyn.kernel.clock import Instant
from innsyn.web.health_contacts.contact import RegisterSilent
from innsyn.web.health_contacts.switches import NotSwitchable, Switched, Switching

_NOT_POSSIBLE = (httpx.codes.BAD_REQUEST, httpx.codes.NOT_FOUND)


@dataclass(frozen=True, slots=True)
class RegisterSwitches:
    """Implements `innsyn.web.health_contacts.ServiceSwitches`.

    url: of the register. on_switched: reads what has changed, so that this process shows it at once; others follow within seconds."""

    url: str
    caller: Caller
    on_switched: Callable[[Instant], Awaitable[bool]]

    @property
    def is_here(self) -> bool:
        """Say yes: the register takes it."""
        return True

    async def switch(self, her_id: int, process: str, *, is_on: bool, now: Instant) -> Switching:
        """Switch, and take the change in."""
        answer = await self.caller.post(f"{self.url}/switches", {"herId": her_id, "process": process, "isOn": is_on}, now=now)
        if isinstance(answer, Unanswered) or answer.status not in (httpx.codes.OK, *_NOT_POSSIBLE):
            why = answer.why if isinstance(answer, Unanswered) else f"status_{answer.status}"
            structlog.get_logger("innsyn.address_register").warning("address_register.not_switched", why=why)
            return RegisterSilent()
        if answer.status in _NOT_POSSIBLE:
            return NotSwitchable()
        await self.on_switched(now)
        return Switched()
