"""What the page says of where a person is told, and of what she was told. Pure.

Source: docs/spec/notices.md#NOT-7, NOT-11.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from innsyn.kernel.clock import Instant
from innsyn.web.notices.channel import Channel
from innsyn.web.notices.contact import Address, Contact, unreachable
from innsyn.web.notices.delivery import Fate


@dataclass(frozen=True, slots=True)
class Place:
    """Where she is told on one channel. value: None when there is none. problem: text key of why it is not used, empty when it is."""

    channel: Channel
    value: str | None = field(repr=False)
    confirmed_at: Instant | None
    problem: str


@dataclass(frozen=True, slots=True)
class Told:
    """One line of what she was told. what: text key. outcome: text keys, one for each channel, or one for the whole."""

    what: str
    about: str
    at: Instant
    outcomes: Sequence[str]


def places(contact: Contact, *, now: Instant) -> Sequence[Place]:
    """Say where she is told by e-mail and SMS, and why not where she is not."""
    return [_place(Channel.EMAIL, contact.email, contact, now), _place(Channel.SMS, contact.phone, contact, now)]


def standing(contact: Contact) -> str:
    """Say the text key of what holds for her as a whole: reserved, not registered, or nothing in particular (empty)."""
    if contact.is_reserved:
        return "settings.notices.reserved"
    return "" if contact.status == "active" else "settings.notices.not_registered"


def told(fates: Sequence[Fate]) -> Sequence[Told]:
    """Say what she was told and how that went, newest first as given."""
    return [Told(f"settings.notices.kind.{fate.kind}", fate.about, fate.at, _outcomes(fate)) for fate in fates]


def _place(channel: Channel, address: Address | None, contact: Contact, now: Instant) -> Place:
    why = unreachable(contact, address, now=now)
    problem = f"settings.notices.{why}" if why in ("outdated", "no_address") else ""
    return Place(channel, address.value if address else None, address.confirmed_at if address else None, problem)


def _outcomes(fate: Fate) -> Sequence[str]:
    if not fate.deliveries:
        return [f"settings.notices.outcome.{fate.state}"]
    by_channel = dict.fromkeys(f"settings.notices.outcome.{each.channel}.{each.state}" for each in fate.deliveries)
    return list(by_channel)
