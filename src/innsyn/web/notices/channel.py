"""The three ways to a person, and what may be sent on each at which hour.

Source: docs/spec/notices.md#NOT-6.
"""

from datetime import UTC, datetime, time, timedelta
from enum import StrEnum

from innsyn.kernel.clock import NORWAY, Instant

_QUIET_FROM, _QUIET_UNTIL = time(22), time(7)


class Channel(StrEnum):
    """A way to a person."""

    EMAIL = "email"
    SMS = "sms"
    PUSH = "push"


RINGING = frozenset({Channel.SMS, Channel.PUSH})
"""Channels that make a sound in somebody's pocket: they keep quiet at night."""


def first_moment(channel: Channel, wished: Instant) -> Instant:
    """Say when something may be sent at the earliest.

    wished: when it would be sent otherwise. What rings waits from 22 to 07 in Norway, by the clock on the wall: also on the two nights a
    year when that is an hour more or less. Returns an instant in UTC, never before `wished`."""
    local = wished.astimezone(NORWAY)
    if channel not in RINGING or _QUIET_UNTIL <= local.time() < _QUIET_FROM:
        return wished.astimezone(UTC)
    day = local.date() + timedelta(days=1) if local.time() >= _QUIET_FROM else local.date()
    return datetime.combine(day, _QUIET_UNTIL, NORWAY).astimezone(UTC)


def is_quiet(channel: Channel, now: Instant) -> bool:
    """Say whether the channel keeps quiet at `now`."""
    return first_moment(channel, now) > now
