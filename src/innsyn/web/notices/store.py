"""What callers may ask of the outbox; `postgres` is the real one, `memory` the one for tests."""

from typing import Protocol

from innsyn.kernel.clock import Instant
from innsyn.web.notices.asked import Asked, Told
from innsyn.web.notices.delivery import Fate
from innsyn.web.notices.notice import Notice


class NoticesUnavailable(Exception):
    """The outbox is away: nothing was kept, and the caller tells again with the same `once`."""


class Notices(Protocol):
    """The outbox as features and background tasks see it. Raises NoticesUnavailable when it cannot be reached."""

    async def tell(self, notice: Notice) -> bool:
        """Keep a notice until it is sent. Returns False when this very event was told before: nothing happens then."""
        ...

    async def opened(self, to: str, about: str, *, now: Instant) -> None:
        """Say that a person has opened what waits at `about`: what was not sent yet is withdrawn."""
        ...

    async def withdraw(self, once: str, *, now: Instant) -> None:
        """Take a notice back, as far as it was not sent yet: what it told of is there no more."""
        ...

    async def withdraw_all(self, hangs_on: str, *, told_by: Instant, now: Instant) -> None:
        """Take back all that hang on one thing and were told by then: the thing is gone. Whatever is told of it later stands."""
        ...

    async def log(self, asked: Asked) -> Told:
        """List what a person was told, newest first, and what became of it: one page."""
        ...

    async def fate(self, once: str) -> Fate | None:
        """Say what became of a notice, None when there is none: whoever sent it may want to telephone instead."""
        ...
