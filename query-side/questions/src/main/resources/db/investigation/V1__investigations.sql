-- That somebody investigated is itself kept, for ever: who, when, what and why, and how it ended. It stands beside the ledger, not in it, since
-- the ledger holds legal acts of grantors and nothing else.

create table investigation.opened (
  investigation_id uuid        not null,
  name             text        not null,
  note             text,
  -- The request to the letter, in one canonical spelling.
  request          json        not null,
  -- The point: everything up to this position, which was known at that moment.
  position         bigint      not null,
  known_at         timestamptz not null,
  -- How many records are replayed into the workspace.
  records          bigint      not null,
  opened_by        text        not null,
  opened_at        timestamptz not null default clock_timestamp(),
  closes_at        timestamptz not null,
  source_address   text,
  correlation_id   text,
  -- Which process replays it: the name of a lock that it holds while it lives.
  process          bigint      not null,
  constraint an_investigation_has_one_name primary key (investigation_id),
  constraint a_point_is_in_the_ledger check (position > 0),
  constraint an_investigation_closes_after_it_opened check (closes_at > opened_at)
);

-- What became of it: OPEN when it can be asked, then CLOSED by hand or EXPIRED; or FAILED.
create table investigation.turn (
  investigation_id uuid        not null,
  turn             text        not null,
  turned_at        timestamptz not null default clock_timestamp(),
  turned_by        text,
  reason           text,
  -- SHA-256 over what the workspace holds and what was asked.
  digest           bytea,
  constraint a_turn_comes_once primary key (investigation_id, turn),
  constraint a_turn_is_of_an_investigation foreign key (investigation_id) references investigation.opened,
  constraint turns_of_an_investigation check (turn in ('OPEN', 'FAILED', 'CLOSED', 'EXPIRED')),
  constraint what_can_be_asked_has_a_digest check ((turn = 'OPEN') = (digest is not null))
);

create unique index an_investigation_ends_once on investigation.turn (investigation_id) where turn <> 'OPEN';

create function investigation.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'what was investigated is not forgotten: % on %.% is refused', tg_op, tg_table_schema, tg_table_name
    using errcode = 'restrict_violation';
end $$;

create trigger what_was_opened_stays before update or delete or truncate on investigation.opened
  for each statement execute function investigation.refuse_change();
create trigger what_became_of_it_stays before update or delete or truncate on investigation.turn
  for each statement execute function investigation.refuse_change();

-- How far a replay has come. No history: it goes when the replay ends.
create table investigation.progress (
  investigation_id uuid   not null,
  done             bigint not null,
  constraint one_progress_for_an_investigation primary key (investigation_id)
);

do $$
begin
  if current_user <> '${applicationRole}' then
    grant usage on schema investigation to "${applicationRole}";
    grant select, insert on investigation.opened, investigation.turn to "${applicationRole}";
    grant select, insert, update, delete on investigation.progress to "${applicationRole}";
  end if;
end $$;
