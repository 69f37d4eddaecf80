-- Everything a FHIR search asks: numbers, quantities and composites beside the keys, spans and texts of each version.
-- Source: docs/adr/0018-search-columns.md. What stands already gets its facts in `refilling.py`, in batches, while the record is in use; the
-- index of walks over all patients is built there too, because that must not stop anybody from writing.

-- A JSON list of `[parameter, part, …]`, as `measured.py` writes it; null when there is nothing.
alter table version add measured jsonb;
alter table shared_version add measured jsonb;

-- How far the refilling of facts has come: everything up to (tx, row) has them in this form.
create table refilling (
  table_name text primary key,
  form bigint not null,
  tx xid8 not null,
  row bigint not null
);

-- Versions still stand. Only what is read out of their bytes may be written anew, and only by a session that says it refills.
create function refuse_rewriting_versions() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and current_setting('innsyn.refilling', true) = 'on'
    and (new.row, new.first_row, new.owner, new.tx, new.recorded_at, new.clinical_at, new.version, new.type, new.deleted, new.is_current,
      new.dictionary, new.id, new.custodian, new.labels, new.digest, new.body)
    is not distinct from (old.row, old.first_row, old.owner, old.tx, old.recorded_at, old.clinical_at, old.version, old.type, old.deleted,
      old.is_current, old.dictionary, old.id, old.custodian, old.labels, old.digest, old.body) then
    return new;
  end if;
  raise exception '% is only added to', tg_table_name using errcode = 'restrict_violation';
end $$;

drop trigger version_stands on version;
create trigger version_stands before delete or update of row, first_row, owner, tx, recorded_at, clinical_at, version, type, deleted,
  dictionary, id, custodian, labels, keys, spans, texts, measured, digest, body on version
  for each row execute function refuse_rewriting_versions();
drop trigger shared_version_stands on shared_version;
create trigger shared_version_stands before delete or update of row, first_row, owner, tx, recorded_at, clinical_at, version, type, deleted,
  dictionary, id, custodian, labels, keys, spans, texts, measured, digest, body on shared_version
  for each row execute function refuse_rewriting_versions();
