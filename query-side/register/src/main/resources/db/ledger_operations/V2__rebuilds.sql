-- What became of each rebuild of a register: told after a restart too, and after the register that it was about has been replaced again.

create table ledger_operations.rebuild (
  rebuild_id  uuid        not null,
  register    text        not null,
  state       text        not null,
  started_by  text        not null,
  started_at  timestamptz not null,
  finished_at timestamptz,
  done        bigint      not null,
  total       bigint      not null,
  -- How far it was built, and as of which position it was compared with the register it replaced.
  position    bigint,
  compared_to bigint,
  differences bigint,
  reason      text,
  constraint a_rebuild_has_one_name primary key (rebuild_id)
);

-- The first some hundred rows that differed; all of them are counted above.
create table ledger_operations.rebuild_difference (
  rebuild_id uuid   not null,
  number     int    not null,
  kind       text   not null,
  table_name text   not null,
  key        json   not null,
  before     json,
  after      json,
  record_ids uuid[] not null,
  constraint differences_are_counted primary key (rebuild_id, number),
  constraint a_difference_belongs_to_a_rebuild foreign key (rebuild_id) references ledger_operations.rebuild on delete cascade,
  constraint something_differs check (num_nulls(before, after) < 2)
);

do $$
begin
  if current_user <> '${applicationRole}' then
    grant usage on schema ledger_operations to "${applicationRole}";
    grant select, insert, update, delete on ledger_operations.rebuild, ledger_operations.rebuild_difference to "${applicationRole}";
  end if;
end $$;
