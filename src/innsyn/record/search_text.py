"""The text of a search inside one owner: a page in order, with what it must log.

One ordered walk of the index `version_listed` for each type, stopped when the page is full: the cost follows the page, not the record.
"""

from dataclasses import dataclass

from innsyn.record.statements import logged_page
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
  select a.n, a.count, {is_fresh}{total}, g.*
  from asked a left join lateral (
    select f.*, row_number() over (order by {sort}) as place
    from unnest(a.types) as s (type) cross join lateral (
      {walk}) f
    order by {sort} limit a.count + 1) g on true)"""

_TOTAL = ",\n    (select count(*) from unnest(a.types) as s (type) cross join lateral ({rows}) c) as total"

_SHOWN = """
select h.n, h.is_fresh, {total} as total, h.count, h.place, h.row, h.first_row, h.type, h.id, h.version, h.recorded_at,
  h.custodian, h.labels, h.deleted, h.clinical_at, h.dictionary, case when h.place <= h.count then h.body end as body
from page h"""
"""In no order: a sort of whole pages costs more than putting twenty rows in their places afterwards."""


def search_text(order: str, clauses: str, allowed: str, *, with_total: bool) -> str:
    """Write a logged search of `version`. clauses, allowed: over the alias `v`."""
    logged = logged_page("array_to_string(a.types, ',')", "'{}'")
    return _search("version", "a.is_fresh", order, clauses, f"a.is_fresh and {allowed}", with_total=with_total, logged=f",\n{logged}")


def shared_search_text(order: str, clauses: str, *, with_total: bool) -> str:
    """Write a search of what belongs to nobody: no patient, no log."""
    return _search("shared_version", "true as is_fresh", order, clauses, "true", with_total=with_total, logged="")


def _search(table: str, is_fresh: str, order: str, clauses: str, allowed: str, *, with_total: bool, logged: str) -> str:
    rows = _ROWS.format(columns=VERSION_COLUMNS, table=table, clauses=clauses, allowed=allowed)
    total = _TOTAL.format(rows=rows.replace(VERSION_COLUMNS, "1")) if with_total else ""
    walk, sort = ORDERS[order].walk.format(rows=rows), ORDERS[order].sort
    page = _PAGE.format(is_fresh=is_fresh, total=total, sort=sort, walk=walk)
    return page + logged + _SHOWN.format(total="h.total" if with_total else "null::bigint")
