-- The nodes that hold the log's key, so that any other can say where to look when no checkpoint is made any more. It proves nothing.

create table proof.signer (
  node    text        collate "C" not null,
  seen_at timestamptz not null,
  constraint a_node_is_named_once primary key (node)
);
comment on column proof.signer.node is 'The name of the machine, and the file of the key there';
comment on column proof.signer.seen_at is 'When the node last worked on the log with the key, by the database''s clock';

do $$
begin
  if current_user <> '${applicationRole}' then
    grant select, insert, update on proof.signer to "${applicationRole}";
  end if;
end $$;
