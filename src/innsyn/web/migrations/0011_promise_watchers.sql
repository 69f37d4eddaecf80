-- Who at an organisation wants to be told when an answer that was promised is due. person: the opaque key of a health worker. hpr: by which
-- the directory says whether she works there still.
create table web_promise_watcher (
    organisation text not null,
    person       text not null,
    hpr          text not null,
    since        timestamptz not null,
    primary key (organisation, person)
);
