-- What is derived from acts is written in the statement that writes them: each act is read once, no row is looked up that was just written, and the
-- plan of one statement is kept. Until now each call was planned anew: for a few rows a plan of its own seemed cheaper than one for any number.

create or replace function ledger.append(commands int[], record_ids uuid[], grantor_ids text[], sequences bigint[], types text[],
    revisions text[], recorders text[], source_addresses text[], correlation_ids text[], idempotency_keys text[], idempotency_parts int[],
    request_digests bytea[], payloads text[])
returns table (appended_record uuid, appended_position bigint, appended_at timestamptz, conflict text)
language plpgsql volatile security definer set search_path = ledger, pg_temp
-- Its plans are made while the ledger is small and kept while it grows: they must use the indexes from the start.
set enable_seqscan = off set lock_timeout = '4s' set plan_cache_mode = force_generic_plan
as $$
declare
  last_position bigint;
  last_instant timestamptz;
  refused int[];
  -- A function that is not a superuser's cannot have this setting declared with it.
  viewer text := coalesce(current_setting('ledger.viewer', true), '');
begin
  perform set_config('ledger.viewer', '*', true);
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
    with fresh as materialized (
      select last_position + row_number() over (order by o) as n, last_instant + (row_number() over (order by o) - 1) * interval '1 microsecond' as i,
        r, gr, s, t, v, b, a, x, k, p, d, j, j::json as act
      from unnest(commands, record_ids, grantor_ids, sequences, types, revisions, recorders, source_addresses, correlation_ids,
          idempotency_keys, idempotency_parts, request_digests, payloads) with ordinality as g (c, r, gr, s, t, v, b, a, x, k, p, d, j, o)
      where refused is null or c <> all (refused)
    ), written as (
      insert into event (position, record_id, grantor_id, sequence, type, revision, recorded_at, recorded_by, source_address,
          correlation_id, idempotency_key, idempotency_part, request_digest, payload)
        select n, r, gr, s, t, v, i, b, a, x, k, p, d, act from fresh
    ), appointed as (
      insert into appointment (attorney_id, grantor_id)
        select distinct named.party_id, gr from fresh, signers_named_by(t, act) as named
        where t in ('PowerOfAttorneyGranted', 'PowerOfAttorneyCorrected', 'PowerOfAttorneyAmended', 'SubstituteAppointed', 'IncumbencyRecorded',
          'SignatoryRecorded')
        on conflict do nothing
    ), stated as (
      insert into stated_kind (party_id, position, kind, record_id, grantor_id, poa_id)
        select said.party_id, n, said.kind, r, gr, act ->> 'poaId' from fresh, kinds_stated_by(t, act) as said
        -- Most say nothing of it: those are seen by their text alone.
        where t = 'SignatoryRecorded' or j like '%"kind"%'
        on conflict do nothing
    ), named as materialized (
      select distinct gr, act ->> 'poaId' as poa_id, terms.issuer_id from fresh, issuers_named_by(t, act) as terms
      where t in ('PowerOfAttorneyGranted', 'PowerOfAttorneyCorrected', 'PowerOfAttorneyAmended')
    ), of_instruments as (
      insert into instrument_issuer (grantor_id, poa_id, issuer_id) select gr, named.poa_id, named.issuer_id from named on conflict do nothing
    ), of_grantors as (
      insert into grantor_issuer (grantor_id, issuer_id)
        select gr, named.issuer_id from named
        union
        select gr, act ->> 'issuerId' from fresh
          where t in ('GrantorBeganReporting', 'GrantorCeasedReporting', 'GrantorResumedReporting') and act ->> 'issuerId' <> 'ANY'
        on conflict do nothing
    ), superseding as (
      insert into instrument_superseded (grantor_id, poa_id, superseded)
        select distinct gr, act ->> 'poaId', named.superseded from fresh, superseded_by(t, act) as named
        where j like '%"supersedes"%'
        on conflict do nothing
    ), concerned as (
      insert into event_subject (position, grantor_id, poa_id, issuer_id)
        select n, gr, subject.poa_id, subject.issuer_id from fresh, subject_of(t, act) as subject
    )
    select r, n, i, null::text from fresh order by n;

  if 'RecordRetracted' = any (types) then
    insert into event_subject (position, grantor_id, poa_id, issuer_id)
      select e.position, gr, s.poa_id, s.issuer_id
      from unnest(commands, record_ids, grantor_ids, types, payloads) as g (c, r, gr, t, j)
        join event e on e.record_id = r
        join event retracted on retracted.record_id = (e.payload ->> 'recordId')::uuid
        join event_subject s on s.position = retracted.position
      where t = 'RecordRetracted' and (refused is null or c <> all (refused));
  end if;

  perform set_config('ledger.viewer', viewer, true);
end $$;
