-- Who may see which authorities: those at their issuers and those for all. An authority is at one issuer, so that the register, filled from all
-- records, shows each viewer what follows for them; see the policies of the ledger, whose functions know the viewer.

create policy seen on authority_version for select
  using ((select ledger.sees_all()) or issuer_id = any ((select ledger.seen_issuers())::text[]));
create policy seen on stated_kind for select
  using ((select ledger.sees_all()) or ledger.sees_event(position));
-- Of whom an event is about, a viewer learns no issuer beyond those seen: a death is about all issuers of the grantor.
create policy seen on event_party for select
  using ((select ledger.sees_all()) or ((kind <> 'ISSUER' or id = any ((select ledger.seen_issuers())::text[]))
    and ledger.sees_event(position)));

do $$
declare
  guarded text;
begin
  foreach guarded in array array['authority_version', 'stated_kind', 'event_party'] loop
    execute format('create policy written on %I for all using ((select ledger.sees_all())) with check ((select ledger.sees_all()))', guarded);
    execute format('alter table %I enable row level security', guarded);
    execute format('alter table %I force row level security', guarded);
  end loop;
end $$;
