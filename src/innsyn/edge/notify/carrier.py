"""What a way out must do: take a letter, and say what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol
from uuid import UUID

from innsyn.kernel.clock import Instant
from innsyn.web.notices.browsers import Browser
from innsyn.web.notices.channel import Channel
from innsyn.web.notices.message import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One message to one place.

    id: the same at every try, so that a gateway that can tell sends it once. to: an address, a number or a browser."""

    id: UUID
    to: str | Browser = field(repr=False)
    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The gateway has it. reference: its own, for asking later. is_watched: whether it will say what became of it."""

    reference: str = ""
    is_watched: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSent:
    """The gateway has it not, or we do not know. reason: one word, nothing about anybody. is_final: trying again would not help.

    is_gone: the browser has ended its subscription."""

    reason: str
    is_final: bool = False
    is_gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What became of it. state: `sent` while it is still on its way."""

    state: Literal["sent", "delivered", "failed"]
    reason: str = ""


class Carrier(Protocol):
    """A way out. Raises nothing: whatever goes wrong is a `NotSent`."""

    async def send(self, letter: Letter, *, now: Instant) -> Sent | NotSent:
        """Send a letter."""
        ...

    async def report(self, reference: str) -> Report:
        """Say what became of what was sent; only asked of who said `is_watched`."""
        ...


Carriers = Mapping[Channel, Carrier]
"""Channels that have a gateway."""
