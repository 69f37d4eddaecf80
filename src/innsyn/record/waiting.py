"""What waits with one organisation, what is promised first standing first: a page costs what it shows, however much else waits.

A Task waits while its status says that it is its owner's turn. One index holds those and nothing else, by who keeps them and when they
are due (`restriction.period.end`, our parameter `due`): of equals first what waited longest, and last what nothing is promised for.
Source: docs/adr/0018-search-columns.md; docs/spec/dialogue.md#DLG-21.
"""

from datetime import UTC, datetime, timedelta

from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem
from innsyn.record.asking import Arguments, statement
from innsyn.record.clauses import clause_texts
from innsyn.record.coalescing import Coalescer
from innsyn.record.condition import Condition
from innsyn.record.entry import Entry
from innsyn.record.facts import span_key
from innsyn.record.keys import code_key
from innsyn.record.moments import EARLIEST, LATEST, microseconds
from innsyn.record.population_search import BUDGET, TOO_COSTLY
from innsyn.record.positions import Position, read_position, written_position
from innsyn.record.query import Query
from innsyn.record.rechecking import exactly
from innsyn.record.searching import MOST_ROWS
from innsyn.record.statements import LOG_INTO, narrowed, opening
from innsyn.record.stored import SHARED, Found
from innsyn.record.versions import VERSION_COLUMNS, stored

WAITING = ("requested", "received", "accepted")
"""The statuses of a Task that waits for its owner."""

_DUE = f"coalesce(v.spans[array_position(v.spans, {span_key('due')}::bigint) + 2], {LATEST})"
_WAITS = (
    "v.type = 'Task' and v.is_current and not v.deleted and v.keys && "
    f"array[{', '.join(str(code_key('status', status)) for status in WAITING)}]::bigint[]"
)
WAITING_INDEX = f"version (coalesce(custodian, ''), ({_DUE}), first_row) where {_WAITS}".replace("v.", "")
"""What the index is on: the very words of the walk, or it would not be taken."""

_WALK = f"""
    select {{columns}}, v.owner, v.due, v.walked = a.budget as is_end from (
      select v.*, {_DUE} as due, row_number() over (order by {_DUE}, v.first_row) as walked from version v
      where {_WAITS} and coalesce(v.custodian, '') = a.custodian and ({_DUE}, v.first_row) > (a.low, a.row) and {_DUE} <= a.high
      order by {_DUE}, v.first_row limit a.budget) v
    where v.walked = a.budget or (true{{clauses}} and {{allowed}})
    order by v.due, v.first_row limit a.count + 1"""

_PAGE = """page as materialized (
  select a.n, a.count, a.at, a.visit, a.action, a.detail, g.*, row_number() over (order by g.due, g.first_row) as place
  from asked a cross join lateral ({walk}) g),
logged as ({log_into}
  select h.owner, h.at, h.visit, h.action, 'Task', '{{}}', array_agg(h.row order by h.place), 'done', h.detail::jsonb
  from page h where h.place <= h.count and not exists (select from page e where e.is_end)
  group by h.owner, h.at, h.visit, h.action, h.detail)
select h.place > h.count as is_beyond, h.is_end, h.due, h.owner, h.row, h.first_row, h.type, h.id, h.version, h.recorded_at, h.custodian,
  h.labels, h.deleted, h.clinical_at, h.dictionary, case when h.place <= h.count then h.body end as body
from page h order by h.place"""
_INSTANTS = """page as materialized (
  select a.n, g.due, g.is_end from asked a cross join lateral ({walk}) g)
select h.due, h.is_end from page h"""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_BEFORE_ALL = -1


class Waiting:
    """listed and promised."""

    def __init__(self, coalescer: Coalescer) -> None:
        """Take the record's coalescer."""
        self._coalescer = coalescer

    async def listed(self, custodian: str, query: Query, narrow: Condition, entry: Entry) -> Found | Problem:
        """List the Tasks that wait with an organisation, over all patients: one row in the log of each who is seen.

        query: its clauses, `count` and `after`. Returns a page; or a Problem, with nothing logged, for a position of another list, and
        when too much would have to be passed by."""
        name = f"waiting {custodian} {query.clauses}"
        position = read_position(name, query.after) if query.after is not None else None
        if isinstance(position, Problem):
            return position
        low = EARLIEST if position is None else microseconds(position.clinical_at, otherwise=LATEST)
        arguments = opening(entry, None)
        _add(arguments, custodian, (low, _BEFORE_ALL if position is None else position.row), LATEST, min(query.count, MOST_ROWS))
        rest = _PAGE.format(walk=_walk(query, narrow, arguments, VERSION_COLUMNS), log_into=LOG_INTO)
        rows = await self._coalescer.alone(statement(tuple(arguments.names), tuple(arguments.types), rest), SHARED, arguments.values)
        if any(row["is_end"] for row in rows):
            return TOO_COSTLY
        shown = [row for row in rows if not row["is_beyond"]]
        found = exactly([stored(row, row["owner"]) for row in shown], query.clauses)
        if not (shown and rows[-1]["is_beyond"]):
            return Found(found, None, None)
        return Found(found, written_position(name, Position(_instant(shown[-1]["due"]), shown[-1]["first_row"])), None)

    async def promised(
        self, custodian: str, query: Query, narrow: Condition, *, after: Instant | None = None, until: Instant | None = None
    ) -> tuple[Instant | None, ...]:
        """Say until when the first that wait with an organisation are promised an answer, None for those that nothing is promised.

        Nothing of a patient comes out, so it stands in no log. query: its clauses, and `count` for how many at most. after, until: only
        what is due in this span, its end with it."""
        low, high = microseconds(after, otherwise=EARLIEST), microseconds(until, otherwise=LATEST)
        arguments = Arguments()
        _add(arguments, custodian, (low, (1 << 63) - 1 if after else _BEFORE_ALL), high, min(query.count, MOST_ROWS) - 1)
        rest = _INSTANTS.format(walk=_walk(query, narrow, arguments, "v.first_row"))
        rows = await self._coalescer.alone(statement(tuple(arguments.names), tuple(arguments.types), rest), SHARED, arguments.values)
        return tuple(_instant(row["due"]) for row in rows if not row["is_end"])


def _add(arguments: Arguments, custodian: str, beyond: tuple[int, int], high: int, count: int) -> None:
    arguments.add("text", custodian, "custodian")
    arguments.add("bigint", beyond[0], "low")
    arguments.add("bigint", beyond[1], "row")
    arguments.add("bigint", high, "high")
    arguments.add("integer", BUDGET, "budget")
    arguments.add("integer", count, "count")


def _walk(query: Query, narrow: Condition, arguments: Arguments, columns: str) -> str:
    clauses = clause_texts(query.clauses, arguments)
    return _WALK.format(columns=columns, clauses=clauses, allowed=f"({narrowed(narrow, arguments).format(v='v')})")


def _instant(due: int) -> Instant | None:
    if due >= LATEST:
        return None
    try:
        return _EPOCH + timedelta(microseconds=due)
    except OverflowError:
        return None
