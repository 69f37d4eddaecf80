"""The log's own reading and plain adding: an owner's rows, newest first, by visit or one by one.

Source: docs/adr/0004-read-and-log-in-one-statement.md. There is no function that changes or removes a row; triggers refuse both.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from innsyn.kernel.clock import Instant
from innsyn.record.connections import Connections
from innsyn.record.entry import Action, Entry, Outcome
from innsyn.record.log_row import LOG_COLUMNS, LogRow, detail_text, log_row
from innsyn.record.stored import Owner

MOST_ROWS = 1_000
_LAST_ENTRY = (1 << 63) - 1

_ADD = """
insert into log_entry (owner, at, visit, action, type, ids, shown, outcome, detail)
select $1, at, visit, action, type, case when id is null then '{}' else array[id] end, '{}', outcome, detail::jsonb
from unnest($2::timestamptz[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
  as u (at, visit, action, type, id, outcome, detail)"""
_FILTERED = """
  and ($4::text[] is null or l.action = any($4)) and ($5::text[] is null or l.outcome = any($5))
  and ($6::timestamptz is null or l.at >= $6) and ($7::timestamptz is null or l.at < $7)
  and ($8::uuid[] is null or l.visit = any($8)) and ($9::uuid[] is null or l.visit <> all($9))"""
# Who came, from the row of a visit that says it best: its opening, else one with a ground, else the first that names somebody.
_COMER = """coalesce((
      select case when h.detail->'actor'->>'kind' <> 'citizen' then h.detail->'actor'->>'kind'
        when coalesce(h.detail->>'role', 'self') = 'self' and h.detail->>'rule' is distinct from 'VIS-2' then 'self' else 'relative' end
      from log_entry h where h.owner = $1 and h.visit = l.visit and h.detail ? 'actor'
      order by h.action = 'open' desc, h.detail ? 'ground' desc, h.entry limit 1), 'unknown')"""
_PAGE = f"select {LOG_COLUMNS} from log_entry l where l.owner = $1 and l.entry < $2{_FILTERED} order by l.entry desc limit $3"
# Named visits are looked up each by itself: walking the whole log for one visit would cost what the log has grown to.
_PAGE_OF_VISITS = f"""
select l.* from unnest($8::uuid[]) as u (visit) cross join lateral (
  select {LOG_COLUMNS} from log_entry l where l.owner = $1 and l.visit = u.visit and l.entry < $2{_FILTERED}
  order by l.entry desc limit $3) l
order by l.entry desc limit $3"""
_VISITS = f"""
with last as materialized (
  select l.visit, l.entry from log_entry l where l.owner = $1 and l.entry < $2{_FILTERED}
    and l.entry = (select max(n.entry) from log_entry n where n.owner = $1 and n.visit = l.visit)
    and exists (select from log_entry k where k.owner = $1 and k.visit = l.visit and not k.detail ? 'about')
    and ($10::text[] is null or {_COMER} = any($10))
  order by l.entry desc limit $3)
select last.entry as place, l.* from last cross join lateral (
  select {LOG_COLUMNS} from log_entry l where l.owner = $1 and l.visit = last.visit order by l.entry limit {MOST_ROWS}) l
order by last.entry desc, l.entry"""
_OF_VISIT = f"select {LOG_COLUMNS} from log_entry l where l.owner = $1 and l.visit = $2 order by l.entry limit {MOST_ROWS}"


@dataclass(frozen=True, slots=True)
class Act:
    """One act that is logged by itself, such as opening a visit or refusing somebody.

    type, id: what was asked for, None when nothing in particular."""

    entry: Entry
    outcome: Outcome = Outcome.DONE
    type: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Which rows of the log; None means any. since, until: half-open. visits: only these. not_visits: none of these.
    comers: only visits of `self`, `relative`, `staff`, `system`, `unknown`; heard by `Logbook.visits` alone."""

    actions: tuple[Action, ...] | None = None
    outcomes: tuple[Outcome, ...] | None = None
    since: Instant | None = None
    until: Instant | None = None
    visits: tuple[UUID, ...] | None = None
    not_visits: tuple[UUID, ...] | None = None
    comers: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class LoggedVisit:
    """All rows of one visit to one owner, oldest first, at most a thousand. place: its newest row's number, by which visits are paged."""

    visit: UUID
    place: int
    rows: tuple[LogRow, ...]


ANY = LogFilter()


def blob_act(entry: Entry, digest: str, *, is_there: bool) -> Act:
    """Say that a blob was asked for."""
    return Act(entry, Outcome.DONE if is_there else Outcome.ABSENT, "Binary", digest)


class Logbook:
    """log, log_page, log_visits and log_of_visit."""

    def __init__(self, connections: Connections) -> None:
        """Take the record's connections."""
        self._connections = connections

    async def log(self, owner: Owner, acts: Sequence[Act]) -> None:
        """Add rows. See `Record.log`."""
        await self._connections.fetch(
            _ADD,
            owner,
            [act.entry.at for act in acts],
            [act.entry.visit for act in acts],
            [act.entry.action.value for act in acts],
            [act.type for act in acts],
            [act.id for act in acts],
            [act.outcome.value for act in acts],
            [detail_text(act.entry.detail) for act in acts],
        )

    async def page(self, owner: Owner, wanted: LogFilter, before: int | None, count: int) -> list[LogRow]:
        """Give rows, newest first. See `Record.log_page`."""
        text = _PAGE if wanted.visits is None else _PAGE_OF_VISITS
        return [log_row(row) for row in await self._connections.fetch(text, *_page(owner, wanted, before, count))]

    async def visits(self, owner: Owner, wanted: LogFilter, before: int | None, count: int) -> list[LoggedVisit]:
        """Give visits, newest first; none that is nothing but the program's own questions. See `Record.log_visits`."""
        by_place: dict[int, list[LogRow]] = {}
        comers = None if wanted.comers is None else list(wanted.comers)
        for row in await self._connections.fetch(_VISITS, *_page(owner, wanted, before, count), comers):
            by_place.setdefault(row["place"], []).append(log_row(row))
        return [LoggedVisit(rows[0].visit, place, tuple(rows)) for place, rows in by_place.items()]

    async def of_visit(self, owner: Owner, visit: UUID) -> list[LogRow]:
        """Give the rows of one visit, oldest first. See `Record.log_of_visit`."""
        return [log_row(row) for row in await self._connections.fetch(_OF_VISIT, owner, visit)]


def _page(owner: Owner, wanted: LogFilter, before: int | None, count: int) -> tuple[object, ...]:
    return (
        owner,
        _LAST_ENTRY if before is None else before,
        min(max(count, 1), MOST_ROWS),
        None if wanted.actions is None else [action.value for action in wanted.actions],
        None if wanted.outcomes is None else [outcome.value for outcome in wanted.outcomes],
        wanted.since,
        wanted.until,
        None if wanted.visits is None else list(wanted.visits),
        None if wanted.not_visits is None else list(wanted.not_visits),
    )
