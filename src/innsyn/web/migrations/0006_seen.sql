-- When a person last opened a page, so that what is new can be marked. mark: a hash of the opaque key and the page's address together.
create table web_seen (
    mark    bytea primary key,
    seen_at timestamptz not null
);
