-- Who may see what. A connection says for whom it reads in the setting ledger.viewer: '*' for everything, or the ids of issuers with commas between
-- them. Where it says nothing, it reads nothing: a condition that a statement forgets leaks nothing.

create function ledger.sees_all() returns boolean language sql stable as $$
  select coalesce(current_setting('ledger.viewer', true), '') = '*'
$$;

-- Who sees some issuers also sees what concerns all of them.
create function ledger.seen_issuers() returns text[] language sql stable as $$
  select case when coalesce(current_setting('ledger.viewer', true), '') in ('', '*') then '{}'
    else string_to_array(current_setting('ledger.viewer', true), ',') || text 'ANY' end
$$;

-- What each event is about: an instrument, or one issuer, or ANY where it concerns the grantor as a whole. An event without a row is seen
-- only by who sees everything.
create table ledger.event_subject (
  position   bigint not null,
  grantor_id text   collate "C" not null,
  poa_id     text   collate "C",
  issuer_id  text   collate "C",
  constraint an_event_has_one_subject primary key (position),
  constraint a_subject_is_an_instrument_or_an_issuer check (num_nulls(poa_id, issuer_id) = 1)
);

-- For which issuers any terms of an instrument ever were. A rider that names another issuer makes the whole life of the instrument concern it.
create table ledger.instrument_issuer (
  grantor_id text collate "C" not null,
  poa_id     text collate "C" not null,
  issuer_id  text collate "C" not null,
  constraint an_instrument_names_an_issuer_once primary key (grantor_id, poa_id, issuer_id)
);

-- Which instruments an instrument supersedes by name: what ends an instrument concerns those whom that one concerns.
create table ledger.instrument_superseded (
  grantor_id text collate "C" not null,
  poa_id     text collate "C" not null,
  superseded text collate "C" not null,
  constraint an_instrument_supersedes_another_once primary key (grantor_id, poa_id, superseded)
);

-- Which issuers any act of a grantor names. What concerns a grantor as a whole, such as a death, is seen by those who see any of these.
create table ledger.grantor_issuer (
  grantor_id text collate "C" not null,
  issuer_id  text collate "C" not null,
  constraint a_grantor_has_an_issuer_once primary key (grantor_id, issuer_id)
);

create index subjects_of_an_instrument on ledger.event_subject (grantor_id, poa_id);
create index instruments_of_an_issuer on ledger.instrument_issuer (issuer_id);
create index grantors_of_an_issuer on ledger.grantor_issuer (issuer_id);

comment on table ledger.grantor_issuer is 'Which issuers any act of a grantor names. Derived from the events, and guarded as they are';
comment on table ledger.event_subject is 'What each event is about. Derived from the events, and guarded as they are';
comment on table ledger.instrument_issuer is 'For which issuers an instrument ever was. Derived from the events, and guarded as they are';
comment on table ledger.instrument_superseded is 'What an instrument supersedes by name. Derived from the events, and guarded as they are';

create trigger subjects_are_append_only before update or delete or truncate on ledger.event_subject
  for each statement execute function ledger.refuse_change();
create trigger issuers_of_instruments_are_append_only before update or delete or truncate on ledger.instrument_issuer
  for each statement execute function ledger.refuse_change();
create trigger issuers_of_grantors_are_append_only before update or delete or truncate on ledger.grantor_issuer
  for each statement execute function ledger.refuse_change();
create trigger what_is_superseded_is_append_only before update or delete or truncate on ledger.instrument_superseded
  for each statement execute function ledger.refuse_change();

-- The issuers of terms: of the first revision one, of later ones several; each an object with its id, or "ANY".
create function ledger.issuers_named_by(type text, payload json) returns table (issuer_id text) language sql immutable as $$
  select case when json_typeof(issuer) = 'string' then issuer #>> '{}' else issuer ->> 'issuerId' end
    from json_array_elements(payload #> '{terms,issuers}') as issuer
    where type in ('PowerOfAttorneyGranted', 'PowerOfAttorneyCorrected', 'PowerOfAttorneyAmended')
  union
  select case when json_typeof(payload #> '{terms,issuer}') = 'string' then payload #>> '{terms,issuer}'
      else payload #>> '{terms,issuer,issuerId}' end
    where type in ('PowerOfAttorneyGranted', 'PowerOfAttorneyCorrected', 'PowerOfAttorneyAmended')
      and payload #> '{terms,issuer}' is not null
$$;

create function ledger.superseded_by(type text, payload json) returns table (superseded text) language sql immutable as $$
  select json_array_elements_text(payload #> '{terms,supersedes}')
    where type in ('PowerOfAttorneyGranted', 'PowerOfAttorneyCorrected', 'PowerOfAttorneyAmended')
$$;

-- A retraction is about what the record that it retracts is about, which was recorded before.
create function ledger.subject_of(type text, payload json) returns table (poa_id text, issuer_id text) language sql stable as $$
  select s.poa_id, s.issuer_id
    from ledger.event e join ledger.event_subject s on s.position = e.position
    where subject_of.type = 'RecordRetracted' and e.record_id = (subject_of.payload ->> 'recordId')::uuid
  union all
  select payload ->> 'poaId', null where payload ->> 'poaId' is not null
  union all
  select null, payload ->> 'issuerId' where type in ('GrantorBeganReporting', 'GrantorCeasedReporting', 'GrantorResumedReporting')
  union all
  select null, 'ANY' where type in ('GrantorDied', 'GrantorIncapacitated', 'GrantorDissolved', 'AttorneyDied', 'AttorneyIncapacitated',
    'AttorneyEmploymentEnded', 'SignatoryRecorded', 'SignatoryEnded')
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

  insert into instrument_issuer (grantor_id, poa_id, issuer_id)
    select distinct gr, j::json ->> 'poaId', named.issuer_id
    from unnest(commands, grantor_ids, types, payloads) as g (c, gr, t, j), issuers_named_by(t, j::json) as named
    where t in ('PowerOfAttorneyGranted', 'PowerOfAttorneyCorrected', 'PowerOfAttorneyAmended') and (refused is null or c <> all (refused))
    on conflict do nothing;

  insert into grantor_issuer (grantor_id, issuer_id)
    select distinct gr, named.issuer_id
    from unnest(commands, grantor_ids, types, payloads) as g (c, gr, t, j)
      cross join lateral (
        select issuer_id from issuers_named_by(t, j::json)
        union all select j::json ->> 'issuerId' where t in ('GrantorBeganReporting', 'GrantorCeasedReporting', 'GrantorResumedReporting')
          and j::json ->> 'issuerId' <> 'ANY'
      ) as named
    where refused is null or c <> all (refused)
    on conflict do nothing;

  insert into instrument_superseded (grantor_id, poa_id, superseded)
    select distinct gr, j::json ->> 'poaId', named.superseded
    from unnest(commands, grantor_ids, types, payloads) as g (c, gr, t, j), superseded_by(t, j::json) as named
    where j like '%"supersedes"%' and (refused is null or c <> all (refused))
    on conflict do nothing;

  insert into event_subject (position, grantor_id, poa_id, issuer_id)
    select e.position, gr, subject.poa_id, subject.issuer_id
    from unnest(commands, record_ids, grantor_ids, types) as g (c, r, gr, t)
      join event e on e.record_id = r
      cross join lateral subject_of(t, e.payload) as subject
    where refused is null or c <> all (refused);

  perform set_config('ledger.viewer', viewer, true);
end $$;

create function ledger.restore_subjects() returns bigint language plpgsql as $$
declare
  restored bigint;
begin
  insert into ledger.instrument_issuer (grantor_id, poa_id, issuer_id)
    select distinct e.grantor_id, e.payload ->> 'poaId', named.issuer_id
    from ledger.event e, ledger.issuers_named_by(e.type, e.payload) as named
    on conflict do nothing;
  insert into ledger.grantor_issuer (grantor_id, issuer_id)
    select distinct i.grantor_id, i.issuer_id from ledger.instrument_issuer i
    union select e.grantor_id, e.payload ->> 'issuerId' from ledger.event e
      where e.type in ('GrantorBeganReporting', 'GrantorCeasedReporting', 'GrantorResumedReporting') and e.payload ->> 'issuerId' <> 'ANY'
    on conflict do nothing;
  insert into ledger.instrument_superseded (grantor_id, poa_id, superseded)
    select distinct e.grantor_id, e.payload ->> 'poaId', named.superseded
    from ledger.event e, ledger.superseded_by(e.type, e.payload) as named
    on conflict do nothing;
  insert into ledger.event_subject (position, grantor_id, poa_id, issuer_id)
    select e.position, e.grantor_id, subject.poa_id, subject.issuer_id
    from ledger.event e, ledger.subject_of(e.type, e.payload) as subject
    where e.type <> 'RecordRetracted'
    on conflict do nothing;
  get diagnostics restored = row_count;
  -- A retraction cannot be retracted, so that what it is about is known now.
  insert into ledger.event_subject (position, grantor_id, poa_id, issuer_id)
    select e.position, e.grantor_id, subject.poa_id, subject.issuer_id
    from ledger.event e, ledger.subject_of(e.type, e.payload) as subject
    where e.type = 'RecordRetracted'
    on conflict do nothing;
  return restored;
end $$;

revoke all on function ledger.restore_subjects() from public;

do $$ begin perform ledger.restore_subjects(); end $$;

-- What a policy asks of other tables is asked by functions, and only for a viewer with a scope: a policy with questions within it would be planned
-- with each statement, for everyone. They cost what a condition costs, so that they change no plan.
create function ledger.sees_terms(grantor text, poa text) returns boolean language plpgsql stable cost 1 as $$
begin
  return exists (select from ledger.instrument_issuer i where i.grantor_id = grantor and i.poa_id = poa);
end $$;

create function ledger.sees_subject(grantor text, poa text, issuer text) returns boolean language plpgsql stable cost 1 as $$
begin
  if issuer = 'ANY' then
    return exists (select from ledger.grantor_issuer g where g.grantor_id = grantor);
  elsif issuer is not null then
    return issuer = any (ledger.seen_issuers());
  end if;
  return ledger.sees_terms(grantor, poa)
    or exists (select from ledger.instrument_superseded d where d.grantor_id = grantor and d.poa_id = poa);
end $$;

create function ledger.sees_event(at bigint) returns boolean language plpgsql stable cost 1 as $$
begin
  return exists (select from ledger.event_subject s where s.position = at);
end $$;

-- The positions between two that a viewer with a scope sees: a list of events that begins from these need not ask of every event whether it is
-- seen. Here the rows are chosen by what the policies would ask; who asks for events by their positions is held to the policies again.
create function ledger.seen_positions(after bigint, before bigint) returns setof bigint language plpgsql as $$
declare
  viewer text := coalesce(current_setting('ledger.viewer', true), '');
  issuers text[] := ledger.seen_issuers();
begin
  perform set_config('ledger.viewer', '*', true);
  return query
    with seen as materialized (
      select i.grantor_id, i.poa_id from ledger.instrument_issuer i where i.issuer_id = any (issuers)
    )
    select s.position from ledger.event_subject s join seen i on i.grantor_id = s.grantor_id and i.poa_id = s.poa_id
      where s.position > after and s.position < before
    union
    select s.position from ledger.event_subject s
      join ledger.instrument_superseded d on d.grantor_id = s.grantor_id and d.poa_id = s.poa_id
      join seen i on i.grantor_id = d.grantor_id and i.poa_id = d.superseded
      where s.position > after and s.position < before
    union
    select s.position from ledger.grantor_issuer g
      join ledger.event_subject s on s.grantor_id = g.grantor_id and s.poa_id is null and s.issuer_id in (g.issuer_id, 'ANY')
      where g.issuer_id = any (issuers) and s.position > after and s.position < before;
  perform set_config('ledger.viewer', viewer, true);
end $$;

-- The owner is held to the policies too. A condition in parentheses after select is worked out once for a statement, not once for a row.
create policy seen on ledger.instrument_issuer for select
  using ((select ledger.sees_all()) or issuer_id = any ((select ledger.seen_issuers())::text[]));
create policy seen on ledger.grantor_issuer for select
  using ((select ledger.sees_all()) or issuer_id = any ((select ledger.seen_issuers())::text[]));
create policy seen on ledger.instrument_superseded for select
  using ((select ledger.sees_all()) or ledger.sees_terms(grantor_id, superseded));
create policy seen on ledger.event_subject for select
  using ((select ledger.sees_all()) or ledger.sees_subject(grantor_id, poa_id, issuer_id));
create policy seen on ledger.event for select using ((select ledger.sees_all()) or ledger.sees_event(position));
create policy seen on ledger.stated_kind for select using ((select ledger.sees_all()) or ledger.sees_event(position));
-- Whom a grantor ever named says nothing of the issuer: it is for the work of the ledger itself.
create policy seen on ledger.appointment for select using ((select ledger.sees_all()));

do $$
declare
  guarded text;
begin
  foreach guarded in array array['event', 'appointment', 'stated_kind', 'event_subject', 'grantor_issuer', 'instrument_issuer',
      'instrument_superseded'] loop
    execute format('create policy written on ledger.%I for insert with check ((select ledger.sees_all()))', guarded);
    execute format('alter table ledger.%I enable row level security', guarded);
    execute format('alter table ledger.%I force row level security', guarded);
  end loop;
  if current_user <> '${applicationRole}' then
    grant select on ledger.event_subject, ledger.grantor_issuer, ledger.instrument_issuer, ledger.instrument_superseded to "${applicationRole}";
  end if;
end $$;
