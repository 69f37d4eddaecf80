-- Private addresses of calendars. place: a hash of the secret in the address. person: the opaque key of whoever made it; her rights hold.
create table web_calendar_feed (
    id         uuid primary key,
    place      bytea not null unique,
    person     text not null,
    owner      bigint not null,
    role       text not null,
    wording    text not null,
    locale     text not null,
    made_at    timestamptz not null,
    fetched_at timestamptz,
    revoked_at timestamptz
);
create index web_calendar_feed_person on web_calendar_feed (person, owner) where revoked_at is null;
