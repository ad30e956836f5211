-- The ledger itself: every recorded act, in one order, for ever. Readable with psql alone; nothing here is ever changed or removed.

create table ledger.event (
  position       bigint      not null,
  record_id      uuid        not null,
  grantor_id     text        collate "C" not null,
  sequence       bigint      not null,
  type           text        collate "C" not null,
  revision       text        collate "C" not null,
  recorded_at    timestamptz not null,
  recorded_by    text        not null,
  source_address text,
  correlation_id text,
  -- What a client sends to make a request safe to repeat. One request may make several events: the part numbers them.
  idempotency_key  text collate "C",
  idempotency_part int,
  request_digest   bytea,
  -- json, not jsonb: the text is kept to the letter, so that it can be hashed, and psql can query it all the same.
  payload        json        not null,

  constraint positions_are_unique primary key (position),
  constraint a_record_has_one_name unique (record_id),
  constraint one_event_at_each_place_of_a_stream unique (grantor_id, sequence),
  constraint recorded_at_increases_with_position unique (recorded_at),
  constraint an_idempotency_key_is_used_once unique (idempotency_key, idempotency_part),
  constraint a_key_comes_with_its_request check (num_nulls(idempotency_key, idempotency_part, request_digest) in (0, 3))
);

comment on table ledger.event is 'Every recorded act in the order of recording; append-only';
comment on column ledger.event.position is 'Place in the whole ledger, without gaps, assigned in the order of commit';
comment on column ledger.event.sequence is 'Place in the grantor''s stream, from 0';
comment on column ledger.event.recorded_at is 'When the ledger came to know, by the database''s clock; strictly increasing with position';

-- Which grantors ever named an attorney: for facts that concern all grantors of one attorney at once. Derived from the events above.
create table ledger.appointment (
  attorney_id text collate "C" not null,
  grantor_id  text collate "C" not null,
  constraint appointments_are_unique primary key (attorney_id, grantor_id)
);

-- History is refused any change by the database itself, whoever asks.
create function ledger.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only: % on %.% is refused', tg_op, tg_table_schema, tg_table_name using errcode = 'restrict_violation';
end $$;

create trigger the_ledger_is_append_only before update or delete or truncate on ledger.event
  for each statement execute function ledger.refuse_change();

-- The one way in. All appends pass here one after the other, so that positions are gapless and become visible in their own order: whoever has
-- read up to a position has missed nothing before it. The lock lasts for this one statement, however slow or dead the client is.
-- Each element is one event; those with the same command are recorded together or not at all. Conflicts are answered, not raised, so that one
-- command's conflict does not undo the others of its batch.
create function ledger.append(commands int[], record_ids uuid[], grantor_ids text[], sequences bigint[], types text[], revisions text[],
    recorders text[], source_addresses text[], correlation_ids text[], idempotency_keys text[], idempotency_parts int[], request_digests bytea[],
    payloads text[])
returns table (appended_record uuid, appended_position bigint, appended_at timestamptz, conflict text)
language plpgsql volatile security definer set search_path = ledger, pg_temp
-- Its plans are made while the ledger is small and kept while it grows: they must use the indexes from the start.
set enable_seqscan = off
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
    select distinct attorney ->> 'attorneyId', gr
    from unnest(commands, grantor_ids, types, payloads) as g (c, gr, t, j), json_array_elements(j::json #> '{terms,attorneys}') as attorney
    where t in ('PowerOfAttorneyGranted', 'PowerOfAttorneyCorrected') and (refused is null or c <> all (refused))
    on conflict do nothing;
end $$;

-- The application may read and append; even inserting by hand is not its right where it does not own the schema.
do $$
begin
  if current_user <> '${applicationRole}' then
    grant usage on schema ledger to "${applicationRole}";
    grant select on ledger.event, ledger.appointment to "${applicationRole}";
    revoke all on function ledger.append from public;
    grant execute on function ledger.append to "${applicationRole}";
  end if;
end $$;
