-- What the running of the ledger needs beside the ledger and its registers: nothing here is derived from the events, nothing here is history.

-- Registers come and go with their schemas, so the extensions they use lie here. One that an administrator has put elsewhere stays there; one
-- that an earlier build has put into a register is taken out of it.
do $$
declare
  extension text;
begin
  foreach extension in array array['btree_gist', 'pg_trgm'] loop
    if not exists (select from pg_extension where extname = extension) then
      execute format('create extension %I schema ledger_operations', extension);
    elsif exists (select from pg_extension e join pg_namespace n on n.oid = e.extnamespace
        where e.extname = extension and n.nspname = 'register') then
      execute format('alter extension %I set schema ledger_operations', extension);
    end if;
  end loop;
end $$;
