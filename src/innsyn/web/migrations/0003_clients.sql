-- Machine clients of the standard interfaces: who is registered, what became of each registration and by whom, and what must be known of tokens.
create table web_client (
    client_id     text primary key,
    name          text not null,
    organisation  text not null,
    keys          text not null,
    keys_url      text not null,
    scopes        text not null,
    allows_bearer boolean not null,
    contact       text not null,
    login_client  text not null,
    version       integer not null,
    revoked_at    timestamptz
);
create index web_client_organisation on web_client (organisation);

create table web_client_event (
    id        bigint generated always as identity primary key,
    client_id text not null,
    kind      text not null,
    at        timestamptz not null,
    by_key    text not null,
    by_name   text not null
);
create index web_client_event_client on web_client_event (client_id, id);

-- One number that grows with every change of a registration and every revoked token: server processes look at it, and read the rest when it has grown.
create table web_client_changes (
    is_one  boolean primary key default true check (is_one),
    changes bigint not null
);
insert into web_client_changes (changes) values (0);

-- What may be used once (assertions, proofs, login tokens), by a hash of it.
create table web_token_spent (
    mark    bytea primary key,
    ends_at timestamptz not null
);

create table web_token_revoked (
    mark    bytea primary key,
    ends_at timestamptz not null
);

-- For whom a person's token stands, sealed with a key made from the token itself.
create table web_token_grant (
    place   bytea primary key,
    body    bytea not null,
    ends_at timestamptz not null
);
