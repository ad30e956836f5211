-- A register can be built anew beside the live one, which it then replaces. Each says of itself by which code it was built and how far.

-- One row. It is missing in a register that a build without generations made.
create table generation (
  only_one boolean     not null default true,
  edition  int         not null,
  -- Everything up to this position was put in when it was built; whoever follows the feed has only to add what comes after.
  built_to bigint      not null,
  since    timestamptz not null default now(),
  constraint a_register_is_of_one_generation primary key (only_one),
  constraint only_one_is_only_one check (only_one),
  constraint editions_are_counted_from_1 check (edition > 0)
);

-- The number last recorded counts, in whatever order the grantors that name someone are worked through.
alter table party_name add column cik_position bigint;
update party_name set cik_position = last_position where cik is not null;
alter table party_name add constraint a_number_says_where_it_was_recorded check ((cik is null) = (cik_position is null));

do $$
begin
  if current_user <> '${applicationRole}' then
    grant select, insert, update, delete on generation to "${applicationRole}";
  end if;
end $$;
