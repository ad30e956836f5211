-- The documents that were read, what they propose, and what people decided about it. It stands beside the ledger, not in it: a document is
-- evidence, and a proposal is no act. Rows are only ever added.

create table documents.document (
  sha256         text        not null,
  bytes          bytea       not null,
  size           integer     not null,
  name           text,
  kept_at        timestamptz not null default clock_timestamp(),
  kept_by        text        not null,
  source_address text,
  correlation_id text,
  constraint a_document_is_kept_once primary key (sha256),
  constraint a_document_is_named_for_its_bytes check (sha256 = encode(sha256(bytes), 'hex')),
  constraint a_document_is_as_large_as_its_bytes check (size = length(bytes) and size > 0)
);

-- Not packed: a part of it can then be read without unpacking the whole.
alter table documents.document alter column bytes set storage external;

-- The papers in a document: one, or those of a submission. The text is kept as it was read, since evidence refers to its characters.
create table documents.part (
  sha256      text    not null,
  part        integer not null,
  type        text,
  file_name   text,
  description text,
  text        text,
  not_read    text,
  no_proposal text,
  constraint parts_in_order primary key (sha256, part),
  constraint a_part_is_of_a_document foreign key (sha256) references documents.document,
  constraint a_part_has_text_or_says_why_not check ((text is null) = (not_read is not null))
);

create table documents.proposal (
  proposal_id      uuid        not null,
  arrival          bigint      generated always as identity,
  sha256           text        not null,
  number           integer     not null,
  part             integer     not null,
  kind             text        not null,
  body             json        not null,
  grantor_name     text,
  appointed_by     text,
  evidence         json        not null,
  open             json        not null,
  -- All names in it without case, accents and punctuation, each between spaces and bars.
  search_names     text        not null,
  read_at          timestamptz not null default clock_timestamp(),
  constraint one_proposal_of_an_id primary key (proposal_id),
  constraint proposals_in_order unique (arrival),
  constraint proposals_of_a_document_in_order unique (sha256, number),
  constraint a_proposal_is_of_a_part foreign key (sha256, part) references documents.part
);

-- What became of a proposal. The ledger says whether it was accepted: a record under the key of the proposal; this says it once more, to be found.
create table documents.decision (
  proposal_id uuid        not null,
  decision    text        not null,
  decided_at  timestamptz not null default clock_timestamp(),
  decided_by  text        not null,
  reason      text,
  record_id   uuid,
  constraint a_proposal_is_decided_once primary key (proposal_id),
  constraint a_decision_is_of_a_proposal foreign key (proposal_id) references documents.proposal,
  constraint a_proposal_is_accepted_or_rejected check (decision in ('ACCEPTED', 'REJECTED')),
  constraint what_is_accepted_is_recorded check ((decision = 'ACCEPTED') = (record_id is not null)),
  constraint a_rejection_has_a_reason check ((decision = 'REJECTED') = (reason is not null))
);

create function documents.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'documents and decisions stay: % on %.% is refused', tg_op, tg_table_schema, tg_table_name
    using errcode = 'restrict_violation';
end $$;

create trigger documents_stay before update or delete or truncate on documents.document
  for each statement execute function documents.refuse_change();
create trigger parts_stay before update or delete or truncate on documents.part
  for each statement execute function documents.refuse_change();
create trigger proposals_stay before update or delete or truncate on documents.proposal
  for each statement execute function documents.refuse_change();
create trigger decisions_stay before update or delete or truncate on documents.decision
  for each statement execute function documents.refuse_change();

do $$
begin
  if current_user <> '${applicationRole}' then
    grant usage on schema documents to "${applicationRole}";
    grant select, insert on documents.document, documents.part, documents.proposal, documents.decision to "${applicationRole}";
  end if;
end $$;
