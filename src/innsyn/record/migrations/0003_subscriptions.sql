-- Subscriptions: who wants to be told of what, how far each has looked in the change feed, and its events, kept until they are sent and a
-- while after. They belong to the organisations' systems and to no patient: nothing of a resource's content is here.
-- Source: FHIR R4 4.0.1, subscription.html; Subscriptions R5 Backport 1.1.0. docs/adr/0021-subscriptions.md.

-- client: the registered client's id. scopes: those it had when it asked; it never gets more. resource: as received, without its headers'
-- values; secrets: those, encrypted outside the database. fault, fault_code: the last thing that went wrong. position: cursor in the change
-- feed, everything before it has been looked at. since: nothing recorded earlier is told. last_event: number of the newest event.
-- failing_since, attempts, due_at: how long the receiver has not taken what is next, and when it is tried again. spoke_at: it last took something.
create table subscription (
  id text collate "C" primary key,
  client text collate "C" not null,
  scopes text not null,
  version integer not null,
  changed_at timestamptz not null,
  resource bytea not null,
  secrets bytea not null,
  status text collate "C" not null check (status in ('requested', 'active', 'error', 'off')),
  fault_code text collate "C" not null default '',
  fault text not null default '',
  position text collate "C" not null,
  since timestamptz,
  last_event bigint not null default 0,
  attempts integer not null default 0,
  failing_since timestamptz,
  due_at timestamptz not null,
  spoke_at timestamptz
);
create index subscription_of_client on subscription (client, id);

-- One event: one version of one resource that a subscription is to be told of. Numbers have no holes. settled: `sent` or `withheld`
-- (the client might see it when it came, and no longer); null while it waits.
create table subscription_event (
  subscription text collate "C" not null references subscription on delete cascade,
  number bigint not null,
  owner bigint not null,
  row bigint not null,
  type text collate "C" not null,
  id text collate "C" not null,
  version integer not null,
  recorded_at timestamptz not null,
  deleted boolean not null,
  settled text collate "C" check (settled in ('sent', 'withheld')),
  settled_at timestamptz,
  primary key (subscription, number)
);
create index subscription_event_waiting on subscription_event (subscription, number) where settled is null;
create index subscription_event_settled on subscription_event (settled_at) where settled is not null;
