-- Notices: what is to be told, each message on its way, and how people want to be told. Neither addresses nor texts are kept here.
-- once: a hash of the caller's word, so that the same event is told once. person: the opaque key, which the contact register is asked with.
create table web_notice (
    id           uuid primary key default gen_random_uuid(),
    once         bytea not null unique,
    person       text not null,
    kind         text not null,
    about        text not null,
    sender       text,
    at           timestamptz not null,
    state        text not null default 'waiting',
    reason       text not null default '',
    attempt      integer not null default 0,
    due_at       timestamptz,
    leased_until timestamptz,
    opened_at    timestamptz
);
create index web_notice_due on web_notice (due_at) where due_at is not null;
create index web_notice_person on web_notice (person, at desc);

-- reference: the gateway's own. due_at: when to send it, or once it is sent, when to ask what became of it.
create table web_notice_delivery (
    id           uuid primary key,
    notice       uuid not null references web_notice on delete cascade,
    person       text not null,
    channel      text not null,
    target       text not null,
    wording      text not null,
    state        text not null default 'waiting',
    reason       text not null default '',
    reference    text not null default '',
    attempt      integer not null default 0,
    due_at       timestamptz,
    leased_until timestamptz,
    changed_at   timestamptz not null
);
create index web_notice_delivery_due on web_notice_delivery (state, due_at) where due_at is not null;
create index web_notice_delivery_notice on web_notice_delivery (notice);
create index web_notice_delivery_to on web_notice_delivery (person, channel, target) where state = 'waiting';

-- person: a hash of the opaque key, as in web_preference.
create table web_notice_choice (
    person  bytea not null,
    "group" text not null,
    channel text not null,
    level   text not null,
    primary key (person, "group", channel)
);

create table web_push_browser (
    id       text primary key,
    person   bytea not null,
    endpoint text not null,
    key      bytea not null,
    auth     bytea not null,
    since    timestamptz not null
);
create index web_push_browser_person on web_push_browser (person, since);
