"""Reads versions of resources, one statement each, that logs what it hands out or why it does not.

Source: FHIR R4 4.0.1, http.html#read, #vread, #history; docs/adr/0004-read-and-log-in-one-statement.md.
"""

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from innsyn.kernel.outcome import Problem
from innsyn.record.asking import Arguments, Statement, statement
from innsyn.record.coalescing import Coalescer
from innsyn.record.condition import Condition
from innsyn.record.connections import Rows
from innsyn.record.during import ALWAYS, During
from innsyn.record.entry import Entry, Outcome
from innsyn.record.ids import is_id, known_type
from innsyn.record.positions import Position, read_position, written_position
from innsyn.record.statements import CARRIED, LOG_INTO, and_still, logged_page, narrowed, opening
from innsyn.record.stored import STALE, Found, Owner, Stale, Stored
from innsyn.record.versions import VERSION_COLUMNS, stored

Answer = Stored | Outcome | Stale
"""A version; or ABSENT, or REFUSED for one that exists and is narrowed away; or Stale, and then nothing was read or logged."""

MOST_ROWS = 500
_NO_SUCH_ID = "?"

_ONE = """hit as materialized (
  select {carried}, a.type as asked_type, a.id as asked_id, v.*
  from asked a left join lateral (
    select {columns}, {allowed} as is_allowed from version v
    where a.is_fresh and v.owner = a.owner and v.type = a.type::resource_type and v.id = a.id and {which} limit 1) v on true),
logged as ({log_into}
  select h.owner, h.at, h.visit, h.action, h.asked_type, array[h.asked_id],
    case when h.is_allowed and not h.deleted then array[h.row] else '{{}}' end,
    case when h.row is null or (h.is_allowed and h.deleted) then 'absent' when h.is_allowed then 'done' else 'refused' end,
    h.detail::jsonb
  from hit h where h.is_fresh)
select h.n, h.is_fresh, h.is_allowed, {shown} from hit h"""

_SHOWN = """case when h.is_allowed then h.row end as row, h.first_row, h.type, h.id, h.version, h.recorded_at, h.custodian,
  h.labels, h.deleted, h.clinical_at, h.dictionary, case when h.is_allowed then h.body end as body"""

_MANY = """page as materialized (
  select a.n, a.count, a.is_fresh, v.*
  from asked a left join lateral (
    select {columns}, row_number() over (order by {order} desc) as place from version v
    where a.is_fresh and v.owner = a.owner and {which} and {allowed}
    order by {order} desc limit a.count + 1) v on true),
{logged}
select h.n, h.is_fresh, h.count, h.place, h.row, h.first_row, h.type, h.id, h.version, h.recorded_at, h.custodian, h.labels, h.deleted,
  h.clinical_at, h.dictionary, case when h.place <= h.count then h.body end as body
from page h"""


class Reading:
    """read, vread, history, and versions by their row numbers."""

    def __init__(self, coalescer: Coalescer) -> None:
        """Take the record's coalescer."""
        self._coalescer = coalescer

    async def read(self, owner: Owner, type_: str, id_: str, narrow: Condition, stamp: int | None, entry: Entry) -> Answer:
        """Read the version that stands. See `Record.read`."""
        question, values = read_question(type_, id_, narrow, stamp, entry)
        return _answer(await self._coalescer.ask(question, owner, values), owner)

    async def vread(self, owner: Owner, type_: str, id_: str, version: int, narrow: Condition, stamp: int | None, entry: Entry) -> Answer:
        """Read one version. See `Record.vread`."""
        arguments = _asking(type_, id_, stamp, entry)
        which = f"v.version = {arguments.add('integer', version)}"
        question = _one(arguments, which, and_still(narrowed(narrow, arguments)))
        return _answer(await self._coalescer.ask(question, owner, arguments.values), owner)

    async def history(
        self,
        owner: Owner,
        type_: str | None,
        id_: str | None,
        count: int,
        after: str | None,
        narrow: Condition,
        stamp: int | None,
        entry: Entry,
        during: During = ALWAYS,
    ) -> Found | Stale | Problem:
        """List versions, newest first. See `Record.history`."""
        list_name = f"history {owner} {type_} {id_}{during.name}"
        position = Position(None, _BEYOND_ALL) if after is None else read_position(list_name, after)
        if isinstance(position, Problem):
            return position
        arguments = opening(entry, stamp)
        arguments.add("text", None if type_ is None else known_type(type_), "type")
        arguments.add("text[]", [] if id_ is None else [id_ if is_id(id_) else _NO_SUCH_ID], "ids")
        arguments.add("integer", min(max(count, 0), MOST_ROWS), "count")
        which = f"v.row < {arguments.add('bigint', position.row)}"
        which += " and v.type = a.type::resource_type" if type_ is not None else ""
        which += " and v.id = a.ids[1]" if id_ is not None else ""
        which += during.text(arguments, "a.owner")
        order = "v.row" if id_ is None else "v.version"
        rows = await self._many(owner, arguments, which, order, and_still(narrowed(narrow, arguments)))
        return _page(rows, owner, list_name)

    async def by_rows(self, owner: Owner, rows: Sequence[int], narrow: Condition, stamp: int | None, entry: Entry) -> Found | Stale:
        """Read versions by their numbers, newest first, at most 500. See `Record.by_rows`."""
        arguments = opening(entry, stamp)
        arguments.add("text", None, "type")
        arguments.add("text[]", [], "ids")
        arguments.add("integer", MOST_ROWS, "count")
        which = f"v.row = any({arguments.add('bigint[]', rows[:MOST_ROWS])})"
        return _page(await self._many(owner, arguments, which, "v.row", and_still(narrowed(narrow, arguments))), owner, "")

    async def _many(self, owner: Owner, arguments: Arguments, which: str, order: str, allowed: str) -> Rows:
        logged = logged_page("a.type", "a.ids")
        rest = _MANY.format(columns=VERSION_COLUMNS, which=which, order=order, allowed=f"({allowed})", logged=logged)
        question = statement(tuple(arguments.names), tuple(arguments.types), rest)
        return await self._coalescer.ask(question, owner, arguments.values, rows=MOST_ROWS)


_BEYOND_ALL = (1 << 63) - 1


def read_question(type_: str, id_: str, narrow: Condition, stamp: int | None, entry: Entry) -> tuple[Statement, list[Any]]:
    """Write the question of a read: the statement and the values of its columns."""
    arguments = _asking(type_, id_, stamp, entry)
    allowed = narrowed(narrow, arguments).format(v="v")
    return _one(arguments, "v.is_current", allowed), arguments.values


def _one(arguments: Arguments, which: str, allowed: str) -> Statement:
    rest = _ONE.format(carried=CARRIED, columns=VERSION_COLUMNS, log_into=LOG_INTO, which=which, allowed=f"({allowed})", shown=_SHOWN)
    return statement(tuple(arguments.names), tuple(arguments.types), rest)


def _asking(type_: str, id_: str, stamp: int | None, entry: Entry) -> Arguments:
    arguments = opening(entry, stamp)
    arguments.add("text", known_type(type_), "type")
    arguments.add("text", id_ if is_id(id_) else _NO_SUCH_ID, "id")
    return arguments


def _answer(rows: Rows, owner: Owner) -> Answer:
    row = rows[0]
    if not row["is_fresh"]:
        return STALE
    if row["is_allowed"]:
        return stored(row, owner)
    return Outcome.ABSENT if row["is_allowed"] is None else Outcome.REFUSED


def _page(rows: Rows, owner: Owner, list_name: str) -> Found | Stale:
    if not rows[0]["is_fresh"]:
        return STALE
    there = sorted([row for row in rows if row["place"] is not None], key=itemgetter("place"))
    found = tuple([stored(row, owner) for row in there[: rows[0]["count"]]])
    return Found(found, written_position(list_name, Position(None, found[-1].row)) if len(there) > len(found) > 0 else None)
