"""Searches over all patients, newest first: for desks, registers, booking and machines. One log row for each patient who is seen.

Source: docs/adr/0002-storage-layout.md, 0018-search-columns.md. Starts from the rarest listed term, from given records, or walks the type
of those custodians whom the narrowing names; stops when the page is full. A walk that passes its budget is refused as too costly.
"""

from innsyn.kernel.outcome import Problem
from innsyn.record.asking import Arguments, statement
from innsyn.record.clauses import clause_texts
from innsyn.record.coalescing import Coalescer
from innsyn.record.condition import Condition, Everything
from innsyn.record.connections import Connections, Rows
from innsyn.record.entry import Entry
from innsyn.record.ids import known_type
from innsyn.record.population_text import candidates_text, population_text
from innsyn.record.positions import Position, read_position, written_position
from innsyn.record.query import Query
from innsyn.record.rechecking import exactly
from innsyn.record.searching import LAST_ROW, MOST_ROWS, clinical_text, list_name
from innsyn.record.starts import Starting, Starts, is_listed
from innsyn.record.statements import narrowed, opening
from innsyn.record.stored import SHARED, Found, Stored
from innsyn.record.versions import VERSION_COLUMNS, WIDTH, stored

TOO_COSTLY = Problem(
    "too-costly",
    "a search over all patients would read too much: add a patient, an identifier, a code with its system, or a reference to a place",
)
ONE_TYPE = Problem("not-supported", "a search over all patients is in one type, newest first or sorted")
_MOST_STANDING = 20_000
BUDGET = 100_000
"""Resources of one custodian and type that a walk passes by at most."""


class PopulationSearching:
    """search without an owner."""

    def __init__(self, connections: Connections, coalescer: Coalescer, *, budget: int = BUDGET) -> None:
        """Take the record's connections and coalescer."""
        self._starting = Starting(connections)
        self._coalescer = coalescer
        self._budget = budget

    async def search(self, query: Query, narrow: Condition, entry: Entry) -> Found | Problem:
        """Search all patients. See `Record.search`."""
        return await self._search(query, opening(entry, None), "version", narrow)

    async def shared_search(self, query: Query) -> Found | Problem:
        """Search directories by a term that is listed."""
        return await self._search(query, Arguments(), "shared_version", None)

    async def standing(self, query: Query) -> tuple[Stored, ...] | Problem:
        """Find what decisions stand on in all records, unlogged. See `Record.standing_everywhere`."""
        rows = await self.candidates(query, Everything(), Arguments(), VERSION_COLUMNS, _MOST_STANDING)
        if isinstance(rows, Problem):
            return rows
        if len(rows) > _MOST_STANDING:
            return TOO_COSTLY
        return exactly([stored(row[1 : WIDTH + 1], row["owner"]) for row in rows], query.clauses)

    async def candidates(self, query: Query, narrow: Condition, arguments: Arguments, columns: str, most: int) -> Rows | Problem:
        """Give columns of everything that a query would find, at most `most` and one; for sorting, nothing of it is handed out."""
        if len(query.types) != 1:
            return ONE_TYPE
        starts = await self._starting.starts(query, narrow)
        self._add_starts(query, starts, arguments)
        arguments.add("integer", most, "most")
        clauses = clause_texts(query.clauses, arguments)
        allowed = f"({narrowed(narrow, arguments).format(v='v')})"
        rest = candidates_text(starts, "version", clauses, allowed, columns)
        asked = statement(tuple(arguments.names), tuple(arguments.types), rest)
        rows = await self._coalescer.alone(asked, SHARED, arguments.values)
        there = [row for row in rows if row["row"] is not None]
        return TOO_COSTLY if any(row["is_end"] for row in there) else there

    async def _search(self, query: Query, arguments: Arguments, table: str, narrow: Condition | None) -> Found | Problem:
        if len(query.types) != 1 or query.order != "newest":
            return ONE_TYPE
        position = read_position(list_name(query, None), query.after) if query.after is not None else None
        if isinstance(position, Problem):
            return position
        starts = await self._starting.starts(query, narrow or Everything())
        self._add_starts(query, starts, arguments)
        _add_page(query, position, arguments)
        clauses = clause_texts(query.clauses, arguments)
        allowed = "true" if narrow is None else f"({narrowed(narrow, arguments).format(v='v')})"
        rest = population_text(starts, table, clauses, allowed, is_logged=narrow is not None, with_total=query.with_total)
        rows = await self._coalescer.alone(statement(tuple(arguments.names), tuple(arguments.types), rest), SHARED, arguments.values)
        return _page(rows, query)

    def _add_starts(self, query: Query, starts: Starts, arguments: Arguments) -> None:
        arguments.add("text", known_type(query.types[0]), "type")
        if starts.custodians is not None:
            arguments.add("text[]", starts.custodians, "custodians")
            arguments.add("integer", self._budget, "budget")
            return
        if starts.tokens:
            arguments.add("bigint[]", starts.tokens, "tokens")
        if starts.owners or not starts.tokens:
            arguments.add("bigint[]", starts.owners, "owners")


def starts_from_listed(query: Query) -> bool:
    """Say whether a search can start from a listed term."""
    return len(query.types) == 1 and query.order == "newest" and any(is_listed(clause, query.types[0]) for clause in query.clauses)


def _add_page(query: Query, position: Position | None, arguments: Arguments) -> None:
    arguments.add("integer", min(max(query.count, 0), MOST_ROWS), "count")
    arguments.add("text", "infinity" if position is None else clinical_text(position), "clinical")
    arguments.add("bigint", LAST_ROW if position is None else position.row, "row")


def _page(rows: Rows, query: Query) -> Found | Problem:
    total = rows[0]["total"]
    if any(row["is_end"] for row in rows) or total == -1:
        return TOO_COSTLY
    shown = [row for row in rows if row["is_beyond"] is False]
    found = exactly([stored(row, row["owner"]) for row in shown], query.clauses)
    if not (shown and rows[-1]["is_beyond"]):
        return Found(found, None, total)
    last = Position(shown[-1]["clinical_at"], shown[-1]["first_row"])
    return Found(found, written_position(list_name(query, None), last), total)
