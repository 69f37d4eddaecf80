"""The text of a search inside one owner: a page in order, with what it must log.

One ordered walk of the index `version_listed` for each type, stopped when the page is full: the cost follows the page, not the record.
"""

from dataclasses import dataclass

from innsyn.record.statements import CARRIED, LOG_INTO
from innsyn.record.versions import VERSION_COLUMNS


@dataclass(frozen=True, slots=True)
class _Order:
    """walk: the rows of one type in order from a position. sort: the same order over several types."""

    walk: str
    sort: str


ORDERS = {
    "newest": _Order(
        """{rows} and (v.clinical_at, v.first_row) < (a.clinical::timestamptz, a.row)
      order by v.clinical_at desc, v.first_row desc limit a.count + 1""",
        "f.clinical_at desc nulls last, f.first_row desc",
    ),
    "oldest": _Order(
        """({rows} and (v.clinical_at, v.first_row) > (a.clinical::timestamptz, a.row) and v.clinical_at > '-infinity'
      order by v.clinical_at, v.first_row limit a.count + 1)
      union all ({rows} and v.clinical_at = '-infinity' and v.first_row > a.unknown_row order by v.first_row limit a.count + 1)""",
        "f.clinical_at nulls last, f.first_row",
    ),
    "recorded": _Order("{rows} and v.row < a.row order by v.row desc limit a.count + 1", "f.row desc"),
}

_ROWS = """select {columns} from {table} v
      where v.owner = a.owner and v.type = s.type::resource_type and v.is_current and not v.deleted{clauses} and {allowed}"""

_PAGE = """page as materialized (
  select {question}{total}, g.*
  from asked a left join lateral (
    select f.*, row_number() over (order by {sort}) as place
    from unnest(a.types) as s (type) cross join lateral (
      {walk}) f
    order by {sort} limit a.count + 1) g on true)"""

_TOTAL = ",\n    (select count(*) from unnest(a.types) as s (type) cross join lateral ({rows}) c) as total"

_LOGGED = """,
logged as ({log_into}
  select h.owner, h.at, h.visit, h.action, array_to_string(h.types, ','), '{{}}',
    coalesce(array_agg(h.row order by h.place) filter (where h.place <= h.count), '{{}}'), 'done', h.detail::jsonb
  from page h where h.is_fresh group by h.n, h.owner, h.at, h.visit, h.action, h.types, h.detail)"""

_SHOWN = """
select h.n, h.is_fresh, {total} as total, h.place > h.count as is_beyond, h.row, h.first_row, h.type, h.id, h.version, h.recorded_at,
  h.custodian, h.labels, h.deleted, h.clinical_at, h.dictionary, case when h.place <= h.count then h.body end as body
from page h order by h.n, h.place"""


def search_text(order: str, clauses: str, allowed: str, *, with_total: bool) -> str:
    """Write a logged search of `version`. clauses, allowed: over the alias `v`."""
    question = f"{CARRIED}, a.types, a.count"
    allowed = f"a.is_fresh and {allowed}"
    return _search("version", question, order, clauses, allowed, with_total=with_total, logged=_LOGGED.format(log_into=LOG_INTO))


def shared_search_text(order: str, clauses: str, *, with_total: bool) -> str:
    """Write a search of what belongs to nobody: no patient, no log."""
    question = "a.n, a.count, true as is_fresh"
    return _search("shared_version", question, order, clauses, "true", with_total=with_total, logged="")


def _search(table: str, question: str, order: str, clauses: str, allowed: str, *, with_total: bool, logged: str) -> str:
    rows = _ROWS.format(columns=VERSION_COLUMNS, table=table, clauses=clauses, allowed=allowed)
    total = _TOTAL.format(rows=rows.replace(VERSION_COLUMNS, "1")) if with_total else ""
    walk, sort = ORDERS[order].walk.format(rows=rows), ORDERS[order].sort
    page = _PAGE.format(question=question, total=total, sort=sort, walk=walk)
    return page + logged + _SHOWN.format(total="h.total" if with_total else "null::bigint")
