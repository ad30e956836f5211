-- Commands that have no effect until another person approves them. Whether one was approved is not kept here: it was, where the ledger has an event
-- under its key. Rows are only added.

create table approval.waiting_command (
  approval_id     uuid        not null,
  arrival         bigint      generated always as identity,
  command         text        not null,
  -- Null: a command about someone, for every grantor whom it concerns.
  grantor_id      text        collate "C",
  -- The command as a line of an import.
  request         text        not null,
  -- Under which key it will be recorded: the client's, or one made of the approval's id.
  idempotency_key text        collate "C" not null,
  -- What was withdrawn, and what a document proposes, may be submitted again under its key: from 1.
  attempt         int         not null,
  request_digest  bytea       not null,
  submitted_at    timestamptz not null default clock_timestamp(),
  submitted_by    text        not null,
  source_address  text,
  correlation_id  text,
  constraint one_command_of_an_approval primary key (approval_id),
  constraint commands_wait_in_order unique (arrival),
  constraint a_key_waits_once unique (idempotency_key, attempt)
);

create index commands_of_a_grantor on approval.waiting_command (grantor_id, arrival);

create table approval.refusal (
  approval_id     uuid        not null,
  kind            text        not null,
  reason          text,
  refused_at      timestamptz not null default clock_timestamp(),
  refused_by      text        not null,
  source_address  text,
  correlation_id  text,
  constraint a_command_is_refused_once primary key (approval_id),
  constraint a_refusal_is_of_a_command foreign key (approval_id) references approval.waiting_command,
  constraint a_command_is_rejected_or_withdrawn check (kind in ('REJECTED', 'WITHDRAWN')),
  constraint a_rejection_has_a_reason check (kind <> 'REJECTED' or coalesce(reason, '') <> '')
);

create function approval.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'what waited, and what was decided of it, stays: % on %.% is refused', tg_op, tg_table_schema, tg_table_name
    using errcode = 'restrict_violation';
end $$;

create trigger commands_stay before update or delete or truncate on approval.waiting_command
  for each statement execute function approval.refuse_change();
create trigger refusals_stay before update or delete or truncate on approval.refusal
  for each statement execute function approval.refuse_change();

-- Who sees only what concerns some issuers sees none of this.
alter table approval.waiting_command enable row level security;
alter table approval.waiting_command force row level security;
create policy who_sees_all_sees_what_waits on approval.waiting_command using (ledger.sees_all()) with check (ledger.sees_all());
alter table approval.refusal enable row level security;
alter table approval.refusal force row level security;
create policy who_sees_all_sees_refusals on approval.refusal using (ledger.sees_all()) with check (ledger.sees_all());

do $$
begin
  if current_user <> '${applicationRole}' then
    grant usage on schema approval to "${applicationRole}";
    grant select, insert on approval.waiting_command, approval.refusal to "${applicationRole}";
  end if;
end $$;
