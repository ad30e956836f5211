-- The files of filings that people bring, read in the background one after another. A file is kept, in pieces, until it has been read: what a killed
-- process was reading goes on where it was. How far it came is in one transaction with what was kept of it.

create table documents.batch (
  batch_id       uuid        not null,
  arrival        bigint      generated always as identity,
  sha256         text        collate "C" not null,
  size           bigint      not null,
  name           text        not null,
  state          text        not null default 'WAITING',
  -- Why it failed, as a code.
  reason         text,
  received_at    timestamptz not null default clock_timestamp(),
  received_by    text        not null,
  started_at     timestamptz,
  ended_at       timestamptz,
  -- How often reading began since it last came further.
  attempts       integer     not null default 0,
  filings        bigint      not null default 0,
  signatures     bigint      not null default 0,
  new_filings    bigint      not null default 0,
  new_signatures bigint      not null default 0,
  problems       bigint      not null default 0,
  constraint one_batch_of_an_id primary key (batch_id),
  constraint batches_in_order unique (arrival),
  constraint batch_states check (state in ('WAITING', 'READING', 'DONE', 'FAILED')),
  constraint what_is_over_has_ended check ((state in ('DONE', 'FAILED')) = (ended_at is not null)),
  constraint what_failed_says_why check ((state = 'FAILED') = (reason is not null))
);

create unique index a_file_is_read_once on documents.batch (sha256) where state <> 'FAILED';
create index batches_to_be_read on documents.batch (arrival) where state in ('WAITING', 'READING');

create table documents.batch_piece (
  batch_id uuid    not null,
  piece    integer not null,
  bytes    bytea   not null,
  constraint pieces_in_order primary key (batch_id, piece),
  constraint a_piece_is_of_a_batch foreign key (batch_id) references documents.batch
);

alter table documents.batch_piece alter column bytes set storage external;

create table documents.batch_filing (
  batch_id  uuid   not null,
  filing_id bigint not null,
  constraint a_filing_is_once_in_a_batch primary key (batch_id, filing_id),
  constraint what_is_in_a_batch_is_of_it foreign key (batch_id) references documents.batch,
  constraint what_is_in_a_batch_is_a_filing foreign key (filing_id) references documents.filing
);

-- What could not be read, or is doubtful, in the order of the file.
create table documents.batch_problem (
  batch_id uuid   not null,
  number   bigint not null,
  place    text   not null,
  problem  text   not null,
  constraint problems_in_order primary key (batch_id, number),
  constraint a_problem_is_of_a_batch foreign key (batch_id) references documents.batch
);

create trigger what_was_in_a_batch_stays before update or delete or truncate on documents.batch_filing
  for each statement execute function documents.refuse_change();
create trigger problems_stay before update or delete or truncate on documents.batch_problem
  for each statement execute function documents.refuse_change();

do $$
begin
  if current_user <> '${applicationRole}' then
    grant select, insert, update on documents.batch to "${applicationRole}";
    grant select, insert, delete on documents.batch_piece to "${applicationRole}";
    grant select, insert on documents.batch_filing, documents.batch_problem to "${applicationRole}";
  end if;
end $$;
