"""What a handler is given: who calls, when, in which language, and the gate when the call may pass it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from innsyn.kernel.clock import Instant
from innsyn.web.calendar_feeds import CalendarFeeds
from innsyn.web.clients import Clients
from innsyn.web.fields import Fields
from innsyn.web.health_contacts import HealthContacts, ServiceSwitches
from innsyn.web.language import Language
from innsyn.web.messaging import Messaging
from innsyn.web.notices import Notices
from innsyn.web.notices.reach import Reach
from innsyn.web.preferences import Preferences
from innsyn.web.slots import FilledBlock
from innsyn.web.waiting_times import WaitingTimes

if TYPE_CHECKING:
    from innsyn.gate.acting import Acting
    from innsyn.gate.chosen import Chosen
    from innsyn.gate.gate import Gate
    from innsyn.gate.visit import Actor, Visit
    from innsyn.web.leading import Place


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenCall:
    """A call anyone may make.

    now: the instant of the request, the only one a handler uses. language: texts, dates and numbers for this reader.
    path: the page's address without query. query, form: what came with it. actor: who is logged in, if anyone is.
    fill: makes the blocks of the slot that belongs to this kind of page. choices: lists what trusts have chosen about access.
    reaches: says whether there is a page of an address, of whatever slice, that this caller may come to: asked before leading there."""

    now: Instant
    language: Language
    path: str
    query: Fields
    form: Fields
    actor: "Actor | None"
    fill: Callable[["OpenCall"], Awaitable[tuple[FilledBlock, ...]]]
    choices: "Callable[[Instant], Awaitable[tuple[Chosen, ...]]]"
    reaches: Callable[[str], bool]

    async def blocks(self) -> tuple[FilledBlock, ...]:
        """Make the blocks other slices put here: a citizen's overview, the desk's first page or that of a visit, or the open front page."""
        return await self.fill(self)


@dataclass(frozen=True, kw_only=True, slots=True)
class CitizenCall(OpenCall):
    """A citizen in a visit: everything read goes through `gate` with `visit`.

    preferences: what people have asked of the portal. notices: tells people that something is waiting. reach: how they are told.
    health_contacts: whom she can write to and book with, and what each takes. messaging: what messages need besides the record.
    calendar_feeds: private addresses of calendars. waiting_times: how long treatments may take.
    origin: where the portal is, `https://…`, for what she takes with her. acting: for whom she acts; None in her own record.
    leads: says what stands at an address of a citizen's page, of whatever slice, None where nothing does that she may come to.
    drafts: what is filled in of forms of several steps, by the form's name."""

    actor: "Actor"
    gate: "Gate"
    visit: "Visit"
    preferences: Preferences
    notices: Notices
    reach: Reach
    health_contacts: HealthContacts
    messaging: Messaging
    calendar_feeds: CalendarFeeds
    waiting_times: WaitingTimes
    origin: str
    leads: "Callable[[str], Place | None]"
    acting: "Acting | None" = None
    drafts: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class StaffCall(OpenCall):
    """Personnel who have not chosen a patient on this page.

    clients: the registry of machine clients. notices: tells people that something is waiting. health_contacts, messaging: as of a
    CitizenCall. service_switches: switches what a health contact takes."""

    actor: "Actor"
    gate: "Gate"
    clients: Clients
    notices: Notices
    health_contacts: HealthContacts
    messaging: Messaging
    service_switches: ServiceSwitches


@dataclass(frozen=True, kw_only=True, slots=True)
class VisitCall(StaffCall):
    """Personnel inside a visit to one patient's record. draw: draws a thing of the record, by type and id."""

    visit: "Visit"
    draw: Callable[["VisitCall", str, str], Awaitable[FilledBlock | None]]

    async def extract(self, type_: str, id_: str) -> FilledBlock | None:
        """Draw one thing of the record as the slice that knows it draws it; None when there is none that this visit may see."""
        return await self.draw(self, type_, id_)

    def here(self, path: str = "") -> str:
        """Say the address of `path` (beginning with `/`) inside this visit."""
        return f"/desk/visit/{self.visit.id}{path}"
