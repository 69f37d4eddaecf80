"""What the page says of where a person is told. Pure.

Source: docs/spec/notices.md#NOT-7.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from innsyn.kernel.clock import Instant
from innsyn.web.notices.channel import Channel
from innsyn.web.notices.contact import Address, Contact, unreachable


@dataclass(frozen=True, slots=True)
class Place:
    """Where she is told on one channel. value: None when there is none. problem: text key of why it is not used, empty when it is."""

    channel: Channel
    value: str | None = field(repr=False)
    confirmed_at: Instant | None
    problem: str


def places(contact: Contact, *, now: Instant) -> Sequence[Place]:
    """Say where she is told by e-mail and SMS, and why not where she is not."""
    return [_place(Channel.EMAIL, contact.email, contact, now), _place(Channel.SMS, contact.phone, contact, now)]


def standing(contact: Contact) -> str:
    """Say the text key of what holds for her as a whole: reserved, not registered, or nothing in particular (empty)."""
    if contact.is_reserved:
        return "settings.notices.reserved"
    return "" if contact.status == "active" else "settings.notices.not_registered"


def _place(channel: Channel, address: Address | None, contact: Contact, now: Instant) -> Place:
    why = unreachable(contact, address, now=now)
    problem = f"settings.notices.{why}" if why in ("outdated", "no_address") else ""
    return Place(channel, address.value if address else None, address.confirmed_at if address else None, problem)
