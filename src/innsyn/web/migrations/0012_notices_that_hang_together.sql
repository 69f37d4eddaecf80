-- hangs_on: a hash of what several notices hang on together, such as a time that is offered to three: with it they are taken back.
alter table web_notice add column hangs_on bytea;
create index web_notice_hangs_on on web_notice (hangs_on) where hangs_on is not null;
