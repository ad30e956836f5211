-- The register of authorities: what follows from the ledger, on both clocks. All of it can be dropped and built again from the events.

create extension if not exists btree_gist;
create extension if not exists pg_trgm;

-- One row for each version of each authority: what was known of it during [known_from, known_until). An authority is identified by the
-- position of the record it stems from (grant, substitution or incumbency) and by whose it is.
create table register.authority_version (
  source_position    bigint      not null,
  attorney_id        text        collate "C" not null,
  source             uuid        not null,
  grantor_id         text        collate "C" not null,
  poa_id             text        collate "C" not null,
  issuer_id          text        collate "C" not null,
  role               text        not null,
  in_place_of        text        collate "C",
  powers             json        not null,
  forms              text[]      not null,
  amendable_forms    text[]      not null,
  minimum_signatures int         not null,
  effective_from     date        not null,
  effective_until    date,
  -- Empty for an authority that never was: it is kept out of every answer but the explanation.
  effective          daterange   not null generated always as
    (case when effective_until <= effective_from then 'empty'::daterange else daterange(effective_from, effective_until) end) stored,
  end_cause          text,
  ended_by           uuid,
  known_from         timestamptz not null,
  known_until        timestamptz not null default 'infinity',
  known              tstzrange   not null generated always as (tstzrange(known_from, known_until)) stored,
  opened_by          uuid        not null,
  closed_by          uuid,

  constraint versions_are_unique primary key (source_position, attorney_id, known_from),
  constraint one_version_is_known_at_a_moment exclude using gist (source_position with =, attorney_id with =, known with &&),
  constraint what_is_closed_says_by_which_record check ((known_until = 'infinity') = (closed_by is null)),
  constraint what_ends_says_why_and_by_which_record check (num_nulls(effective_until, end_cause, ended_by) in (0, 3)),
  constraint an_attorney_named_takes_nobodys_place check ((role = 'NAMED') = (in_place_of is null))
);

create index versions_of_a_grantor on register.authority_version (grantor_id, known_until, known_from);
create index versions_of_an_attorney on register.authority_version (attorney_id, known_until, known_from);
create index versions_at_an_issuer on register.authority_version (issuer_id, known_until, known_from);

-- One row for each version of the terms of each instrument.
create table register.instrument_version (
  grantor_id    text        collate "C" not null,
  poa_id        text        collate "C" not null,
  granted_at    bigint      not null,
  issuer_id     text        collate "C" not null,
  terms         json        not null,
  known_from    timestamptz not null,
  known_until   timestamptz not null default 'infinity',
  known         tstzrange   not null generated always as (tstzrange(known_from, known_until)) stored,
  opened_by     uuid        not null,
  closed_by     uuid,

  constraint instrument_versions_are_unique primary key (grantor_id, poa_id, known_from),
  constraint one_text_of_an_instrument_is_known_at_a_moment exclude using gist (grantor_id with =, poa_id with =, known with &&),
  constraint a_closed_text_says_by_which_record check ((known_until = 'infinity') = (closed_by is null))
);

create index instruments_of_an_issuer on register.instrument_version (issuer_id);

-- Every name ever recorded of a grantor, attorney or issuer, and where it was last recorded: the latest is shown, all find their bearer.
create table register.party_name (
  kind          text   collate "C" not null,
  id            text   collate "C" not null,
  name          text   collate "C" not null,
  -- Without case, accents and punctuation.
  search_name   text   collate "C" not null,
  cik           text,
  last_position bigint not null,
  constraint names_are_unique primary key (kind, id, name),
  constraint kinds_of_parties check (kind in ('GRANTOR', 'ATTORNEY', 'ISSUER'))
);

create index names_by_what_they_contain on register.party_name using gin (search_name gin_trgm_ops);

-- Whom each event concerns, beyond the grantor in whose stream it is.
create table register.event_party (
  kind     text   collate "C" not null,
  id       text   collate "C" not null,
  position bigint not null,
  constraint concerns_are_unique primary key (kind, id, position)
);

-- How far each part of the register has come; written by Axon with the rows themselves, in one transaction.
create table register.token_entry (
  processor_name text    not null,
  segment        integer not null,
  token          bytea,
  token_type     text,
  timestamp      text,
  owner          text,
  constraint one_token_for_a_segment primary key (processor_name, segment)
);

do $$
begin
  if current_user <> '${applicationRole}' then
    grant usage on schema register to "${applicationRole}";
    grant select, insert, update, delete, truncate on all tables in schema register to "${applicationRole}";
  end if;
end $$;
