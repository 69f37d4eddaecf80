-- good_until: after this the notice tells of nothing any more, such as an offer that has ended; null for what stays true.
alter table web_notice add column good_until timestamptz;
