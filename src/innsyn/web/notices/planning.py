"""How a notice is told: on which channels, to which addresses, when; or why not at all. Pure.

Source: docs/spec/notices.md#NOT-5 to NOT-8.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Literal
from uuid import NAMESPACE_URL, UUID, uuid5

from innsyn.kernel.clock import Instant
from innsyn.web.notices.browsers import Browser
from innsyn.web.notices.channel import Channel, first_moment
from innsyn.web.notices.choices import Choices
from innsyn.web.notices.contact import Address, Contact, Unreachable, unreachable
from innsyn.web.notices.delivery import Planned, Waiting, is_late
from innsyn.web.notices.kinds import Kind

Hindrance = Unreachable | Literal["unwanted", "no_gateway", "late"]
"""late: it would come when it tells of nothing any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """How one person may be reached just now. served: channels that have a gateway at all."""

    choices: Choices
    contact: Contact
    browsers: Sequence[Browser] = field(repr=False)
    served: Set[Channel]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be done. deliveries: none when something hinders on every channel. hindrance: the weightiest one then.

    hindered: channels it does not go on, and why; a browser nobody has asked from is none."""

    deliveries: Sequence[Planned] = ()
    hindrance: Hindrance | None = None
    hindered: Mapping[Channel, Hindrance] = field(default_factory=dict)


_WEIGHT: Sequence[Hindrance] = ("late", "reserved", "outdated", "not_registered", "no_address", "no_gateway", "unwanted")


def plan(notice: Waiting, reached: Reached, *, now: Instant) -> Plan:
    """Plan a notice. A notice that is wanted nowhere is unwanted; one that is wanted and can go nowhere says why."""
    hindrances = {channel: hindrance(notice.kind, channel, reached, now=now) or _late(notice, channel, now) for channel in Channel}
    free = [channel for channel in Channel if hindrances[channel] is None]
    if not free:
        found = set(hindrances.values())
        return Plan(hindrance=next(each for each in _WEIGHT if each in found))
    hindered = {channel: why for channel, why in hindrances.items() if why and (channel is not Channel.PUSH or reached.browsers)}
    return Plan(deliveries=[planned for channel in free for planned in _deliveries(notice, channel, reached, now)], hindered=hindered)


def hindrance(kind: Kind, channel: Channel, reached: Reached, *, now: Instant) -> Hindrance | None:
    """Say what hinders telling a kind on a channel, None when nothing does.

    Reservation and age are about the register's addresses; a browser has asked by itself and can be silenced by itself."""
    if not reached.choices.wants(kind, channel) or (channel is Channel.PUSH and not reached.browsers):
        return "unwanted"
    if channel not in reached.served:
        return "no_gateway"
    return None if channel is Channel.PUSH else unreachable(reached.contact, address_on(channel, reached.contact), now=now)


def _late(notice: Waiting, channel: Channel, now: Instant) -> Literal["late"] | None:
    return "late" if is_late(notice.good_until, first_moment(channel, now)) else None


def address_on(channel: Channel, contact: Contact) -> Address | None:
    """Say the register's address for a channel."""
    return {Channel.EMAIL: contact.email, Channel.SMS: contact.phone}.get(channel)


def _deliveries(notice: Waiting, channel: Channel, reached: Reached, now: Instant) -> Sequence[Planned]:
    targets = [browser.id for browser in reached.browsers] if channel is Channel.PUSH else [""]
    due_at = first_moment(channel, now)
    return [Planned(id=delivery_id(notice.id, channel, target), channel=channel, target=target, due_at=due_at) for target in targets]


def delivery_id(notice_id: UUID, channel: Channel, target: str) -> UUID:
    """Name a delivery, always the same."""
    return uuid5(NAMESPACE_URL, f"innsyn notice {notice_id} {channel} {target}")
