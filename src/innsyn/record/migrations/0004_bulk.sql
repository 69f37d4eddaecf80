-- Bulk exports and imports: jobs that outlive the request that asked for them, and their files. The files' bytes are blobs of an owner that
-- the job alone has: when its key is thrown away, nothing of them can be read again.
-- Source: Bulk Data Access 2.0.0; docs/adr/0022-bulk.md.

-- client: the registered client's id. scopes: those it had when it asked. asked: what, as JSON of the edge's own. position: how far it has come.
-- owner: of its files. told: resources so far. fault: why it failed.
create table bulk_job (
  id text collate "C" primary key,
  kind text collate "C" not null check (kind in ('export', 'import')),
  client text collate "C" not null,
  scopes text not null,
  request text not null,
  asked text not null,
  owner bigint not null,
  status text collate "C" not null check (status in ('open', 'done', 'failed', 'cancelled')),
  created_at timestamptz not null,
  position text collate "C" not null,
  told bigint not null default 0,
  fault text not null default '',
  finished_at timestamptz
);
create index bulk_job_of_client on bulk_job (client, id);
create index bulk_job_open on bulk_job (created_at) where status = 'open';

-- kind: output, deleted, error; input for what an import was given. digest: of its bytes, by which the blob is found. lines: how many.
create table bulk_file (
  job text collate "C" not null references bulk_job on delete cascade,
  number integer not null,
  kind text collate "C" not null check (kind in ('output', 'deleted', 'error', 'input')),
  type text collate "C" not null,
  digest text collate "C" not null,
  lines bigint not null,
  primary key (job, number)
);
