-- How long before an appointment somebody is reminded of it.
alter table web_preference add column reminder_hours integer not null default 48;
