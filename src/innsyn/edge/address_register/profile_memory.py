"""Profiles read from the wire and remembered for some minutes: until an event says that the party has changed, or nobody believes them.

Source: Norsk helsenett, CPPA, GET /Profiles/{herId}."""

from dataclasses import dataclass
from datetime import timedelta

import httpx
import structlog

from innsyn.edge.address_register.calls import Answered, Caller, Unanswered, unanswered
from innsyn.edge.address_register.directory import Directory
from innsyn.edge.address_register.profiles import Profile, profile
from innsyn.edge.address_register.reading import NotUnderstood
from innsyn.kernel.clock import Instant

REMEMBERED_FOR = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class _Remembered:
    profile: Profile
    at: Instant


class ProfileMemory:
    """Gives profiles."""

    def __init__(self, url: str, caller: Caller) -> None:
        """url: of the register of profiles."""
        self._url, self._caller = url, caller
        self._known: dict[int, _Remembered] = {}
        self._forgotten = 0
        self._log = structlog.get_logger("innsyn.address_register")

    async def of(self, her_id: int, *, now: Instant, anew: bool) -> Profile | None:
        """Give a party's profile, an empty one when it has none; None when nobody can say.

        What was asked for before something changed is not remembered after it."""
        known, turn = self._known.get(her_id), self._forgotten
        if known is not None and not anew and abs(now - known.at) < REMEMBERED_FOR:
            return known.profile
        read = await self._read(her_id, now)
        if isinstance(read, Unanswered):
            self._log.warning("address_register.no_profile", why=read.why)
            return None
        if turn == self._forgotten:
            self._known[her_id] = _Remembered(read, now)
        return read

    def forget_changed(self, before: Directory, after: Directory) -> None:
        """Forget the profiles of those that a reading has told of, and of whoever stands below them."""
        if before.parties is after.parties:
            return
        self._forgotten += 1
        for her_id in list(self._known):
            found = after.parties.get(her_id)
            family = [her_id, found.parent_her_id] if found and found.parent_her_id else [her_id]
            if any(before.parties.get(one) is not after.parties.get(one) for one in family):
                del self._known[her_id]

    async def _read(self, her_id: int, now: Instant) -> Profile | Unanswered:
        answer = await self._caller.get(f"{self._url}/Profiles/{her_id}", accept="application/xml", now=now)
        if isinstance(answer, Answered) and answer.status == httpx.codes.NOT_FOUND:
            return Profile()
        if isinstance(answer, Unanswered) or answer.status != httpx.codes.OK:
            return unanswered(answer, "profile")
        try:
            return profile(answer.octets, her_id)
        except NotUnderstood as problem:
            return Unanswered(f"not_understood.{problem.where}")
