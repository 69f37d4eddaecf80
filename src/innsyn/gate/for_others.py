"""The gate's part for acting for somebody else, and for seeing beforehand what somebody else would see.

Source: docs/spec/representation.md; docs/spec/preview.md.
"""

from collections.abc import Sequence

from innsyn.gate.access import Access
from innsyn.gate.acting import Acting
from innsyn.gate.acting_now import acting_in
from innsyn.gate.feeding import Feeding, FeedPass
from innsyn.gate.opening import NewId, Opening
from innsyn.gate.preview import AS_IT_IS, Counted, Preview, Previewed, Supposing, Viewer
from innsyn.gate.refused import Refused
from innsyn.gate.relations import Relations
from innsyn.gate.representing import ABOUT_REPRESENTING, ActsAs, Representations, Representing
from innsyn.gate.resuming import Resuming
from innsyn.gate.sources import Source, Sources
from innsyn.gate.visit import Actor, Visit
from innsyn.kernel.clock import Instant
from innsyn.kernel.ids import PersonNumber
from innsyn.kernel.outcome import Problem
from innsyn.record.entry import Action, Entry
from innsyn.record.query import Query
from innsyn.record.stored import Owner


class ForOthers:
    """A part of `Gate`, which puts these together."""

    _access: Access
    _new_id: NewId
    _feeding: Feeding
    _opening: Opening
    _preview: Preview
    _relations: Relations
    _representing: Representing
    _resuming: Resuming
    _sources: Sources

    async def represents(self, actor: Actor, now: Instant) -> Representations:
        """List whom a citizen may act for: children, wards, and those who have given her a power of attorney.

        Each with yes, or with why not; asking is logged in the records found, as the gate's own question."""
        return await self._representing.who(actor, now)

    async def open_for(self, actor: Actor, owner: Owner, role: ActsAs, now: Instant) -> Visit | Refused:
        """Open the record of somebody a citizen acts for, in a role, for as long as her session lasts.

        The population register is asked for parents and guardians. Returns the visit or the no; both are in the patient's log."""
        return self._resuming.remember(await self._representing.open(actor, owner, role, now))

    async def open_feed(self, asked: FeedPass, now: Instant) -> Visit | Refused:
        """Open a record for a private calendar address, in the name of whoever made it, with the rights she has today.

        Returns the visit, the same all day, or the no; both are in the patient's log."""
        return await self._feeding.open(asked, now)

    async def acting(self, visit: Visit, now: Instant) -> Acting:
        """Say for whom the actor of a visit acts, whether she still may, and which parts of the record are open: on facts read anew."""
        return await acting_in(self._access, visit, now)

    async def sources(self, visit: Visit, now: Instant) -> tuple[Source, ...] | Refused:
        """List the organisations that have something in the record, as far as the visit may see it."""
        return await self._sources.of(visit, now)

    async def register_changed(self, number: PersonNumber, now: Instant) -> None:
        """Take in that the population register tells of a change about somebody: it holds on the next read."""
        visit_id = self._new_id()
        owner = await self._opening.find_patient(number, Entry(visit_id, now, Action.FIND, ABOUT_REPRESENTING))
        if owner is not None:
            await self._relations.refresh(owner, now, is_told=True)

    async def learn_relations(self, after: str | None, now: Instant) -> str | None:
        """Ask the population register about patients who are new in the record since a place in its changes.

        after: what the former call returned, None from the beginning. Returns the place to go on from, the same when nothing came; None
        when the register did not answer: then the same is asked again later."""
        return await self._relations.learn_new(after, now)

    async def preview(
        self, visit: Visit, viewer: Viewer, query: Query, now: Instant, *, supposing: Supposing = AS_IT_IS, on: Instant | None = None
    ) -> Previewed | Refused | Problem:
        """Show one page of a search in the visit's own record, each row with whether somebody else would see it.

        supposing: what is supposed beside what holds. on: the instant supposed, None for now."""
        return await self._preview.page(visit, viewer, supposing, on or now, query, now)

    async def preview_counts(
        self,
        visit: Visit,
        viewer: Viewer,
        types: Sequence[str],
        now: Instant,
        *,
        supposing: Supposing = AS_IT_IS,
        on: Instant | None = None,
    ) -> Counted | Refused:
        """Count what somebody else would see of these types, and what she would not. As `preview`."""
        return await self._preview.counts(visit, viewer, supposing, on or now, types, now)
