"""What a person has asked to be told of, and on which channel.

Source: docs/spec/notices.md#NOT-5; the levels are those of Helsenorge (begrenset, normal, full), for each channel by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from innsyn.web.notices.channel import Channel
from innsyn.web.notices.kinds import MANNERS, Group, Kind

Level = Literal["none", "important", "all"]
LEVELS: tuple[Level, ...] = ("none", "important", "all")

_UNLESS_CHOSEN: Mapping[Channel, Level] = {Channel.EMAIL: "all", Channel.SMS: "important", Channel.PUSH: "all"}
"""What holds for somebody who has not chosen. Push is there only for who has asked for it in a browser."""

CHOSEN_GROUPS = tuple(group for group in Group if any(each.group is group and each.weight != "mandatory" for each in MANNERS.values()))
"""Groups in which there is something to choose."""


@dataclass(frozen=True, slots=True)
class Choices:
    """One person's choices. chosen: what differs from what holds otherwise."""

    chosen: Mapping[tuple[Group, Channel], Level] = field(default_factory=dict)

    def level(self, group: Group, channel: Channel) -> Level:
        """Say how much is told of a group on a channel."""
        return self.chosen.get((group, channel), _UNLESS_CHOSEN[channel])

    def wants(self, kind: Kind, channel: Channel) -> bool:
        """Say whether a kind is told on a channel. What is mandatory is told on all of them, whatever was chosen."""
        manner = MANNERS[kind]
        level = self.level(manner.group, channel)
        return manner.weight == "mandatory" or level == "all" or (level == "important" and manner.weight == "important")


class Wishes(Protocol):
    """Keeps everybody's choices, by the opaque key of the person. Raises NoticesUnavailable when it cannot be reached."""

    async def of(self, person_key: str) -> Choices:
        """Say what a person has chosen."""
        ...

    async def keep(self, person_key: str, choices: Choices) -> None:
        """Keep a person's choices, instead of what was."""
        ...
