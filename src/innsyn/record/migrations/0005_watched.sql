-- Accesses that are looked at once they are over. Both tables are drawn from the log, which says everything they say, and may be emptied at
-- any time: then they are filled anew. Source: docs/spec/log.md#LOG-3.

-- How far the log has been followed, in the order (tx, entry).
create table watch_place (
  alone boolean primary key default true check (alone),
  tx xid8 not null,
  entry bigint not null
);

-- One visit of personnel. actor: the opaque key of whoever came. organisation: number of the one she came for. due_at: when to look at it,
-- or once more; null when there is nothing more to see. marks: keys of the patterns it is like, null until it has been looked at.
create table watched_visit (
  owner bigint not null,
  visit uuid not null,
  actor text collate "C" not null,
  organisation text collate "C",
  opened_at timestamptz not null,
  due_at timestamptz,
  marks text[] collate "C",
  primary key (owner, visit)
);
create index watched_visit_due on watched_visit (due_at) where due_at is not null;
create index watched_visit_of_actor on watched_visit (actor, opened_at);
create index watched_visit_marked on watched_visit (organisation, opened_at desc, visit) where cardinality(marks) > 0;
