-- The lock of ledger.append() lives for one statement where it is called as it should be. Whoever calls it within a transaction of their own and
-- then dawdles would hold up everybody's appends. Two bounds, for the transaction that appended alone: the server ends it when it is idle for two
-- seconds, and nobody waits for the lock longer than four; who waited in vain is told, and may repeat the request.

alter function ledger.append(int[], uuid[], text[], bigint[], text[], text[], text[], text[], text[], text[], int[], bytea[], text[])
  set lock_timeout = '4s';

create function ledger.bound_the_appending_transaction() returns trigger language plpgsql as $$
begin
  perform set_config('idle_in_transaction_session_timeout', '2s', true);
  return null;
end $$;

create trigger one_who_dawdles_holds_nobody_up after insert on ledger.event
  for each statement execute function ledger.bound_the_appending_transaction();
