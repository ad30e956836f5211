-- What people say about findings: that one was remedied, and that two ids mean one person, or do not. Neither is an act of the grantor, so it stands
-- here and not in the ledger. Rows are only added: what was said is undone by saying otherwise later.

create table documents.remedy (
  remedy_id       uuid        not null,
  arrival         bigint      generated always as identity,
  -- Which finding: the filing by its accession number, or the SHA-256 of a form without one; its signature; which of those for whom it was made.
  filing          text        collate "C" not null,
  signature       integer     not null,
  place           integer     not null,
  -- The words of the signature. Another reading of the filing may count its signatures otherwise: a remedy is of these words.
  words           text        not null,
  remedy          text        not null,
  signed_on       date,
  document_sha256 text        collate "C",
  document_name   text,
  reason          text        not null,
  recorded_at     timestamptz not null default clock_timestamp(),
  recorded_by     text        not null,
  source_address  text,
  correlation_id  text,
  constraint one_remedy_of_an_id primary key (remedy_id),
  constraint remedies_in_order unique (arrival),
  constraint remedies_there_are check (remedy in ('RATIFIED', 'DISMISSED', 'WITHDRAWN')),
  constraint a_ratification_is_a_signed_writing check ((remedy = 'RATIFIED') = (signed_on is not null)),
  constraint a_remedy_has_a_reason check (reason <> '')
);

create index remedies_of_a_finding on documents.remedy (filing, signature, place, arrival);

create table documents.identity (
  identity_id     uuid        not null,
  arrival         bigint      generated always as identity,
  -- Ids of the ledger, or CIK and ten digits; in their order, so that a pair is one pair.
  one             text        collate "C" not null,
  other           text        collate "C" not null,
  statement       text        not null,
  reason          text        not null,
  recorded_at     timestamptz not null default clock_timestamp(),
  recorded_by     text        not null,
  source_address  text,
  correlation_id  text,
  constraint one_statement_of_an_id primary key (identity_id),
  constraint statements_in_order unique (arrival),
  constraint no_one_is_another check (one < other),
  constraint statements_there_are check (statement in ('SAME_PERSON', 'NOT_SAME_PERSON', 'WITHDRAWN')),
  constraint a_statement_has_a_reason check (reason <> '')
);

create index statements_about_a_pair on documents.identity (one, other, arrival);

-- A reading without any signature, such as that of an archive which broke off, must not take the place of one that has them.
alter table documents.filing add column has_signatures boolean not null default true;

create index filings_by_the_day_of_their_original on documents.filing (original_filed_on) where original_filed_on is not null;

create trigger remedies_stay before update or delete or truncate on documents.remedy
  for each statement execute function documents.refuse_change();
create trigger identities_stay before update or delete or truncate on documents.identity
  for each statement execute function documents.refuse_change();

do $$
begin
  if current_user <> '${applicationRole}' then
    grant select, insert on documents.remedy, documents.identity to "${applicationRole}";
  end if;
end $$;
