"""Searches over all patients, newest first: for desks, registers and booking. One log row for each patient who is seen.

Source: docs/adr/0002-storage-layout.md. Starts from the rarest term that `population.py` lists and stops when the page is full; the rest of
the query is tried on the rows that come. Without such a term the question is refused: it would read everything.
"""

from innsyn.kernel.outcome import Problem
from innsyn.record.asking import Arguments, statement
from innsyn.record.clause_keys import keys_of
from innsyn.record.clauses import clause_texts
from innsyn.record.coalescing import Coalescer
from innsyn.record.condition import Condition
from innsyn.record.connections import Connections, Rows
from innsyn.record.entry import Entry
from innsyn.record.ids import known_type
from innsyn.record.population import LISTED_STATUS, LISTED_TOKENS, WITH_ANY_SYSTEM
from innsyn.record.positions import Position, read_position, written_position
from innsyn.record.query import Clause, Query, ReferenceIs, TokenIs
from innsyn.record.rechecking import exactly
from innsyn.record.searching import LAST_ROW, MOST_ROWS, clinical_text, list_name
from innsyn.record.statements import LOG_INTO, narrowed, opening
from innsyn.record.stored import SHARED, Found
from innsyn.record.versions import VERSION_COLUMNS, stored

TOO_COSTLY = Problem(
    "too-costly", "a search over all patients needs an identifier, a code with its system, or a reference out of the record"
)
ONE_TYPE = Problem("not-supported", "a search over all patients is in one type, newest first")

_ENOUGH = 2_000
_COUNTS = """
select u.place::integer as place, (select count(*) from (
  select from population l where l.token = u.token and l.type = $2::text::resource_type limit $3) as c) as listed
from unnest($1::bigint[]) with ordinality as u (token, place)"""

_ROWS = """select {columns}, v.owner from population l cross join lateral (
        select * from {table} v where v.owner = l.owner and v.row = l.row and v.is_current and not v.deleted limit 1) v
      where l.token = d.token and l.type = a.type::resource_type{clauses} and {allowed}"""
_SEARCH = """page as materialized (
  select a.n, a.type as asked_type, a.count{carried}{total}, g.*
  from asked a left join lateral (
    select f.*, row_number() over (order by f.clinical_at desc nulls last, f.first_row desc) as place
    from (select distinct on (c.row) c.* from unnest(a.starts) as d (token) cross join lateral (
      {rows} and (l.clinical_at, l.first_row) < (a.clinical::timestamptz, a.row)
      order by l.clinical_at desc, l.first_row desc limit a.count + 1) c order by c.row) f
    order by f.clinical_at desc nulls last, f.first_row desc limit a.count + 1) g on true){logged}
select h.place > h.count as is_beyond, {shown_total} as total, h.owner, h.row, h.first_row, h.type, h.id, h.version, h.recorded_at,
  h.custodian, h.labels, h.deleted, h.clinical_at, h.dictionary, case when h.place <= h.count then h.body end as body
from page h order by h.place"""
_LOGGED = """,
logged as ({log_into}
  select h.owner, h.at, h.visit, h.action, h.asked_type, '{{}}', array_agg(h.row order by h.place), 'done', h.detail::jsonb
  from page h where h.place <= h.count group by h.owner, h.at, h.visit, h.action, h.asked_type, h.detail)"""
_TOTAL = ",\n    (select count(distinct c.row) from unnest(a.starts) as d (token) cross join lateral ({rows}) c) as total"


class PopulationSearching:
    """search without an owner."""

    def __init__(self, connections: Connections, coalescer: Coalescer) -> None:
        """Take the record's connections and coalescer."""
        self._connections = connections
        self._coalescer = coalescer

    async def search(self, query: Query, narrow: Condition, entry: Entry) -> Found | Problem:
        """Search all patients. See `Record.search`."""
        arguments = opening(entry, None)
        return await self._search(query, arguments, "version", narrow)

    async def shared_search(self, query: Query) -> Found | Problem:
        """Search directories by a term that is listed."""
        return await self._search(query, Arguments(), "shared_version", None)

    async def _search(self, query: Query, arguments: Arguments, table: str, narrow: Condition | None) -> Found | Problem:
        if len(query.types) != 1 or query.order != "newest":
            return ONE_TYPE
        position = read_position(list_name(query, None), query.after) if query.after is not None else None
        if isinstance(position, Problem):
            return position
        known_type(query.types[0])
        starts = await self._starts(query)
        if starts is None:
            return TOO_COSTLY
        _add_page(query, starts, position, arguments)
        clauses = clause_texts(query.clauses, arguments)
        allowed = "true" if narrow is None else f"({narrowed(narrow, arguments).format(v='v')})"
        rest = _text(table, clauses, allowed, is_logged=narrow is not None, with_total=query.with_total)
        rows = await self._coalescer.alone(statement(tuple(arguments.names), tuple(arguments.types), rest), SHARED, arguments.values)
        return _page(rows, query)

    async def _starts(self, query: Query) -> list[int] | None:
        """Choose the listed clause that fewest resources satisfy. Returns its keys, None when no clause is listed."""
        hashed = [clause for clause in query.clauses if isinstance(clause, TokenIs | ReferenceIs)]
        candidates = [keys_of(clause) for clause in hashed if is_listed(clause, query.types[0])]
        if len(candidates) < 2:
            return candidates[0] if candidates else None
        flat = [(place, token) for place, tokens in enumerate(candidates) for token in tokens]
        counted = await self._connections.fetch(_COUNTS, [token for _, token in flat], query.types[0], _ENOUGH)
        listed = [0] * len(candidates)
        for row in counted:
            listed[flat[row["place"] - 1][0]] += row["listed"]
        return candidates[listed.index(min(listed))]


def starts_from_listed(query: Query) -> bool:
    """Say whether a search can start from a listed term."""
    return len(query.types) == 1 and query.order == "newest" and any(is_listed(clause, query.types[0]) for clause in query.clauses)


def is_listed(clause: Clause, type_: str) -> bool:
    """Say whether a search over all patients can start from this clause."""
    match clause:
        case TokenIs(parameter, any_of, False):
            is_named = parameter in LISTED_TOKENS or (parameter == "status" and type_ in LISTED_STATUS)
            return is_named and all(code and (system is not None or parameter in WITH_ANY_SYSTEM) for system, code in any_of)
        case ReferenceIs(_, any_of):
            return not any(target.startswith("Patient/") for target in any_of)
        case _:
            return False


def _add_page(query: Query, starts: list[int], position: Position | None, arguments: Arguments) -> None:
    arguments.add("text", query.types[0], "type")
    arguments.add("integer", min(max(query.count, 1), MOST_ROWS), "count")
    arguments.add("bigint[]", starts, "starts")
    arguments.add("text", "infinity" if position is None else clinical_text(position), "clinical")
    arguments.add("bigint", LAST_ROW if position is None else position.row, "row")


def _text(table: str, clauses: str, allowed: str, *, is_logged: bool, with_total: bool) -> str:
    rows = _ROWS.format(columns=VERSION_COLUMNS, table=table, clauses=clauses, allowed=allowed)
    return _SEARCH.format(
        rows=rows,
        carried=", a.at, a.visit, a.action, a.detail" if is_logged else "",
        logged=_LOGGED.format(log_into=LOG_INTO) if is_logged else "",
        total=_TOTAL.format(rows=rows) if with_total else "",
        shown_total="h.total" if with_total else "null::bigint",
    )


def _page(rows: Rows, query: Query) -> Found:
    shown = [row for row in rows if row["is_beyond"] is False]
    found = exactly([stored(row, row["owner"]) for row in shown], query.clauses)
    if not (shown and rows[-1]["is_beyond"]):
        return Found(found, None, rows[0]["total"])
    last = Position(shown[-1]["clinical_at"], shown[-1]["first_row"])
    return Found(found, written_position(list_name(query, None), last), rows[0]["total"])
