"""What the worker asks of the outbox: taking what is due, and saying what became of it.

Whoever takes something has it until `until`; dies the taker, somebody else takes it then. What the first one says afterwards
changes nothing, since a taking has a number. Source: docs/adr/0024-notices.md.
"""

from collections.abc import Mapping, Sequence
from typing import Literal, Protocol

from innsyn.kernel.clock import Instant
from innsyn.web.notices.channel import Channel
from innsyn.web.notices.delivery import Claimed, NotPlanned, Planned, Waiting


class Outbox(Protocol):
    """The outbox as the worker sees it. Raises NoticesUnavailable when it cannot be reached."""

    async def take_notices(self, *, now: Instant, until: Instant, most: int) -> Sequence[Waiting]:
        """Take notices that are due to be planned."""
        ...

    async def planned(
        self, taken: Waiting, deliveries: Sequence[Planned], *, hindered: Mapping[Channel, str] | None = None, now: Instant
    ) -> None:
        """Say how a notice will be told. hindered: channels it will not be told on, and why."""
        ...

    async def not_planned(self, taken: Waiting, state: NotPlanned, reason: str, *, again_at: Instant | None) -> None:
        """Say why a notice is not told just now. again_at: when to look again, None for never."""
        ...

    async def take_deliveries(self, *, now: Instant, until: Instant, most: int) -> Sequence[Claimed]:
        """Take deliveries that are due: of those to the same person on the same channel and browser, one at a time."""
        ...

    async def sent(self, taken: Claimed, reference: str, *, ending: str = "", look_at: Instant | None, now: Instant) -> None:
        """Say that a gateway has it. What else was due in the same words to the same place is told with it, and not sent again.

        What has run out is not: it is taken by itself, and withdrawn. ending: of the address it went to.
        look_at: when to ask what became of it, None when the gateway cannot tell."""
        ...

    async def put_back(self, taken: Claimed, reason: str, *, until: Instant, is_counted: bool = True, now: Instant) -> None:
        """Have it tried again later; what was opened meanwhile is withdrawn instead. is_counted: whether this was one of its tries."""
        ...

    async def ended(self, taken: Claimed, state: Literal["failed", "withdrawn"], reason: str, *, now: Instant) -> None:
        """Say that it will never be sent."""
        ...

    async def take_sent(self, *, now: Instant, until: Instant, most: int) -> Sequence[Claimed]:
        """Take deliveries whose gateway is to be asked what became of them."""
        ...

    async def reported(
        self, taken: Claimed, state: Literal["sent", "delivered", "failed"], reason: str, *, look_at: Instant | None, now: Instant
    ) -> None:
        """Say what a gateway reports. look_at: when to ask again, None for never."""
        ...
