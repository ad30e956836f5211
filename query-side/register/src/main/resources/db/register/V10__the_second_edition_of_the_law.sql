-- The second edition of the law: an instrument may be for several issuers, riders cut its life into segments, and appointments make chains. What
-- identifies an authority beside its source and its holder is its way: the issuer, and for one that takes another's place the record whose
-- terms govern and the records through which it comes.

alter table authority_version add column way text collate "C" not null default '';
-- The position of the grant, and that of the record that ends it: among equals the first recorded counts.
alter table authority_version add column granted_at bigint;
alter table authority_version add column ended_at bigint;
-- For whom a signature counts, where that is neither the holder nor the one whose place they take.
alter table authority_version add column place text collate "C";
-- How many must sign, where not each alone, and what else the terms say that can make an answer conditional, where they say anything.
alter table authority_version add column signing json;
alter table authority_version add column conditions json;
alter table authority_version drop constraint an_attorney_named_takes_nobodys_place;
alter table authority_version add constraint an_attorney_named_takes_nobodys_place check ((role in ('NAMED', 'CO_AGENT')) = (in_place_of is null));

-- A register of the first edition serves until it is built anew: its rows are given the names under which this code will close them.
update authority_version v
set way = v.issuer_id || case when v.role = 'NAMED' then '' else ' ' || i.grant_record end, granted_at = i.granted_at
from (
    select distinct on (grantor_id, poa_id) grantor_id, poa_id, granted_at, opened_by as grant_record
    from instrument_version order by grantor_id, poa_id, known_from
  ) i
where i.grantor_id = v.grantor_id and i.poa_id = v.poa_id;

alter table authority_version drop constraint versions_are_unique;
alter table authority_version add constraint versions_are_unique primary key (source_position, attorney_id, way, known_until);

-- Terms with several issuers, and those of riders; and which documents they are: all instruments of one paper are found by it.
alter table instrument_version add column issuers text[] collate "C";
-- The record that states the terms of the grant: the last correction, else the grant.
alter table instrument_version add column stated_by uuid;
alter table instrument_version add column riders json;
alter table instrument_version add column documents text[] collate "C";
update instrument_version set issuers = array[issuer_id], stated_by = opened_by, documents = array_remove(array[terms #>> '{document,sha256}'], null);
create index instruments_naming_an_issuer on instrument_version using gin (issuers);
create index instruments_of_a_paper on instrument_version using gin (documents);

-- One row for each version of what follows from the records of a party beside its authorities: who signs for it, whether it lives, what it must
-- report, and what is on file.
create table party_facts_version (
  grantor_id  text        collate "C" not null,
  facts       json        not null,
  -- Whom it names as signatories, and the issuers of its duties and appointments.
  signatories text[]      collate "C" not null,
  issuers     text[]      collate "C" not null,
  known_from  timestamptz not null,
  known_until timestamptz not null default 'infinity',
  opened_by   uuid        not null,
  closed_by   uuid,
  constraint facts_are_unique primary key (grantor_id, known_until),
  constraint facts_are_known_for_some_time check (known_from < known_until),
  constraint closed_facts_say_by_which_record check ((known_until = 'infinity') = (closed_by is null))
);
create index facts_by_signatory on party_facts_version using gin (signatories);
create index facts_by_issuer on party_facts_version using gin (issuers);

-- What records say parties are: the last one known counts, in whatever stream it is.
create table stated_kind (
  party_id    text        collate "C" not null,
  kind        text        collate "C" not null,
  position    bigint      not null,
  grantor_id  text        collate "C" not null,
  known_from  timestamptz not null,
  known_until timestamptz not null default 'infinity',
  opened_by   uuid        not null,
  closed_by   uuid,
  constraint one_kind_by_a_record primary key (party_id, position),
  constraint a_kind_is_known_for_some_time check (known_from < known_until),
  constraint kinds_that_parties_have check (kind in ('PERSON', 'ENTITY'))
);

alter table party_name drop constraint kinds_of_parties;
alter table party_name add constraint kinds_of_parties check (kind in ('GRANTOR', 'ATTORNEY', 'ISSUER', 'SIGNATORY'));

do $$
begin
  if current_user <> '${applicationRole}' then
    grant select, insert, update, delete, truncate on party_facts_version, stated_kind to "${applicationRole}";
  end if;
end $$;
