-- The transparency log over the ledger, so that nobody has to trust whoever keeps it: the tiles of its Merkle tree, what was signed, and the
-- head of every grantor's stream. All but the checkpoints can be made again from the events; docs/proof.md says what stands in it.

-- One row: which log this is, and how many records are in its tree. The newest checkpoint may lie behind it only while the log catches up.
create table proof.log (
  only_one boolean not null default true,
  origin   text    collate "C" not null,
  size     bigint  not null,
  constraint there_is_one_log primary key (only_one),
  constraint only_one_is_true check (only_one),
  constraint a_log_is_not_smaller_than_empty check (size >= 0)
);

-- C2SP tlog-tiles: up to 256 hashes of one level of the tree, the last of each level growing.
create table proof.tile (
  level  int    not null,
  index  bigint not null,
  hashes bytea  not null,
  constraint tiles_are_unique primary key (level, index),
  constraint a_tile_has_1_to_256_hashes check (octet_length(hashes) between 32 and 8192 and octet_length(hashes) % 32 = 0)
);
-- Hashes do not compress.
alter table proof.tile alter column hashes set storage external;

-- C2SP tlog-checkpoint: what was signed, the newest note for each size.
create table proof.checkpoint (
  size      bigint      not null,
  note      text        not null,
  signed_at timestamptz not null,
  constraint one_checkpoint_for_a_size primary key (size)
);

-- The public keys of the log, and the sizes that each signed: a key and its successor sign one checkpoint together, which is kept here.
create table proof.signing_key (
  verifier_key text   collate "C" not null,
  from_size    bigint not null,
  until_size   bigint,
  handover     text,
  constraint keys_are_unique primary key (verifier_key),
  constraint a_key_signs_forward check (until_size >= from_size)
);
create unique index one_key_signs_now on proof.signing_key ((true)) where until_size is null;

-- The sparse Merkle tree over the heads of all streams: its leaves, by the first sixteen bits of their keys ...
create table proof.stream_head (
  bucket     int    not null,
  key        bytea  not null,
  grantor_id text   collate "C" not null,
  count      bigint not null,
  head       bytea  not null,
  constraint one_head_for_a_grantor primary key (bucket, key),
  constraint a_key_is_a_hash check (octet_length(key) = 32),
  constraint a_head_is_a_hash check (octet_length(head) = 32),
  constraint a_stream_in_the_tree_is_not_empty check (count > 0)
) with (fillfactor = 70);

-- ... and above them every fourth of its levels: sixteen children each, a byte for how many heads (0, 1, 2 for more) and the hash.
create table proof.stream_node (
  depth    int   not null,
  prefix   int   not null,
  children bytea not null,
  constraint nodes_are_unique primary key (depth, prefix),
  constraint a_node_has_16_children check (octet_length(children) = 528)
) with (fillfactor = 70);

do $$
begin
  if current_user <> '${applicationRole}' then
    grant usage on schema proof to "${applicationRole}";
    grant select, insert, update on all tables in schema proof to "${applicationRole}";
  end if;
end $$;
