"""The history of all records, newest first: of one type or of everything. One log row for each patient who is seen.

Source: FHIR R4 4.0.1, http.html#history; docs/adr/0018-search-columns.md. Walks the versions of those custodians whom the narrowing
names, in the order of their rows; one that would pass by more than its budget is refused, and logs nothing.
"""

from innsyn.kernel.outcome import Problem
from innsyn.record.asking import Arguments, statement
from innsyn.record.coalescing import Coalescer
from innsyn.record.condition import Condition
from innsyn.record.connections import Connections, Rows
from innsyn.record.during import During
from innsyn.record.entry import Entry
from innsyn.record.ids import known_type
from innsyn.record.population_search import BUDGET
from innsyn.record.positions import Position, read_position, written_position
from innsyn.record.searching import LAST_ROW, MOST_ROWS
from innsyn.record.starts import Starting
from innsyn.record.statements import LOG_INTO, and_still, narrowed, opening
from innsyn.record.stored import SHARED, Found
from innsyn.record.versions import VERSION_COLUMNS, stored

TOO_COSTLY = Problem("too-costly", "a history of all patients would read too much: ask for one patient's or one resource's, or subscribe")

_HISTORY = """page as materialized (
  select a.n, a.at, a.visit, a.action, a.detail, a.type as asked_type, a.count, g.*
  from asked a left join lateral (
    select f.*, row_number() over (order by f.row desc) as place
    from (
      select v.owner, v.walked = a.budget as is_end, {columns}
      from unnest(a.custodians) as d (custodian) cross join lateral (
        select v.* from (
          select v.*, row_number() over (order by v.row desc) as walked from version v
          where coalesce(v.custodian, '') = d.custodian and v.row < a.row
          order by v.row desc limit a.budget) v
        where v.walked = a.budget or (true{which} and {allowed})
        order by v.row desc limit a.count + 1) v) f
    order by f.row desc limit a.count + 1) g on true),
logged as ({log_into}
  select h.owner, h.at, h.visit, h.action, h.asked_type, '{{}}',
    coalesce(array_agg(h.row order by h.place) filter (where not h.deleted), '{{}}'), 'done', h.detail::jsonb
  from page h where h.place <= h.count and not exists (select from page e where e.is_end)
  group by h.owner, h.at, h.visit, h.action, h.asked_type, h.detail)
select h.place > h.count as is_beyond, h.is_end, h.owner, h.row, h.first_row, h.type, h.id, h.version, h.recorded_at,
  h.custodian, h.labels, h.deleted, h.clinical_at, h.dictionary, case when h.place <= h.count then h.body end as body
from page h order by h.place"""


class PopulationHistory:
    """history without an owner."""

    def __init__(self, connections: Connections, coalescer: Coalescer, *, budget: int = BUDGET) -> None:
        """Take the record's connections and coalescer."""
        self._starting = Starting(connections)
        self._coalescer = coalescer
        self._budget = budget

    async def history(
        self, type_: str | None, count: int, after: str | None, during: During, narrow: Condition, entry: Entry
    ) -> Found | Problem:
        """List versions of all patients. See `Record.history`."""
        list_name = f"history of all {type_}{during.name}"
        position = Position(None, LAST_ROW) if after is None else read_position(list_name, after)
        if isinstance(position, Problem):
            return position
        arguments = opening(entry, None)
        arguments.add("text", None if type_ is None else known_type(type_), "type")
        arguments.add("text[]", await self._starting.keepers(narrow, type_), "custodians")
        arguments.add("integer", min(max(count, 0), MOST_ROWS), "count")
        arguments.add("integer", self._budget, "budget")
        arguments.add("bigint", position.row, "row")
        which = " and v.type = a.type::resource_type" if type_ is not None else ""
        which += during.text(arguments, "v.owner")
        return _page(await self._ask(arguments, which, narrow), list_name)

    async def _ask(self, arguments: Arguments, which: str, narrow: Condition) -> Rows:
        allowed = f"({and_still(narrowed(narrow, arguments), 'v.owner')})"
        rest = _HISTORY.format(columns=VERSION_COLUMNS, which=which, allowed=allowed, log_into=LOG_INTO)
        return await self._coalescer.alone(statement(tuple(arguments.names), tuple(arguments.types), rest), SHARED, arguments.values)


def _page(rows: Rows, list_name: str) -> Found | Problem:
    if any(row["is_end"] for row in rows):
        return TOO_COSTLY
    shown = [row for row in rows if row["is_beyond"] is False]
    found = tuple([stored(row, row["owner"]) for row in shown])
    is_more = bool(shown) and rows[-1]["is_beyond"]
    return Found(found, written_position(list_name, Position(None, shown[-1]["row"])) if is_more else None)
