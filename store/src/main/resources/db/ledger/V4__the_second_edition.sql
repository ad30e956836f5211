-- The second edition of the law. Facts about someone who signs reach every grantor for whom they could ever sign: riders' attorneys, substitutes,
-- co-agents, holders of offices and signatories too. And what a party is, a person or an entity, is stated by records of any stream: the last one
-- counts, so those that state it are found here.

create table ledger.stated_kind (
  party_id   text   collate "C" not null,
  position   bigint not null,
  kind       text   collate "C" not null,
  record_id  uuid   not null,
  grantor_id text   collate "C" not null,
  poa_id     text   collate "C",
  constraint a_record_states_the_kind_of_a_party_once primary key (party_id, position)
);

comment on table ledger.stated_kind is 'What records say of what a party is, retracted ones too. Derived from the events, and guarded as they are';
comment on column ledger.stated_kind.poa_id is 'The instrument with whose grant the statement falls, if there is one';

create trigger stated_kinds_are_append_only before update or delete or truncate on ledger.stated_kind
  for each statement execute function ledger.refuse_change();

-- Those for whom an act is a reason to reach this grantor, by the ids of facts about them.
create function ledger.signers_named_by(type text, payload json) returns table (party_id text) language sql immutable as $$
  select attorney ->> 'attorneyId' from json_array_elements(payload #> '{terms,attorneys}') as attorney
    where type in ('PowerOfAttorneyGranted', 'PowerOfAttorneyCorrected', 'PowerOfAttorneyAmended')
  union all
  select payload #>> '{substitute,attorneyId}' where type = 'SubstituteAppointed'
  union all
  select payload #>> '{holder,attorneyId}' where type = 'IncumbencyRecorded'
  union all
  select payload #>> '{signatory,partyId}' where type = 'SignatoryRecorded'
$$;

create function ledger.kinds_stated_by(type text, payload json) returns table (party_id text, kind text) language sql immutable as $$
  select attorney ->> 'attorneyId', attorney ->> 'kind' from json_array_elements(payload #> '{terms,attorneys}') as attorney
    where type in ('PowerOfAttorneyGranted', 'PowerOfAttorneyCorrected', 'PowerOfAttorneyAmended') and attorney ->> 'kind' is not null
  union all
  select payload ->> 'grantorId', payload #>> '{grantor,kind}'
    where type in ('PowerOfAttorneyGranted', 'PowerOfAttorneyCorrected', 'PowerOfAttorneyAmended') and payload #>> '{grantor,kind}' is not null
  union all
  select payload #>> '{substitute,attorneyId}', payload #>> '{substitute,kind}'
    where type = 'SubstituteAppointed' and payload #>> '{substitute,kind}' is not null
  union all
  select payload #>> '{holder,attorneyId}', payload #>> '{holder,kind}'
    where type = 'IncumbencyRecorded' and payload #>> '{holder,kind}' is not null
  union all
  select payload #>> '{signatory,partyId}', payload #>> '{signatory,kind}'
    where type = 'SignatoryRecorded' and payload #>> '{signatory,kind}' is not null
  union all
  -- Whoever has a signatory is an entity.
  select payload ->> 'grantorId', 'ENTITY' where type = 'SignatoryRecorded'
$$;

create or replace function ledger.append(commands int[], record_ids uuid[], grantor_ids text[], sequences bigint[], types text[],
    revisions text[], recorders text[], source_addresses text[], correlation_ids text[], idempotency_keys text[], idempotency_parts int[],
    request_digests bytea[], payloads text[])
returns table (appended_record uuid, appended_position bigint, appended_at timestamptz, conflict text)
language plpgsql volatile security definer set search_path = ledger, pg_temp
-- Its plans are made while the ledger is small and kept while it grows: they must use the indexes from the start.
set enable_seqscan = off set lock_timeout = '4s'
as $$
declare
  last_position bigint;
  last_instant timestamptz;
  refused int[];
begin
  perform pg_advisory_xact_lock(7227160424);
  select e.position, e.recorded_at into last_position, last_instant from event e order by e.position desc limit 1;
  last_position := coalesce(last_position, 0);
  -- Never backwards, even where the machine's clock is.
  last_instant := greatest(clock_timestamp(), last_instant + interval '1 microsecond');

  return query
    select r, null::bigint, null::timestamptz, found_by.conflict
    from unnest(record_ids, grantor_ids, sequences, idempotency_keys) as g (r, gr, s, k)
      cross join lateral (
        select 'IDEMPOTENCY_KEY', 1 from event e where e.idempotency_key = k
        union all
        select 'SEQUENCE', 2 from event e where e.grantor_id = gr and e.sequence = s
        order by 2 limit 1
      ) as found_by (conflict, rank);
  if found then
    select array_agg(distinct c) into refused
    from unnest(commands, grantor_ids, sequences, idempotency_keys) as g (c, gr, s, k)
      cross join lateral (
        select 1 from event e where e.idempotency_key = k
        union all
        select 1 from event e where e.grantor_id = gr and e.sequence = s
        limit 1
      ) as found_by;
  end if;

  return query
    insert into event as e (position, record_id, grantor_id, sequence, type, revision, recorded_at, recorded_by, source_address,
        correlation_id, idempotency_key, idempotency_part, request_digest, payload)
    select last_position + n, r, gr, s, t, v, last_instant + (n - 1) * interval '1 microsecond', b, a, x, k, p, d, j::json
    from (
      select row_number() over (order by o) as n, g.*
      from unnest(commands, record_ids, grantor_ids, sequences, types, revisions, recorders, source_addresses, correlation_ids,
          idempotency_keys, idempotency_parts, request_digests, payloads) with ordinality as g (c, r, gr, s, t, v, b, a, x, k, p, d, j, o)
      where refused is null or c <> all (refused)
    ) as fresh
    returning e.record_id, e.position, e.recorded_at, null::text;

  insert into appointment (attorney_id, grantor_id)
    select distinct named.party_id, gr
    from unnest(commands, grantor_ids, types, payloads) as g (c, gr, t, j), signers_named_by(t, j::json) as named
    where t in ('PowerOfAttorneyGranted', 'PowerOfAttorneyCorrected', 'PowerOfAttorneyAmended', 'SubstituteAppointed', 'IncumbencyRecorded',
        'SignatoryRecorded') and (refused is null or c <> all (refused))
    on conflict do nothing;

  insert into stated_kind (party_id, position, kind, record_id, grantor_id, poa_id)
    select stated.party_id, e.position, stated.kind, r, gr, e.payload ->> 'poaId'
    from unnest(commands, record_ids, grantor_ids, types, payloads) as g (c, r, gr, t, j)
      join event e on e.record_id = r
      cross join lateral kinds_stated_by(t, e.payload) as stated
    -- Most say nothing of it: those are told by their text alone.
    where (t = 'SignatoryRecorded' or j like '%"kind"%') and (refused is null or c <> all (refused))
    on conflict do nothing;
end $$;

create or replace function ledger.restore_appointments() returns bigint language plpgsql as $$
declare
  restored bigint;
begin
  insert into ledger.appointment (attorney_id, grantor_id)
    select distinct named.party_id, e.grantor_id
    from ledger.event e, ledger.signers_named_by(e.type, e.payload) as named
    on conflict do nothing;
  get diagnostics restored = row_count;
  return restored;
end $$;

create function ledger.restore_stated_kinds() returns bigint language plpgsql as $$
declare
  restored bigint;
begin
  insert into ledger.stated_kind (party_id, position, kind, record_id, grantor_id, poa_id)
    select stated.party_id, e.position, stated.kind, e.record_id, e.grantor_id, e.payload ->> 'poaId'
    from ledger.event e, ledger.kinds_stated_by(e.type, e.payload) as stated
    on conflict do nothing;
  get diagnostics restored = row_count;
  return restored;
end $$;

revoke all on function ledger.restore_stated_kinds() from public;

do $$ begin perform ledger.restore_appointments(); perform ledger.restore_stated_kinds(); end $$;

do $$
begin
  if current_user <> '${applicationRole}' then
    grant select on ledger.stated_kind to "${applicationRole}";
  end if;
end $$;
