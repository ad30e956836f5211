-- What is fetched from EDGAR: the filings of a company or person, one after another. How far a fetch came is kept with each step, so that a process that
-- is killed costs one request. What is fetched is filed as a batch, like a file that someone brings.

create table documents.fetch (
  fetch_id       uuid        not null,
  arrival        bigint      generated always as identity,
  cik            text        collate "C" not null,
  since          date,
  state          text        not null default 'WAITING',
  -- The name that EDGAR has for the CIK.
  name           text,
  -- How many filings of the forms that are read here EDGAR lists, and how many of each other form.
  found          integer     not null default 0,
  left_out       json        not null default '{}',
  -- How many of those found are for this fetch to get: the others were filed by one before.
  to_get         integer     not null default 0,
  filed          integer     not null default 0,
  failed         integer     not null default 0,
  -- When all of EDGAR's list had been read.
  listed_at      timestamptz,
  -- How often it was tried in vain since it last came further, why, and when it goes on.
  attempts       integer     not null default 0,
  trouble        text,
  next_try       timestamptz,
  -- Why it failed, as a code and in words.
  reason         text,
  detail         text,
  requested_at   timestamptz not null default clock_timestamp(),
  requested_by   text        not null,
  scheduled      boolean     not null,
  source_address text,
  correlation_id text,
  started_at     timestamptz,
  ended_at       timestamptz,
  ended_by       text,
  constraint one_fetch_of_an_id primary key (fetch_id),
  constraint fetches_in_order unique (arrival),
  constraint a_fetch_is_of_a_cik check (cik ~ '^[0-9]{10}$'),
  constraint fetch_states check (state in ('WAITING', 'FETCHING', 'DONE', 'FAILED', 'CANCELLED')),
  constraint a_fetch_that_is_over_has_ended check ((state in ('DONE', 'FAILED', 'CANCELLED')) = (ended_at is not null)),
  constraint a_fetch_that_failed_says_why check ((state = 'FAILED') = (reason is not null)),
  constraint a_fetch_that_is_done_filed_everything check (state <> 'DONE' or listed_at is not null and filed = to_get and failed = 0)
);

create unique index one_fetch_at_a_time on documents.fetch (cik, coalesce(since, '-infinity')) where state in ('WAITING', 'FETCHING');
create index fetches_of_a_cik on documents.fetch (cik, arrival);
create index fetches_under_way on documents.fetch (arrival) where state in ('WAITING', 'FETCHING');

-- Each filing once, whichever of its parties it was found by.
create table documents.fetched_filing (
  accession text        collate "C" not null,
  cik       text        collate "C" not null,
  -- The last fetch that found it and had to get it.
  fetch_id  uuid        not null,
  form      text        not null,
  filed_on  date        not null,
  state     text        not null default 'WAITING',
  batch_id  uuid,
  -- How often it was tried in vain by this fetch, why the last time, and when it is tried again.
  attempts   integer    not null default 0,
  error      text,
  next_try   timestamptz,
  changed_at timestamptz not null default clock_timestamp(),
  constraint a_filing_is_fetched_once primary key (accession),
  constraint what_is_fetched_has_a_number check (accession ~ '^[0-9]{10}-[0-9]{2}-[0-9]{6}$'),
  constraint what_is_fetched_is_of_a_fetch foreign key (fetch_id) references documents.fetch,
  constraint what_is_fetched_is_a_batch foreign key (batch_id) references documents.batch,
  constraint states_of_what_is_fetched check (state in ('WAITING', 'FILED', 'FAILED')),
  constraint what_is_filed_has_a_batch check (state <> 'FILED' or batch_id is not null),
  constraint what_is_not_filed_says_why check (state <> 'FAILED' or error is not null)
);

create index filings_of_a_fetch on documents.fetched_filing (fetch_id, state, accession);

do $$
begin
  if current_user <> '${applicationRole}' then
    grant select, insert, update on documents.fetch, documents.fetched_filing to "${applicationRole}";
  end if;
end $$;
