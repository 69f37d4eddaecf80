-- How long those who write to an organisation wait for the first answer from its desk. Nothing says whom it was about.
create table web_answer_time (
    organisation text not null,
    kind         text not null,
    answered_at  timestamptz not null,
    waited_s     bigint not null,
    is_kept      boolean not null
);
create index web_answer_time_of on web_answer_time (organisation, answered_at);
