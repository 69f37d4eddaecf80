"""The text of a search over all patients: a page in order from where it starts, and one log row for each patient who is seen.

A walk of a whole type passes by at most `budget` resources of each custodian; the one at which it would stop comes out as `is_end`, and a
page or total that it takes part in is no answer: then nothing is logged either.
"""

from innsyn.record.starts import Starts
from innsyn.record.statements import LOG_INTO
from innsyn.record.versions import VERSION_COLUMNS

_LISTED = """
        select {columns}, v.owner, false as is_end from unnest(a.tokens) as d (token) cross join lateral (
          select v.* from population l cross join lateral (
            select * from {table} v where v.owner = l.owner and v.row = l.row and v.is_current and not v.deleted limit 1) v
          where l.token = d.token and l.type = a.type::resource_type{clauses} and {allowed}{listed_page}) v"""
_OWNED = """
        select {columns}, v.owner, false as is_end from unnest(a.owners) as d (owner) cross join lateral (
          select v.* from {table} v
          where v.owner = d.owner and v.type = a.type::resource_type and v.is_current and not v.deleted{clauses} and {allowed}{page}) v"""
_WALKED = """
        select {columns}, v.owner, v.walked = a.budget as is_end from unnest(a.custodians) as d (custodian) cross join lateral (
          select v.* from (
            select v.*, row_number() over (order by v.clinical_at desc, v.first_row desc) as walked from {table} v
            where v.type = a.type::resource_type and coalesce(v.custodian, '') = d.custodian and v.is_current and not v.deleted{position}
            order by v.clinical_at desc, v.first_row desc limit a.budget) v
          where v.walked = a.budget or (true{clauses} and {allowed}){limit}) v"""

_POSITION = " and ({alias}.clinical_at, {alias}.first_row) < (a.clinical::timestamptz, a.row)"
_ORDER = "\n          order by {alias}.clinical_at desc, {alias}.first_row desc limit a.count + 1"

_SEARCH = """page as materialized (
  select a.n, a.type as asked_type, a.count{carried}{total}, g.*
  from asked a left join lateral (
    select f.*, row_number() over (order by f.clinical_at desc nulls last, f.first_row desc) as place
    from (select distinct on (c.row) c.* from ({sources}) c order by c.row) f
    order by f.clinical_at desc nulls last, f.first_row desc limit a.count + 1) g on true){logged}
select h.place > h.count as is_beyond, {shown_total} as total, h.owner, h.is_end, h.row, h.first_row, h.type, h.id, h.version,
  h.recorded_at, h.custodian, h.labels, h.deleted, h.clinical_at, h.dictionary, case when h.place <= h.count then h.body end as body
from page h order by h.place"""
_LOGGED = """,
logged as ({log_into}
  select h.owner, h.at, h.visit, h.action, h.asked_type, '{{}}', array_agg(h.row order by h.place), 'done', h.detail::jsonb
  from page h where h.place <= h.count and not exists (select from page e where e.is_end){is_counted}
  group by h.owner, h.at, h.visit, h.action, h.asked_type, h.detail)"""
_TOTAL = ",\n    (select case when bool_or(c.is_end) then null else count(distinct c.row) end from ({sources}) c) as total"
_CANDIDATES = """page as materialized (
  select a.n, g.* from asked a left join lateral (
    select distinct on (c.row) c.* from ({sources}) c order by c.row limit a.most + 1) g on true)
select * from page"""


def population_text(starts: Starts, table: str, clauses: str, allowed: str, *, is_logged: bool, with_total: bool) -> str:
    """Write a search. clauses, allowed: over the alias `v`. The columns `type`, `count`, `clinical`, `row` and the starts are asked."""
    total = _TOTAL.format(sources=_sources(starts, table, clauses, allowed, "1 as one, v.row", is_paged=False)) if with_total else ""
    is_counted = " and h.total is not null" if with_total else ""
    return _SEARCH.format(
        sources=_sources(starts, table, clauses, allowed, VERSION_COLUMNS, is_paged=True),
        carried=", a.at, a.visit, a.action, a.detail" if is_logged else "",
        logged=_LOGGED.format(log_into=LOG_INTO, is_counted=is_counted) if is_logged else "",
        total=total,
        shown_total="coalesce(h.total, -1)" if with_total else "null::bigint",
    )


def candidates_text(starts: Starts, table: str, clauses: str, allowed: str, columns: str) -> str:
    """Write the question for everything that would be found, at most `most` and one, with these columns of `v`; nothing is handed out."""
    return _CANDIDATES.format(sources=_sources(starts, table, clauses, allowed, columns, is_paged=False))


def _sources(starts: Starts, table: str, clauses: str, allowed: str, columns: str, *, is_paged: bool) -> str:
    if starts.custodians is not None:
        forms = [_WALKED]
    else:
        forms = [*([_LISTED] if starts.tokens else []), *([_OWNED] if starts.owners or not starts.tokens else [])]
    return "\n        union all".join(
        form.format(
            columns=columns,
            table=table,
            clauses=clauses,
            allowed=allowed,
            position=_POSITION.format(alias="v") if is_paged else "",
            limit=_ORDER.format(alias="v") if is_paged else "",
            page=(_POSITION + _ORDER).format(alias="v") if is_paged else "",
            listed_page=(_POSITION + _ORDER).format(alias="l") if is_paged else "",
        )
        for form in forms
    )
