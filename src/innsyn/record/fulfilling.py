"""Says which versions fulfil a search's clauses: yes or no, of any version, by the very statement parts that searches use.

Subscriptions ask this of what has just come. Not logged: nothing of a resource goes out, and what does go out later is read and logged.
Source: FHIR R4 4.0.1, subscription.html: the criteria have the meaning they have in a search, of the new version.
"""

import asyncio
from collections.abc import Sequence

from innsyn.record.asking import Arguments, statement
from innsyn.record.clauses import clause_texts
from innsyn.record.coalescing import Coalescer
from innsyn.record.query import Clause
from innsyn.record.rechecking import exactly
from innsyn.record.stored import SHARED, Change
from innsyn.record.versions import VERSION_COLUMNS, stored

_REST = """hit as materialized (
  select a.n, a.owner, v.* from asked a join lateral (
    select {columns} from {table} v where v.owner = a.owner and {which} and not v.deleted{clauses} limit 1) v on true)
select h.n, h.row, h.first_row, h.type, h.id, h.version, h.recorded_at, h.custodian, h.labels, h.deleted, h.clinical_at, h.dictionary,
  h.body
from hit h"""


async def which_fulfil(coalescer: Coalescer, changes: Sequence[Change], clauses: tuple[Clause, ...]) -> frozenset[int]:
    """Give the row numbers of those versions that fulfil all clauses; a deletion, when the version before it did."""
    if not clauses:
        return frozenset(one.row for one in changes)
    answers = await asyncio.gather(*[_fulfils(coalescer, one, clauses) for one in changes])
    return frozenset(row for row in answers if row is not None)


async def _fulfils(coalescer: Coalescer, one: Change, clauses: tuple[Clause, ...]) -> int | None:
    arguments = Arguments()
    which = _before(one, arguments) if one.deleted else f"v.row = {arguments.add('bigint', one.row, 'asked_row')}"
    texts = clause_texts(clauses, arguments)
    table = "shared_version" if one.owner == SHARED else "version"
    rest = _REST.format(columns=VERSION_COLUMNS, table=table, which=which, clauses=texts)
    found = await coalescer.ask(statement(tuple(arguments.names), tuple(arguments.types), rest), one.owner, arguments.values)
    return one.row if exactly([stored(row, one.owner) for row in found], clauses) else None


def _before(one: Change, arguments: Arguments) -> str:
    """Name the version before a deletion."""
    type_, id_ = arguments.add("text", one.type, "asked_type"), arguments.add("text", one.id, "asked_id")
    version = arguments.add("integer", one.version - 1, "asked_version")
    return f"v.type = {type_}::resource_type and v.id = {id_} and v.version = {version}"
