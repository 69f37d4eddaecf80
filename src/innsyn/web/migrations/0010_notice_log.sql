-- What a person sees of what she was told. concerns: key of the record it is about, null for her own affairs. hindered: channels that were
-- not used and why, as `sms:no_address`. ending: as much of the address as its owner knows it by, and nobody else.
alter table web_notice add column concerns bigint, add column hindered text[] not null default '{}';
alter table web_notice_delivery add column ending text not null default '';
