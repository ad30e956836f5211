-- The forms that were filed and their signatures. A filing is evidence, not an act: it is known by its accession number and by what it says, and is
-- only ever added. Whether a signature was good is not kept: the ledger goes on, so that is answered when it is asked.

create table documents.filing (
  filing_id         bigint      generated always as identity,
  -- The SHA-256 of all that the filing says, its accession number too: the same filing again is the same row.
  content           text        collate "C" not null,
  accession         text        collate "C",
  form              text        not null,
  filed_on          date,
  period_of_report  date,
  original_filed_on date,
  issuer_cik        text        collate "C",
  issuer_name       text,
  owners            json        not null,
  exhibits          json        not null,
  remarks           text,
  no_longer_subject boolean     not null,
  -- Whether it says who reports: the quarterly tables do not always.
  has_owners        boolean     not null,
  -- The issuer's name without case, accents and punctuation, between spaces.
  search_issuer     text        collate "C" not null,
  kept_at           timestamptz not null default clock_timestamp(),
  kept_by           text        not null,
  constraint filings_in_order primary key (filing_id),
  constraint a_filing_is_kept_once unique (content),
  constraint a_filing_is_named_for_its_content check (content ~ '^[0-9a-f]{64}$'),
  constraint accession_numbers check (accession ~ '^[0-9]{10}-[0-9]{2}-[0-9]{6}$')
);

create index filings_by_accession on documents.filing (accession, has_owners, filing_id);
create index filings_by_day on documents.filing (filed_on);

create table documents.signature (
  filing_id        bigint  not null,
  number           integer not null,
  text             text    not null,
  title            text,
  reporting_person text,
  signed_on        date,
  -- What its words say, as they were read.
  reading          json    not null,
  -- The names of those who signed, and of those for whom, without case, accents and punctuation, each between spaces and bars.
  search_signers   text    collate "C" not null,
  search_grantors  text    collate "C" not null,
  constraint signatures_in_order primary key (filing_id, number),
  constraint a_signature_is_of_a_filing foreign key (filing_id) references documents.filing
);

create trigger filings_stay before update or delete or truncate on documents.filing
  for each statement execute function documents.refuse_change();
create trigger signatures_stay before update or delete or truncate on documents.signature
  for each statement execute function documents.refuse_change();

do $$
begin
  if current_user <> '${applicationRole}' then
    grant select, insert on documents.filing, documents.signature to "${applicationRole}";
  end if;
end $$;
