"""Keeps our copy of the register as the register is: the whole first and once a day, and events in between.

Source: Norsk helsenett, grunndata: CommunicationPartyExport and CommunicationPartyEvents."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import httpx
import structlog

from innsyn.edge.address_register.calls import Answered, Caller, Unanswered, unanswered
from innsyn.edge.address_register.directory import Changes, Directory, changes, exported
from innsyn.edge.address_register.reading import NotUnderstood, json_object
from innsyn.kernel.clock import Instant

BELIEVED_FOR = timedelta(minutes=10)
"""So long the copy is answered from when the register is silent: after that nobody knows."""
EXPORTED_FOR = timedelta(hours=24)
"""So often the whole is read anew, whatever the events say."""
RETRY_AFTER = timedelta(seconds=2)
"""A register that was silent is left alone so long: no page waits for what failed just now."""
CLOCK_BACK = timedelta(minutes=1)
"""A reading that lies further ahead was stamped by a clock that has been set back since: it tells nothing of its age."""
EXPORT_DEADLINE_S = 60.0
PAGES_MOST = 100
_STARTS_ANEW = (400, 404, 410)
_JSON = "application/json"


class Following:
    """Holds the copy."""

    def __init__(self, url: str, caller: Caller, *, on_change: Callable[[Directory, Directory], None]) -> None:
        """url: of the export and the events. on_change: told the copy before and after each reading."""
        self._url, self._caller, self._on_change = url, caller, on_change
        self._directory: Directory | None = None
        self._silent_since: Instant | None = None
        self._reading = asyncio.Lock()
        self._log = structlog.get_logger("innsyn.address_register")

    async def believed(self, *, now: Instant) -> Directory | None:
        """Give the copy, read anew when it is too old to be believed; None when that did not come about."""
        if self._directory is not None and -CLOCK_BACK < now - self._directory.confirmed_at < BELIEVED_FOR:
            return self._directory
        if self._silent_since is not None and abs(now - self._silent_since) < RETRY_AFTER:
            return None
        return self._directory if await self.refresh(now=now) else None

    async def refresh(self, *, now: Instant) -> bool:
        """Read what has changed, or everything. Returns whether the copy is as the register is at `now`.

        Many who ask at once cost few readings, and nobody is answered from one that began before her question."""
        async with self._reading:
            before = self._directory
            if before is not None and now < before.confirmed_at < now + CLOCK_BACK:
                return True
            try:
                after = await self._brought_forward(before, now)
            except NotUnderstood as problem:
                after = Unanswered(f"not_understood.{problem.where}")
            if isinstance(after, Unanswered):
                self._log.warning("address_register.silent", why=after.why)
                self._silent_since = now
                return False
            self._directory, self._silent_since = after, None
            if before is not None:
                self._on_change(before, after)
            return True

    async def _brought_forward(self, directory: Directory | None, now: Instant) -> Directory | Unanswered:
        if directory is None or abs(now - directory.exported_at) >= EXPORTED_FOR:
            return await self._export(now)
        for _ in range(PAGES_MOST):
            page = await self._page(directory.last_event, now)
            if page is None:
                return await self._export(now)
            if isinstance(page, Unanswered):
                return page
            directory = page.in_(directory)
            if page.is_last:
                return replace(directory, confirmed_at=now)
        return Unanswered("events.too_many")

    async def _export(self, now: Instant) -> Directory | Unanswered:
        address = f"{self._url}/CommunicationPartyExport"
        answer = await self._caller.get(address, accept=_JSON, deadline_s=EXPORT_DEADLINE_S, now=now)
        if isinstance(answer, Unanswered) or answer.status != httpx.codes.OK:
            return unanswered(answer, "export")
        return exported(json_object(answer.octets), now=now)

    async def _page(self, after: str, now: Instant) -> Changes | Unanswered | None:
        """Read a page of events. Returns None when the register does not know the event we had reached."""
        answer = await self._caller.get(f"{self._url}/CommunicationPartyEvents", accept=_JSON, query={"EventId": after}, now=now)
        if isinstance(answer, Answered) and answer.status in _STARTS_ANEW:
            return None
        if isinstance(answer, Unanswered) or answer.status != httpx.codes.OK:
            return unanswered(answer, "events")
        return changes(json_object(answer.octets))
