"""Searches inside one owner, or in what belongs to nobody: a page at a time, each one statement.

Source: FHIR R4 4.0.1, search.html; docs/adr/0002-storage-layout.md for the index that carries it.
"""

from operator import itemgetter

from innsyn.kernel.outcome import Problem
from innsyn.record.asking import Arguments, statement
from innsyn.record.clauses import clause_texts
from innsyn.record.coalescing import Coalescer
from innsyn.record.condition import Condition
from innsyn.record.connections import Rows
from innsyn.record.entry import Entry
from innsyn.record.ids import known_type
from innsyn.record.positions import Position, read_position, written_position
from innsyn.record.query import Query
from innsyn.record.rechecking import exactly
from innsyn.record.search_text import search_text, shared_search_text
from innsyn.record.statements import narrowed, opening
from innsyn.record.stored import SHARED, STALE, Found, Owner, Stale
from innsyn.record.versions import stored

MOST_ROWS = 500
LAST_ROW = (1 << 63) - 1


class Searching:
    """search inside one owner, and shared_search."""

    def __init__(self, coalescer: Coalescer) -> None:
        """Take the record's coalescer."""
        self._coalescer = coalescer

    async def search(self, owner: Owner, query: Query, narrow: Condition, stamp: int | None, entry: Entry) -> Found | Stale | Problem:
        """Search one owner's record. See `Record.search`."""
        arguments = opening(entry, stamp)
        problem = _paging(query, owner, arguments)
        if problem is not None:
            return problem
        clauses = clause_texts(query.clauses, arguments)
        allowed = f"({narrowed(narrow, arguments).format(v='v')})"
        return await self._found(owner, query, arguments, search_text(query.order, clauses, allowed, with_total=query.with_total))

    async def shared_search(self, query: Query) -> Found | Problem:
        """Search directories and catalogues. See `Record.shared_search`."""
        arguments = Arguments()
        problem = _paging(query, SHARED, arguments)
        if problem is not None:
            return problem
        clauses = clause_texts(query.clauses, arguments)
        found = await self._found(SHARED, query, arguments, shared_search_text(query.order, clauses, with_total=query.with_total))
        return Found() if isinstance(found, Stale) else found

    async def _found(self, owner: Owner, query: Query, arguments: Arguments, rest: str) -> Found | Stale:
        question = statement(tuple(arguments.names), tuple(arguments.types), rest)
        rows = await self._coalescer.ask(question, owner, arguments.values, rows=query.count)
        return page(rows, owner, query) if rows[0]["is_fresh"] else STALE


def page(rows: Rows, owner: Owner, query: Query) -> Found:
    """Make the page of a search's rows, looking once more at what hashes found."""
    count, total = rows[0]["count"], rows[0]["total"]
    there = sorted([row for row in rows if row["place"] is not None], key=itemgetter("place"))
    shown = there[:count]
    found = exactly([stored(row, owner) for row in shown], query.clauses)
    if len(there) <= count or not shown:
        return Found(found, None, total)
    last = shown[-1]
    row = last["row"] if query.order == "recorded" else last["first_row"]
    return Found(found, written_position(list_name(query, owner), Position(last["clinical_at"], row)), total)


def list_name(query: Query, owner: Owner | None) -> str:
    """Name the list a query pages through: the query itself, whatever page and page size.

    A list with a name of its own goes on under it, though what it looks for or in whose records has changed since the page before."""
    if query.list_name is not None:
        return f"{query.types} {query.order} {query.sort} {query.list_name}"
    return f"{owner} {query.types} {query.order} {query.clauses}{query.sort or ''}{query.owners or ''}"


def _paging(query: Query, owner: Owner, arguments: Arguments) -> Problem | None:
    """Add what every search needs: types, page size, and the position it starts from."""
    position = read_position(list_name(query, owner), query.after) if query.after is not None else None
    if isinstance(position, Problem):
        return position
    add_types(query, arguments)
    arguments.add("integer", min(max(query.count, 0), MOST_ROWS), "count")
    if query.order == "oldest":
        _add_oldest(position, arguments)
    elif query.order == "newest":
        arguments.add("text", "infinity" if position is None else clinical_text(position), "clinical")
        arguments.add("bigint", LAST_ROW if position is None else position.row, "row")
    else:
        arguments.add("bigint", LAST_ROW if position is None else position.row, "row")
    return None


def add_types(query: Query, arguments: Arguments) -> None:
    """Add the types a search is in."""
    arguments.add("text[]", [known_type(type_) for type_ in query.types], "types")


def _add_oldest(position: Position | None, arguments: Arguments) -> None:
    """Oldest first, unknown last: what is known after the position, then what is unknown after it."""
    is_among_unknown = position is not None and position.clinical_at is None
    arguments.add("text", "infinity" if is_among_unknown else "-infinity" if position is None else clinical_text(position), "clinical")
    arguments.add("bigint", 0 if position is None or is_among_unknown else position.row, "row")
    arguments.add("bigint", position.row if position is not None and is_among_unknown else 0, "unknown_row")


def clinical_text(position: Position) -> str:
    """Write a position's clinical instant for the database."""
    return "-infinity" if position.clinical_at is None else position.clinical_at.isoformat()
