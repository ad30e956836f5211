-- Records that the register could not take in, and those of the same grantors after them: they wait here, in order, until the fault is mended.
-- Not in the register: a rebuild makes that anew and decides by itself what it could take in.

-- The shape is Axon's; a letter names a record by its position and holds no copy of it.
create table ledger_operations.dead_letter (
  letter_id           text   collate "C" not null,
  processing_group    text   collate "C" not null,
  sequence_identifier text   collate "C" not null,
  sequence_index      bigint not null,
  message_type        text   not null,
  event_identifier    text   not null,
  timestamp           text   not null,
  payload_type        text   not null,
  payload_revision    text,
  payload             bytea  not null,
  meta_data           bytea,
  aggregate_type      text,
  aggregate_id        text,
  sequence_number     bigint,
  token_type          text,
  token               bytea,
  enqueued_at         text   not null,
  last_touched        text,
  processing_started  text,
  cause_type          text,
  cause_message       text,
  diagnostics         bytea,
  constraint letters_are_unique primary key (letter_id),
  constraint letters_of_a_grantor_stand_in_order unique (processing_group, sequence_identifier, sequence_index)
);

do $$
begin
  if current_user <> '${applicationRole}' then
    grant select, insert, update, delete on ledger_operations.dead_letter to "${applicationRole}";
  end if;
end $$;
