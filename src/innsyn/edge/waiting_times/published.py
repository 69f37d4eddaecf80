"""Asks for published waiting times, and remembers each answer for an hour. Nothing about a person goes over the wire."""

import asyncio
from datetime import timedelta

import httpx
import structlog

from innsyn.edge.waiting_times.reading import read_expected
from innsyn.kernel.clock import Instant
from innsyn.web.waiting_times import Answer, TimesSilent

PATH = "/ventetider"
_HOUR = timedelta(hours=1)
_MOST_REMEMBERED = 2_000


class PublishedWaitingTimes:
    """Implements `web.waiting_times.WaitingTimes`."""

    def __init__(self, base: str, http: httpx.AsyncClient, *, deadline_s: float = 3.0) -> None:
        """base: the list's address, without a path. deadline_s: so long a page waits."""
        self._address, self._http, self._deadline_s = base.rstrip("/") + PATH, http, deadline_s
        self._remembered: dict[tuple[str, str], tuple[Instant, Answer]] = {}
        self._log = structlog.get_logger("innsyn.waiting_times")

    async def expected(self, organisation_number: str, treatment: str, *, now: Instant) -> Answer:
        """Say what is published. Silence is not remembered."""
        at, known = self._remembered.get((organisation_number, treatment), (None, None))
        if at is not None and timedelta() <= now - at < _HOUR:
            return known
        found = await self._asked({"organisasjonsnummer": organisation_number, "behandling": treatment})
        if not isinstance(found, TimesSilent):
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            self._remembered[organisation_number, treatment] = (now, found)
        return found

    async def _asked(self, query: dict[str, str]) -> Answer:
        try:
            async with asyncio.timeout(self._deadline_s):
                answer = await self._http.get(self._address, params=query, headers={"Accept": "application/json"}, follow_redirects=False)
        except (TimeoutError, httpx.HTTPError) as problem:
            self._log.warning("waiting_times.no_answer", why=type(problem).__name__)
            return TimesSilent()
        return read_expected(answer.content) if answer.status_code == httpx.codes.OK else self._no(answer.status_code)

    def _no(self, status: int) -> TimesSilent:
        self._log.warning("waiting_times.no_answer", status=status)
        return TimesSilent()
