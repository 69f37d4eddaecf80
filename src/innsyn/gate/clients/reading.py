"""Reads for machine clients: by id and by version, narrowed by the rules and by the token's scopes at once.

What is closed and what is not there are the same answer. Source: FHIR R4 4.0.1, http.html#read, #vread;
docs/spec/access.md#AC-10, #AC-14.
"""

from collections.abc import Awaitable, Callable

from innsyn.gate.access import Access, Permit
from innsyn.gate.clients.client import Client
from innsyn.gate.clients.content import ClientContents
from innsyn.gate.clients.directories import Directories
from innsyn.gate.clients.entering import Entering
from innsyn.gate.clients.narrowed import NO_SCOPE, OUT_OF_SCOPE, both
from innsyn.gate.clients.whereabouts import Whereabouts
from innsyn.gate.decide import SILENCE
from innsyn.gate.refused import Refused
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import Instant
from innsyn.record.condition import Condition
from innsyn.record.entry import Action, Entry, Outcome
from innsyn.record.ids import SHARED_TYPES
from innsyn.record.record import Record
from innsyn.record.stored import SHARED, Stale, Stored

Question = Callable[[Visit, Permit, Condition], Awaitable[Stored | Outcome | Stale]]


class ClientReading:
    """read and vread."""

    def __init__(
        self,
        record: Record,
        access: Access,
        entering: Entering,
        whereabouts: Whereabouts,
        directories: Directories,
        contents: ClientContents,
    ) -> None:
        """directories: what belongs to nobody. contents: what people reach through a document."""
        self._contents = contents
        self._record, self._access, self._entering = record, access, entering
        self._whereabouts, self._directories = whereabouts, directories

    async def read(self, client: Client, type_: str, id_: str, now: Instant) -> Stored | Refused | None:
        """Read the version that stands. See `ClientGate.read`."""
        if type_ in SHARED_TYPES:
            return await self._directories.read(client, type_, id_)

        async def question(visit: Visit, permit: Permit, narrow: Condition) -> Stored | Outcome | Stale:
            return await self._record.read(
                owner=visit.owner, type=type_, id=id_, narrow=narrow, stamp=permit.stamp, entry=Entry(visit.id, now, Action.READ)
            )

        return await self._one(client, type_, id_, now, question)

    async def vread(self, client: Client, type_: str, id_: str, version: int, now: Instant) -> Stored | Refused | None:
        """Read one version. See `ClientGate.vread`."""
        if type_ in SHARED_TYPES:
            return await self._directories.vread(client, type_, id_, version)

        async def question(visit: Visit, permit: Permit, narrow: Condition) -> Stored | Outcome | Stale:
            entry = Entry(visit.id, now, Action.VREAD)
            return await self._record.vread(
                owner=visit.owner, type=type_, id=id_, version=version, narrow=narrow, stamp=permit.stamp, entry=entry
            )

        found = await self._one(client, type_, id_, now, question)
        return None if isinstance(found, Stored) and found.version != version else found

    async def _one(self, client: Client, type_: str, id_: str, now: Instant, question: Question) -> Stored | Refused | None:
        if not client.may("read", type_):
            return NO_SCOPE
        owner = await self._whereabouts.locate(type_, id_)
        if owner is None or owner == SHARED:
            return None
        visit = await self._entering.enter(client, owner, now)
        if not isinstance(visit, Visit):
            return None
        if type_ == "Binary" and visit.role != "system":
            return await self._contents.read(client, visit, id_, now)
        answer = await self._asked(client, visit, type_, id_, now, question)
        if answer is Outcome.REFUSED and type_ == "Patient":
            visit = await self._entering.look_again(client, owner, now) or visit
            answer = await self._asked(client, visit, type_, id_, now, question)
        if answer is Outcome.REFUSED:
            await self._explain(client, visit, type_, id_, now)
        return answer if isinstance(answer, Stored) else None

    async def _asked(
        self, client: Client, visit: Visit, type_: str, id_: str, now: Instant, question: Question
    ) -> Stored | Outcome | Refused:
        scopes = client.condition("read", type_)
        return await self._access.ask(
            visit, "read", now, lambda permit: question(visit, permit, both(permit.of_one(type_, id_), scopes)), about=(type_, id_)
        )

    async def _explain(self, client: Client, visit: Visit, type_: str, id_: str, now: Instant) -> None:
        """Say in the log whether it was the token or the rules that closed it."""
        held = await self._record.holding(owner=visit.owner, type=type_, id=id_, conditions=[client.condition("read", type_)])
        verdict = SILENCE if held is None or held[0] else OUT_OF_SCOPE
        await self._access.explain(visit, verdict, now, about=(type_, id_))
