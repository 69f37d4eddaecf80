"""The outbox in memory, for tests."""

from dataclasses import dataclass, field

from innsyn.kernel.clock import Instant
from innsyn.web.notices.notice import Notice


@dataclass
class MemoryNotices:
    """Implements `Notices`. told: everything that was kept, oldest first. withdrawn: words of those taken back or opened in time."""

    told: list[Notice] = field(default_factory=list)
    withdrawn: set[str] = field(default_factory=set)

    async def tell(self, notice: Notice) -> bool:
        """Keep a notice."""
        if any(each.once == notice.once for each in self.told):
            return False
        self.told.append(notice)
        return True

    async def opened(self, to: str, about: str, *, now: Instant) -> None:  # noqa: ARG002 - the protocol's
        """Withdraw what told of this."""
        self.withdrawn |= {each.once for each in self.told if each.to == to and each.about == about}

    async def withdraw(self, once: str, *, now: Instant) -> None:  # noqa: ARG002 - the protocol's
        """Withdraw one."""
        self.withdrawn |= {each.once for each in self.told if each.once == once}
