-- Sessions, logins on their way, and attempts: the web layer's own tables. Contents are sealed with a key only the browser holds.
create table web_session (
    place        bytea primary key,
    person       bytea not null,
    provider_sid bytea,
    body         bytea not null,
    opened_at    timestamptz not null,
    seen_at      timestamptz not null
);
create index web_session_person on web_session (person);
create index web_session_provider_sid on web_session (provider_sid) where provider_sid is not null;

create table web_departure (
    place   bytea primary key,
    door    text not null,
    body    bytea not null,
    ends_at timestamptz not null
);

create unlogged table web_attempt (
    mark    bytea not null,
    slot    bigint not null,
    tries   integer not null,
    ends_at timestamptz not null,
    primary key (mark, slot)
);
