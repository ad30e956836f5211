-- Facts about an attorney reach the grantors that are found here: a row that is missing hides a grantor from them. So these rows are guarded as
-- the records are. They follow from the records, and can be restored from them by the owner of the schema.

create trigger appointments_are_append_only before update or delete or truncate on ledger.appointment
  for each statement execute function ledger.refuse_change();

create function ledger.restore_appointments() returns bigint language plpgsql as $$
declare
  restored bigint;
begin
  insert into ledger.appointment (attorney_id, grantor_id)
    select distinct attorney ->> 'attorneyId', e.grantor_id
    from ledger.event e, json_array_elements(e.payload #> '{terms,attorneys}') as attorney
    where e.type in ('PowerOfAttorneyGranted', 'PowerOfAttorneyCorrected')
    on conflict do nothing;
  get diagnostics restored = row_count;
  return restored;
end $$;

revoke all on function ledger.restore_appointments() from public;

do $$ begin perform ledger.restore_appointments(); end $$;
