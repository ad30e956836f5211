-- What dashboards and other tools read: the contract (ADR 56). The register decides what follows from the records; nothing here decides it again.
-- Every register has these views of its own, in a schema beside its tables, and both take their names together at the end of a rebuild. The views
-- read with the rights of their owner, so that those who may read them need no table; the functions with those of the caller, so that the
-- database can see through them and use an index. No view calls a function that reads a table: such a one would need the caller's rights. What a
-- function reads is found when it is called: the views that have the name then.

create view reporting.authority_history as
select v.grantor_id,
  coalesce((select n.name from register.party_name n where n.kind = 'GRANTOR' and n.id = v.grantor_id
    order by n.last_position desc, n.name limit 1), v.grantor_id) as grantor_name,
  v.issuer_id,
  coalesce((select n.name from register.party_name n where n.kind = 'ISSUER' and n.id = v.issuer_id
    order by n.last_position desc, n.name limit 1), v.issuer_id) as issuer_name,
  v.attorney_id,
  coalesce((select n.name from register.party_name n where n.kind = 'ATTORNEY' and n.id = v.attorney_id
    order by n.last_position desc, n.name limit 1), v.attorney_id) as attorney_name,
  v.role, v.in_place_of, v.poa_id, v.forms, v.amendable_forms,
  array(select p ->> 'clause' from json_array_elements(v.powers) with ordinality as powers (p, n) order by n) as clauses,
  v.minimum_signatures, v.signing,
  -- The register writes a place only where it is neither the holder nor the one whose place they take; of a co-agent with a plus sign before it.
  nullif(coalesce(ltrim(v.place, '+'), v.in_place_of, v.attorney_id), v.attorney_id) as place,
  v.effective_from, v.effective_until, v.end_cause, v.ended_by, v.source as record_id,
  -- A way is the issuer, then for all but the named the record whose terms govern.
  nullif(nullif(split_part(v.way, ' ', 2), '')::uuid, v.source) as terms_by,
  v.powers, v.source_position as position, v.known_from, nullif(v.known_until, 'infinity') as known_until, v.opened_by, v.closed_by
from register.authority_version v
where not isempty(v.effective);

comment on view reporting.authority_history is 'Every version of every authority, on both clocks; those that never were in force are left out';
comment on column reporting.authority_history.issuer_id is 'The issuer, or ANY';
comment on column reporting.authority_history.role is 'NAMED, SUBSTITUTE, CO_AGENT or OFFICEHOLDER';
comment on column reporting.authority_history.forms is 'Forms that may be signed; ALL among them: every form';
comment on column reporting.authority_history.amendable_forms is 'Forms of which amendments may be signed';
comment on column reporting.authority_history.minimum_signatures is 'How many must sign together, where a clause has no rule of its own';
comment on column reporting.authority_history.signing is 'The groups that must sign together, where a number does not say all';
comment on column reporting.authority_history.place is 'For whom a signature counts, where that is not the holder';
comment on column reporting.authority_history.effective_from is 'The first day in force';
comment on column reporting.authority_history.effective_until is 'The first day no longer in force; null: open';
comment on column reporting.authority_history.end_cause is 'Why it ends; null: open';
comment on column reporting.authority_history.ended_by is 'The record that ends it';
comment on column reporting.authority_history.record_id is 'The record that gives it';
comment on column reporting.authority_history.terms_by is 'The record whose terms govern, where that is another one';
comment on column reporting.authority_history.powers is 'The clauses, each with its forms, capacities and rule for signing';
comment on column reporting.authority_history.position is 'The position in the ledger of the record that gives it';
comment on column reporting.authority_history.known_from is 'From when this version was known';
comment on column reporting.authority_history.known_until is 'When another version, or none, took its place; null: it is known now';
comment on column reporting.authority_history.opened_by is 'The record by which this version became known';
comment on column reporting.authority_history.closed_by is 'The record that closed this version';

create function reporting.authority_history(known_at timestamptz) returns setof reporting.authority_history language sql stable as $$
  select h.grantor_id, h.grantor_name, h.issuer_id, h.issuer_name, h.attorney_id, h.attorney_name, h.role, h.in_place_of, h.poa_id, h.forms,
    h.amendable_forms, h.clauses, h.minimum_signatures, h.signing, h.place, h.effective_from, h.effective_until, h.end_cause, h.ended_by,
    h.record_id, h.terms_by, h.powers, h.position, h.known_from, (select h.known_until where h.known_until <= known_at),
    h.opened_by, (select h.closed_by where h.known_until <= known_at)
  from reporting.authority_history h where h.known_from <= known_at;
$$;
comment on function reporting.authority_history(timestamptz) is 'The same as it was known at a moment: a version closed later was open then';

create view reporting.authority_current as
select h.grantor_id, h.grantor_name, h.issuer_id, h.issuer_name, h.attorney_id, h.attorney_name, h.role, h.in_place_of, h.poa_id, h.forms,
  h.amendable_forms, h.clauses, h.minimum_signatures, h.signing, h.place, h.effective_from, h.effective_until, h.end_cause, h.ended_by,
  h.record_id, h.terms_by, h.powers, h.position
from reporting.authority_history h
where h.known_until is null and h.effective_from <= reporting.today()
  and (h.effective_until is null or h.effective_until > reporting.today());
comment on view reporting.authority_current is 'The authorities in force today, as known now: who may sign what for whom';

create function reporting.authority_as_of(on_day date default reporting.today(), known_at timestamptz default 'infinity')
  returns setof reporting.authority_current language sql stable as $$
  select h.grantor_id, h.grantor_name, h.issuer_id, h.issuer_name, h.attorney_id, h.attorney_name, h.role, h.in_place_of, h.poa_id, h.forms,
    h.amendable_forms, h.clauses, h.minimum_signatures, h.signing, h.place, h.effective_from, h.effective_until, h.end_cause, h.ended_by,
    h.record_id, h.terms_by, h.powers, h.position
  from reporting.authority_history h
  where h.known_from <= known_at and (h.known_until is null or h.known_until > known_at)
    and h.effective_from <= on_day and (h.effective_until is null or h.effective_until > on_day);
$$;
comment on function reporting.authority_as_of(date, timestamptz) is 'The authorities in force on a day, as known at a moment';

create function reporting.authority_changes(from_day date default '-infinity', until_day date default 'infinity',
    known_at timestamptz default 'infinity')
  returns table (began boolean, ended boolean, grantor_id text, grantor_name text, issuer_id text, issuer_name text, attorney_id text,
    attorney_name text, role text, in_place_of text, poa_id text, forms text[], amendable_forms text[], clauses text[], minimum_signatures int,
    signing json, place text, effective_from date, effective_until date, end_cause text, ended_by uuid, record_id uuid, terms_by uuid,
    powers json, "position" bigint) language sql stable as $$
  select h.effective_from >= from_day and h.effective_from < until_day,
    h.effective_until is not null and h.effective_until >= from_day and h.effective_until < until_day,
    h.grantor_id, h.grantor_name, h.issuer_id, h.issuer_name, h.attorney_id, h.attorney_name, h.role, h.in_place_of, h.poa_id, h.forms,
    h.amendable_forms, h.clauses, h.minimum_signatures, h.signing, h.place, h.effective_from, h.effective_until, h.end_cause, h.ended_by,
    h.record_id, h.terms_by, h.powers, h.position
  from reporting.authority_history h
  where h.known_from <= known_at and (h.known_until is null or h.known_until > known_at)
    and (h.effective_from >= from_day and h.effective_from < until_day or h.effective_until >= from_day and h.effective_until < until_day);
$$;
comment on function reporting.authority_changes(date, date, timestamptz)
  is 'Every authority that began or ended from a day until before another, as known at a moment, also one that did both';

create view reporting.power_of_attorney_history as
select v.grantor_id,
  coalesce((select n.name from register.party_name n where n.kind = 'GRANTOR' and n.id = v.grantor_id
    order by n.last_position desc, n.name limit 1), v.grantor_id) as grantor_name,
  v.poa_id, v.issuers,
  (v.terms ->> 'executedOn')::date as executed_on, (v.terms ->> 'effectiveOn')::date as effective_on,
  (v.terms ->> 'expiresOn')::date as expires_on,
  array(select json_array_elements_text(v.terms -> 'untilCeasedReporting')) as until_ceased_reporting,
  v.terms ->> 'substitution' as substitution, (v.terms ->> 'durable')::boolean as durable, v.terms ->> 'governingLaw' as governing_law,
  v.documents, v.terms, v.riders, v.granted_at as position,
  (select e.record_id from ledger.event e where e.position = v.granted_at) as record_id, v.stated_by,
  v.known_from, nullif(v.known_until, 'infinity') as known_until, v.opened_by, v.closed_by
from register.instrument_version v;
comment on view reporting.power_of_attorney_history is 'Every version of the terms of every power of attorney, by when it was known';
comment on column reporting.power_of_attorney_history.issuers is 'The issuers that its terms, or those of a rider, name; or ANY';
comment on column reporting.power_of_attorney_history.durable is 'Whether it says that it survives the grantor''s incapacity; null: it is silent';
comment on column reporting.power_of_attorney_history.documents is 'The SHA-256 of each paper that its terms come from';
comment on column reporting.power_of_attorney_history.terms is 'All that the instrument says, as corrected: attorneys, powers, who signs together';
comment on column reporting.power_of_attorney_history.riders is 'The riders, each with its terms; null: none';
comment on column reporting.power_of_attorney_history.record_id is 'The grant';
comment on column reporting.power_of_attorney_history.stated_by is 'The record that states the terms: the last correction, or the grant';

create function reporting.power_of_attorney(known_at timestamptz) returns setof reporting.power_of_attorney_history language sql stable as $$
  select h.grantor_id, h.grantor_name, h.poa_id, h.issuers, h.executed_on, h.effective_on, h.expires_on, h.until_ceased_reporting,
    h.substitution, h.durable, h.governing_law, h.documents, h.terms, h.riders, h.position, h.record_id, h.stated_by, h.known_from,
    null::timestamptz, h.opened_by, null::uuid
  from reporting.power_of_attorney_history h
  where h.known_from <= known_at and (h.known_until is null or h.known_until > known_at);
$$;
comment on function reporting.power_of_attorney(timestamptz) is 'The powers of attorney and their terms as known at a moment';

create view reporting.power_of_attorney as select * from reporting.power_of_attorney_history h where h.known_until is null;
comment on view reporting.power_of_attorney is 'The powers of attorney, with their terms, as known now, whether in force or not';

-- Both ends of a signatory are results that the register holds: what the entity's records say of the office, and of the signatory's death. The
-- earlier one counts, on one day the one recorded first.
create view reporting.signatory_history as
select v.grantor_id,
  coalesce((select n.name from register.party_name n where n.id = v.grantor_id and n.kind in ('GRANTOR', 'SIGNATORY', 'ATTORNEY')
    order by array_position(array['GRANTOR', 'SIGNATORY', 'ATTORNEY'], n.kind::text), n.last_position desc, n.name limit 1),
    v.grantor_id) as grantor_name,
  s.signatory as party_id,
  coalesce((select n.name from register.party_name n where n.id = s.signatory and n.kind in ('GRANTOR', 'SIGNATORY', 'ATTORNEY')
    order by array_position(array['SIGNATORY', 'ATTORNEY', 'GRANTOR'], n.kind::text), n.last_position desc, n.name limit 1),
    s.signatory) as party_name,
  s.capacity, s.title, s.starts as effective_from, ending.day as effective_until, ending.cause as end_cause, ending.record as ended_by,
  s.forms, coalesce((v.facts ->> 'minimumSignatories')::int, 1) as minimum_signatories, s.source as record_id,
  incapacity.day as incapacitated_on, incapacity.record as incapacitated_by,
  v.known_from, nullif(v.known_until, 'infinity') as known_until
from register.party_facts_version v
  cross join lateral (
    select one ->> 'signatory' as signatory, one ->> 'capacity' as capacity, one ->> 'title' as title, (one ->> 'from')::date as starts,
      array(select json_array_elements_text(one -> 'forms')) as forms, (one ->> 'source')::uuid as source, one -> 'ending' as own
    from json_array_elements(v.facts -> 'signatories') as listed (one)
  ) as s
  left join lateral (
    select (e ->> 'on')::date as day, e ->> 'cause' as cause, (e ->> 'recordId')::uuid as record, (e ->> 'position')::bigint as position
    from (
      select s.own as e where s.own is not null
      union all
      select a -> 'ending' from json_array_elements(v.facts -> 'attorneys') as a
      where a ->> 'attorneyId' = s.signatory and a #>> '{ending,cause}' = 'ATTORNEY_DIED'
    ) as ends
    order by day, position limit 1
  ) as ending on true
  left join lateral (
    select (a #>> '{ending,on}')::date as day, (a #>> '{ending,recordId}')::uuid as record
    from json_array_elements(v.facts -> 'attorneys') as a
    where a ->> 'attorneyId' = s.signatory and a #>> '{ending,cause}' = 'ATTORNEY_INCAPACITATED'
    order by day, (a #>> '{ending,position}')::bigint limit 1
  ) as incapacity on true
where cardinality(v.signatories) > 0 and (ending.day is null or ending.day > s.starts);
comment on view reporting.signatory_history is 'Who signs for an entity without a power of attorney, by the entity''s own records, on both clocks';
comment on column reporting.signatory_history.grantor_id is 'The entity';
comment on column reporting.signatory_history.party_id is 'Who signs for it: a person, or an entity that signs by its own signatories';
comment on column reporting.signatory_history.forms is 'For which forms; empty: all';
comment on column reporting.signatory_history.minimum_signatories is 'How many of the entity''s signatories must sign together';
comment on column reporting.signatory_history.incapacitated_on is 'Since when their own hand signs no more; an attorney may represent them';

create function reporting.signatory(on_day date, known_at timestamptz default 'infinity') returns setof reporting.signatory_history language sql stable as $$
  select h.grantor_id, h.grantor_name, h.party_id, h.party_name, h.capacity, h.title, h.effective_from, h.effective_until, h.end_cause,
    h.ended_by, h.forms, h.minimum_signatories, h.record_id, h.incapacitated_on, h.incapacitated_by, h.known_from, null::timestamptz
  from reporting.signatory_history h
  where h.known_from <= known_at and (h.known_until is null or h.known_until > known_at)
    and h.effective_from <= on_day and (h.effective_until is null or h.effective_until > on_day);
$$;
comment on function reporting.signatory(date, timestamptz) is 'The signatories in force on a day, as known at a moment';

create view reporting.signatory as
select h.* from reporting.signatory_history h
where h.known_until is null and h.effective_from <= reporting.today()
  and (h.effective_until is null or h.effective_until > reporting.today());
comment on view reporting.signatory is 'The signatories in force today, as known now';

create view reporting.event as
select e.position, e.record_id, e.type, e.revision, e.grantor_id, e.sequence, e.recorded_at, e.recorded_by, e.source_address,
  e.correlation_id, e.idempotency_key, e.payload
from ledger.event e;
comment on view reporting.event is 'Every recorded act in the order of recording';
comment on column reporting.event.position is 'The place in the whole ledger';
comment on column reporting.event.sequence is 'The place in the grantor''s stream, from 0';
comment on column reporting.event.payload is 'The act as JSON, by its type and revision';

-- One row: what an answer of these views holds for.
create view reporting.version as
select 1 as version, reporting.zone() as zone, reporting.today() as today, reached.position,
  (select e.recorded_at from ledger.event e where e.position = reached.position) as known_at
from (
  select greatest(
    (select min(greatest(t.position, n.position))
     from (select segment, coalesce((convert_from(token, 'UTF8')::json ->> 'globalIndex')::bigint, 0) as position
           from register.token_entry where processor_name = 'register') as t
       left join register.segment_position n on n.segment = t.segment and n.token <= t.position),
    (select built_to from register.generation), 0) as position
) as reached;
comment on view reporting.version is 'One row: the version of this contract, and how far the register has come';
comment on column reporting.version.position is 'Every record up to this position is in the views, and perhaps those of the last second';
comment on column reporting.version.known_at is 'When that record was recorded: what is asked as known then never changes';

do $$
declare
  reader text;
begin
  foreach reader in array array['ledger_reporting', '${applicationRole}'] loop
    if exists (select from pg_roles where rolname = reader) and reader <> current_user then
      execute format('grant usage on schema %I to %I', '${schema}', reader);
      execute format('grant select on all tables in schema %I to %I', '${schema}', reader);
    end if;
  end loop;
end $$;
