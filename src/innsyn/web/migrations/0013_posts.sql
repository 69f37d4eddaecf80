-- How often posts at the desk have been given or taken away: one row, read with every session, so that a menu made of older posts is found
-- without another question.
create table web_posts (
    alone boolean primary key default true check (alone),
    stamp bigint not null default 0
);
insert into web_posts default values;
