-- What was logged and signed is guarded as the records are: by the database itself, against everyone. A tile only grows, a head only moves on,
-- a checkpoint comes after all others, and nothing is removed. Where another role owns the schema, the application cannot switch this off;
-- where it can, ledger verify says so.

create function proof.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the log only grows: % on %.% is refused', tg_op, tg_table_schema, tg_table_name using errcode = 'restrict_violation';
end $$;

create trigger nothing_is_removed before delete or truncate on proof.log
  for each statement execute function proof.refuse_change();
create trigger nothing_is_removed before delete or truncate on proof.tile
  for each statement execute function proof.refuse_change();
create trigger nothing_is_removed before delete or truncate on proof.checkpoint
  for each statement execute function proof.refuse_change();
create trigger nothing_is_removed before delete or truncate on proof.signing_key
  for each statement execute function proof.refuse_change();
create trigger nothing_is_removed before delete or truncate on proof.stream_head
  for each statement execute function proof.refuse_change();
create trigger nothing_is_removed before delete or truncate on proof.stream_node
  for each statement execute function proof.refuse_change();

create trigger a_log_keeps_its_name_and_grows before update on proof.log for each row
  when (new.origin <> old.origin or new.size < old.size)
  execute function proof.refuse_change();

create trigger a_tile_only_grows before update on proof.tile for each row
  when (new.level <> old.level or new.index <> old.index
    or substring(new.hashes from 1 for octet_length(old.hashes)) <> old.hashes)
  execute function proof.refuse_change();

create trigger a_key_hands_over_once before update on proof.signing_key for each row
  when (new.verifier_key <> old.verifier_key or new.from_size <> old.from_size or new.handover is distinct from old.handover
    or (old.until_size is not null and new.until_size is distinct from old.until_size))
  execute function proof.refuse_change();

create trigger a_stream_only_grows before update on proof.stream_head for each row
  when (new.bucket <> old.bucket or new.key <> old.key or new.grantor_id <> old.grantor_id
    or new.count < old.count or (new.count = old.count and new.head <> old.head))
  execute function proof.refuse_change();

-- The newest checkpoint is signed again while nothing is recorded, and witnesses add their signatures: neither may change what it commits to.
create function proof.keep_what_was_signed() returns trigger language plpgsql as $$
declare
  newer boolean;
  same_text boolean;
begin
  newer := exists (select from proof.checkpoint c where c.size > new.size);
  if tg_op = 'INSERT' then
    if newer and not exists (select from proof.checkpoint c where c.size = new.size) then
      raise exception 'a checkpoint comes after all others' using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  same_text := split_part(new.note, E'\n\n', 1) = split_part(old.note, E'\n\n', 1);
  if new.size <> old.size
      -- Origin, size, root and streams.
      or array_to_string((string_to_array(new.note, E'\n'))[1:4], E'\n') is distinct from
        array_to_string((string_to_array(old.note, E'\n'))[1:4], E'\n')
      or (same_text and (new.signed_at <> old.signed_at or not starts_with(new.note, old.note)))
      or (not same_text and (newer or new.signed_at < old.signed_at)) then
    raise exception 'a checkpoint that was signed stays' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create trigger what_was_signed_stays before insert or update on proof.checkpoint
  for each row execute function proof.keep_what_was_signed();
