"""Reads the log for machine clients: a citizen's own for her, an organisation's own doings for it. Itself an act that is logged.

Source: pasientjournalloven § 18, § 22 (the one who keeps records looks after who used them); docs/spec/access.md#AC-11.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from innsyn.gate.access import Access
from innsyn.gate.clients.client import Client
from innsyn.gate.clients.entering import Entering
from innsyn.gate.log.line import LOG_TYPE
from innsyn.gate.visit import Actor, Ground, Visit
from innsyn.gate.visit_log import EXPLAINS, actor_from, ground_from
from innsyn.kernel.clock import Instant
from innsyn.record.entry import Action, Entry
from innsyn.record.ids import entry_id, entry_of
from innsyn.record.log_row import LogRow
from innsyn.record.logbook import LogFilter
from innsyn.record.record import Record
from innsyn.record.stored import Owner

_HEADS = (Action.OPEN, Action.FIND, Action.REFUSE)
_MOST_ROWS = 1_000
_MOST_TURNS = 10


@dataclass(frozen=True, slots=True)
class Period:
    """Half-open; None is open-ended."""

    since: Instant | None = None
    until: Instant | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEvent:
    """One act in one patient's record, with who did it and why.

    id: under which it is read from outside. entry: its number in the log. patient_id: id of the Patient. visit: the stay it belongs to.
    action, type, ids, outcome: as in the log. ground: None when nothing was attested, as in a refusal at the door.
    role: `self`, `parent`, … `staff`, `system`; empty when unknown. rule: key of the rule that refused, empty otherwise."""

    id: str
    entry: int
    patient_id: str
    visit: UUID
    at: Instant
    action: str
    type: str | None
    ids: tuple[str, ...]
    outcome: str
    actor: Actor = field(repr=False)
    ground: Ground | None
    role: str
    rule: str


@dataclass(frozen=True, slots=True)
class EventPage:
    """A page of events, newest first. next: hand it back as `before`, None at the end."""

    events: tuple[LogEvent, ...] = ()
    next: int | None = None


class ClientEvents:
    """page and one."""

    def __init__(self, record: Record, access: Access, entering: Entering) -> None:
        """entering: opens the visit in which the log is read."""
        self._record, self._access, self._entering = record, access, entering

    async def page(self, client: Client, owner: Owner, period: Period, now: Instant, before: int | None, count: int) -> EventPage:
        """Give a page of one record's events, as far as the client may know of them; an empty one where it has no business."""
        visit = await self._enter(client, owner, now)
        if visit is None:
            return EventPage()
        wanted, found = LogFilter(since=period.since, until=period.until), list[LogEvent]()
        for _ in range(_MOST_TURNS):
            rows = await self._record.log_page(owner, wanted, before=before, count=count + 1)
            for event in await self._events(rows[:count], visit):
                if len(found) == count:
                    return EventPage(tuple(found), before)
                before = event.entry
                if _may_know(client, event):
                    found.append(event)
            if len(rows) <= count:
                return EventPage(tuple(found))
            before = rows[count - 1].entry
        return EventPage(tuple(found), before)

    async def one(self, client: Client, id_: str, now: Instant) -> LogEvent | None:
        """Give one event by its id; None when there is none that the client may know of."""
        place = entry_of(id_)
        if place is None:
            return None
        owner, entry = place
        visit = await self._enter(client, owner, now)
        if visit is None:
            return None
        rows = [row for row in await self._record.log_page(owner, before=entry + 1, count=1) if row.entry == entry]
        return next((event for event in await self._events(rows, visit) if _may_know(client, event)), None)

    async def _enter(self, client: Client, owner: Owner, now: Instant) -> Visit | None:
        """Open the record for the citizen it is about, or for a system of an organisation; health workers read no log here."""
        visit = await self._entering.enter(client, owner, now)
        if not isinstance(visit, Visit) or visit.role not in ("self", "system"):
            return None
        await self._access.log(owner, Entry(visit.id, now, Action.SEARCH), about=(LOG_TYPE, None))
        return visit

    async def _events(self, rows: list[LogRow], visit: Visit) -> list[LogEvent]:
        heads = await self._heads(visit.owner, {row.visit for row in rows})
        return [_event(row, heads.get(row.visit), visit.patient_id) for row in rows if not row.detail.get("about") and not _explains(row)]

    async def _heads(self, owner: Owner, visits: Iterable[UUID]) -> Mapping[UUID, LogRow]:
        """Find the row of each visit that says best who came and why: its opening, else one with a ground, else one that names somebody."""
        named = tuple(visits)
        if not named:
            return {}
        rows = await self._record.log_page(owner, LogFilter(actions=_HEADS, visits=named), count=_MOST_ROWS)
        telling = sorted(
            (row for row in rows if "actor" in row.detail), key=lambda row: (row.action != Action.OPEN, "ground" not in row.detail)
        )
        heads: dict[UUID, LogRow] = {}
        for row in telling:
            heads.setdefault(row.visit, row)
        return heads


def _explains(row: LogRow) -> bool:
    return EXPLAINS.items() <= row.detail.items()


def _event(row: LogRow, head: LogRow | None, patient_id: str) -> LogEvent:
    detail = head.detail if head else {}
    return LogEvent(
        id=entry_id(row.owner, row.entry),
        entry=row.entry,
        patient_id=patient_id,
        visit=row.visit,
        at=row.at,
        action=row.action,
        type=row.type,
        ids=row.ids,
        outcome=row.outcome,
        actor=actor_from(detail) if "actor" in detail else Actor(kind="system", key="", name=""),
        ground=ground_from(detail) if "ground" in detail else None,
        role=str(detail.get("role", "")),
        rule=str(row.detail.get("rule", "")),
    )


def _may_know(client: Client, event: LogEvent) -> bool:
    """A citizen knows all of her own log; an organisation's system what its own people and systems did."""
    if client.context == "patient":
        return True
    return event.actor.organisation is not None and event.actor.organisation == client.actor.organisation
