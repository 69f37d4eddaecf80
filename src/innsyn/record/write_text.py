"""The text of a write: decides, supersedes, appends, lists, stamps and logs as one statement, all of it or nothing.

`$1` is the owner; the writes are rows of columns. Every part that touches a distributed table names the owner, so it stays on one node.
The owner's turn is taken before anything is written: one writer at a time for each owner, in the order of their transaction numbers,
which is what keeps the change feed in order. A statement that does not get its turn writes nothing and says `busy`.
"""

COLUMNS = (
    ("index", "integer"),
    ("verb", "text"),
    ("type", "text"),
    ("id", "text"),
    ("version", "integer"),
    ("expected", "integer"),
    ("may_create", "boolean"),
    ("keeps", "boolean"),
    ("is_standing", "boolean"),
    ("recorded_at", "timestamptz"),
    ("clinical_at", "timestamptz"),
    ("custodian", "text"),
    ("labels", "text[]"),
    ("keys", "bigint[]"),
    ("spans", "bigint[]"),
    ("texts", "text[]"),
    ("measured", "text"),
    ("listed", "bigint[]"),
    ("digest", "bytea"),
    ("dictionary", "smallint"),
    ("body", "bytea"),
)
"""What each write brings. version: the number its body already says; when another turns out to be next, the code is `moved`."""

TAKE_TURN = "with here as (select stamp from standing where owner = $1) select pg_advisory_xact_lock($1), (select stamp from here)"
"""Waits for the owner's turn and holds it to the end of the transaction; names the owner so that Citus asks the owner's node."""

_WRITE = """with input as materialized (
  select {casts} from unnest({arrays}) as u ({names})),
turn as materialized (select pg_try_advisory_xact_lock($1::bigint) as is_ours),
stood as materialized (
  select turn.is_ours, $2::bigint is null or $2::bigint = coalesce((select stamp from standing where owner = $1), 0) as is_fresh from turn),
decided as materialized (
  select i.*, p.row as prior_row, p.first_row as prior_first, p.version as prior_version, p.recorded_at as prior_recorded_at,
    p.custodian as prior_custodian, p.labels as prior_labels, p.clinical_at as prior_clinical_at, p.deleted as prior_deleted,
    i.keeps and p.digest = i.digest and not p.deleted as is_kept,
    case
      when i.verb = 'create' and p.row is not null then 'exists'
      when i.verb <> 'create' and p.row is null and not i.may_create then 'absent'
      when i.expected is not null and p.row is null then 'absent'
      when p.deleted and (i.verb = 'delete' or not i.may_create) then 'deleted'
      when i.expected is not null and i.expected <> p.version then 'version'
    end as code
  from input i left join lateral (
    select v.* from {table} v where v.owner = $1 and v.type = i.type::resource_type and v.id = i.id and v.is_current limit 1) p on true),
going as materialized (
  select s.is_ours and s.is_fresh
    and not exists (select from decided where code is not null)
    and not exists (select from decided where is_kept is not true and verb <> 'delete' and version <> coalesce(prior_version, 0) + 1)
    as is_on from stood s),
numbered as materialized (
  select d.*, nextval('version_row') as new_row, coalesce(d.prior_version, 0) + 1 as new_version,
    case when d.verb = 'delete' then 'delete' when d.prior_row is null then 'create' else 'update' end as action
  from (select * from decided order by index) d where d.is_kept is not true and (select is_on from going)),
superseded as (
  update {table} v set is_current = false from numbered n
  where n.prior_row is not null and v.owner = $1 and v.type = n.type::resource_type and v.id = n.id and v.version = n.prior_version
    and v.is_current
  returning v.row, v.first_row, v.type, v.clinical_at, v.keys),
appended as (
  insert into {table} (row, first_row, owner, recorded_at, clinical_at, version, type, deleted, dictionary, id, custodian, labels, keys,
    spans, texts, measured, digest, body)
  select n.new_row, coalesce(n.prior_first, n.new_row), $1, n.recorded_at,
    case when n.verb = 'delete' then n.prior_clinical_at else coalesce(n.clinical_at, '-infinity') end, n.new_version,
    n.type::resource_type, n.verb = 'delete', n.dictionary, n.id,
    case when n.verb = 'delete' then n.prior_custodian else n.custodian end,
    case when n.verb = 'delete' then n.prior_labels else n.labels end, n.keys, nullif(n.spans, '{{}}'), nullif(n.texts, '{{}}'),
    n.measured::jsonb, n.digest, n.body
  from numbered n where n.prior_row is null or n.prior_row in (select row from superseded)
  returning row, first_row, clinical_at),
unlisted as (
  delete from population l using superseded s, unnest(s.keys) as k (token)
  where l.owner = $1 and l.token = k.token and l.type = s.type and l.clinical_at = s.clinical_at and l.first_row = s.first_row
    and l.row = s.row),
listed as (
  insert into population (token, clinical_at, first_row, row, owner, type)
  select k.token, coalesce(n.clinical_at, '-infinity'), coalesce(n.prior_first, n.new_row), n.new_row, $1, n.type::resource_type
  from numbered n, unnest(n.listed) as k (token) where n.new_row in (select row from appended)),
bumped as (
  insert into standing (owner, stamp) select $1, 1 where exists (select from numbered where is_standing)
  on conflict (owner) do update set stamp = standing.stamp + 1){logged}
select d.index, s.is_ours, s.is_fresh, d.code, d.is_kept, coalesce(d.prior_version, 0) as prior_version, d.prior_row,
  d.prior_recorded_at, d.prior_custodian, d.prior_labels, nullif(d.prior_clinical_at, '-infinity') as prior_clinical_at,
  n.new_row, n.new_version, n.new_row in (select row from appended) as is_new
from stood s, decided d left join numbered n on n.index = d.index order by d.index"""

_LOGGED = """,
logged as (
  insert into log_entry (owner, at, visit, action, type, ids, shown, outcome, detail)
  select $1, $3, $4, n.action, n.type, array_agg(n.id order by n.index), array_agg(n.new_row order by n.index), 'done', $5::jsonb
  from numbered n where n.new_row in (select row from appended) group by n.action, n.type)"""

_FIRST_COLUMN = 6


def _write_text(table: str) -> str:
    names = [name for name, _ in COLUMNS]
    arrays = ", ".join(f"${_FIRST_COLUMN + place}::{'text' if kind.endswith('[]') else kind}[]" for place, (_, kind) in enumerate(COLUMNS))
    casts = ", ".join(f"{name}::{kind} as {name}" if kind.endswith("[]") else name for name, kind in COLUMNS)
    return _WRITE.format(table=table, casts=casts, arrays=arrays, names=", ".join(names), logged=_LOGGED)


WRITE = _write_text("version")
WRITE_SHARED = _write_text("shared_version")
