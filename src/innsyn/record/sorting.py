"""Searches in an order that no index has: first what is found and its sort keys, then the one page, which is logged as any other.

What comes out of the first question stays here. A page begins after the version at which the former one ended: what that was sorted by is
read from it again, so the order holds whatever is written meanwhile, and no URL tells what somebody is called.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from innsyn.kernel.outcome import Problem
from innsyn.record.asking import Arguments, statement
from innsyn.record.clauses import clause_texts
from innsyn.record.coalescing import Coalescer
from innsyn.record.condition import Condition
from innsyn.record.connections import Rows
from innsyn.record.entry import Entry
from innsyn.record.population_search import PopulationSearching
from innsyn.record.positions import Anchor, read_anchor, written_anchor
from innsyn.record.query import BeganAt, Query
from innsyn.record.searching import MOST_ROWS, Searching, add_types, list_name
from innsyn.record.sort_keys import Place, SortColumns, following, places_of, sort_columns
from innsyn.record.statements import narrowed
from innsyn.record.stored import SHARED, STALE, Found, Owner, Stale

MOST_SORTED, MOST_READ = 20_000, 2_000
"""Resources that are put in order at most: by their columns, and when each must be read."""

TOO_MANY = Problem("too-costly", "too much is found to be sorted so: add a criterion, or sort by date")

_COLUMNS = "v.row, v.first_row, v.owner, v.type::text as type, v.id"
_HITS = """page as materialized (
  select a.n, {is_fresh}, g.* from asked a left join lateral (
    select {columns} from unnest(a.types) as s (type) cross join lateral (
      select * from {table} v
      where v.owner = a.owner and v.type = s.type::resource_type and v.is_current and not v.deleted{clauses} and {allowed}) v
    limit a.most + 1) g on true)
select h.* from page h"""
_ANCHOR = """page as materialized (
  select a.n, g.* from asked a cross join lateral (
    select {columns} from {table} v where v.owner = a.owner and v.row = a.anchor limit 1) g)
select h.* from page h"""

Page = Callable[[Query], Awaitable[Found | Stale | Problem]]
Hits = Callable[[SortColumns, Arguments], Awaitable[Rows | Stale | Problem]]


class Sorting:
    """search with a sort."""

    def __init__(self, coalescer: Coalescer, searching: Searching, population: PopulationSearching) -> None:
        """Take the searches that give the pages."""
        self._coalescer = coalescer
        self._searching = searching
        self._population = population

    async def search(self, owner: Owner, query: Query, narrow: Condition, stamp: int | None, entry: Entry) -> Found | Stale | Problem:
        """Search one record. See `Record.search`."""

        async def hits(sorted_by: SortColumns, arguments: Arguments) -> Rows | Stale:
            return await self._hits(owner, query, narrow, stamp, sorted_by, arguments)

        async def page(wanted: Query) -> Found | Stale | Problem:
            return await self._searching.search(owner, replace(wanted, order="newest"), narrow, stamp, entry)

        return await self._sorted(query, owner, hits, page)

    async def everywhere(self, query: Query, narrow: Condition, entry: Entry) -> Found | Stale | Problem:
        """Search all patients. See `Record.search`."""

        async def hits(sorted_by: SortColumns, arguments: Arguments) -> Rows | Problem:
            columns = ", ".join((_COLUMNS, *sorted_by.columns))
            return await self._population.candidates(query, narrow, arguments, columns, _most(sorted_by))

        async def page(wanted: Query) -> Found | Stale | Problem:
            return await self._population.search(replace(wanted, order="newest"), narrow, entry)

        return await self._sorted(query, None, hits, page)

    async def shared_search(self, query: Query) -> Found | Problem:
        """Search directories and catalogues. See `Record.shared_search`."""

        async def hits(sorted_by: SortColumns, arguments: Arguments) -> Rows | Stale:
            return await self._hits(SHARED, query, None, None, sorted_by, arguments)

        async def page(wanted: Query) -> Found | Stale | Problem:
            return await self._searching.shared_search(replace(wanted, order="newest"))

        found = await self._sorted(query, SHARED, hits, page)
        return Found() if isinstance(found, Stale) else found

    async def _sorted(self, query: Query, owner: Owner | None, hits: Hits, page: Page) -> Found | Stale | Problem:
        anchor = read_anchor(list_name(query, owner), query.after) if query.after is not None else None
        arguments = Arguments()
        sorted_by = sort_columns(query.sort, query.types[0], arguments)
        if isinstance(anchor, Problem):
            return anchor
        if isinstance(sorted_by, Problem):
            return sorted_by
        rows = await hits(sorted_by, arguments)
        if isinstance(rows, Stale | Problem):
            return rows
        if len(rows) > _most(sorted_by):
            return TOO_MANY
        before = await self._anchor(anchor, query, sorted_by) if anchor else None
        after = following(places_of(rows, query.sort, sorted_by), before, query.sort)
        return await _paged(query, owner, after, len(rows), page)

    async def _hits(
        self, owner: Owner, query: Query, narrow: Condition | None, stamp: int | None, sorted_by: SortColumns, arguments: Arguments
    ) -> Rows | Stale:
        if narrow is not None:
            arguments.add("bigint", stamp, "stamp")
        add_types(query, arguments)
        arguments.add("integer", _most(sorted_by), "most")
        clauses = clause_texts(query.clauses, arguments)
        rest = _HITS.format(
            is_fresh="true as is_fresh" if narrow is None else "a.is_fresh",
            columns=", ".join((_COLUMNS, *sorted_by.columns)),
            table="version" if narrow is not None else "shared_version",
            clauses=clauses,
            allowed="true" if narrow is None else f"a.is_fresh and ({narrowed(narrow, arguments).format(v='v')})",
        )
        rows = await self._ask(owner, arguments, rest)
        return [row for row in rows if row["row"] is not None] if rows[0]["is_fresh"] else STALE

    async def _anchor(self, anchor: Anchor, query: Query, sorted_by: SortColumns) -> Place | None:
        arguments = Arguments()
        sort_columns(query.sort, query.types[0], arguments)
        arguments.add("bigint", anchor.row, "anchor")
        table = "shared_version" if anchor.owner == SHARED else "version"
        rest = _ANCHOR.format(columns=", ".join((_COLUMNS, *sorted_by.columns)), table=table)
        rows = await self._ask(anchor.owner, arguments, rest)
        return places_of(rows, query.sort, sorted_by)[0] if rows else None

    async def _ask(self, owner: Owner, arguments: Arguments, rest: str) -> Rows:
        return await self._coalescer.ask(
            statement(tuple(arguments.names), tuple(arguments.types), rest), owner, arguments.values, rows=MOST_SORTED
        )


async def _paged(query: Query, owner: Owner | None, after: list[Place], total: int, page: Page) -> Found | Stale | Problem:
    """Ask for the page by its resources, and put it in its order."""
    count = min(max(query.count, 0), MOST_ROWS)
    shown = after[:count]
    found = await page(
        replace(
            query,
            clauses=(*query.clauses, BeganAt(tuple(place.first_row for place in shown))),
            sort=(),
            after=None,
            with_total=False,
            owners=tuple({place.owner for place in shown}) if owner is None else None,
        )
    )
    if not isinstance(found, Found):
        return found
    turn = {place.name: number for number, place in enumerate(shown)}
    rows = tuple(sorted(found.rows, key=lambda one: turn[one.owner, one.type, one.id]))
    is_more = len(after) > count and bool(shown)
    following_page = written_anchor(list_name(query, owner), Anchor(shown[-1].owner, shown[-1].row)) if is_more else None
    return Found(rows, following_page, total if query.with_total else None)


def _most(sorted_by: SortColumns) -> int:
    return MOST_READ if sorted_by.needs_bytes else MOST_SORTED
