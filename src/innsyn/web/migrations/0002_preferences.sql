-- What a person has asked of the portal. person: a hash of the opaque key, as in web_session.
create table web_preference (
    person       bytea primary key,
    locale       text not null,
    email        text not null,
    phone        text not null,
    confirmed_at timestamptz
);
