-- How far each segment of the register's processor has come, noted when another node asks: a segment without work stores its token once a second
-- only, and a wait for a record at another node would take that long.
create table segment_position (
  segment  int    not null,
  -- The position of its stored token at that time. Where the token has since been set back, the note no longer holds.
  token    bigint not null,
  position bigint not null,
  constraint a_segment_is_at_one_position primary key (segment),
  constraint a_segment_is_not_behind_its_token check (position >= token)
);

do $$
begin
  if current_user <> '${applicationRole}' then
    grant select, insert, update, delete on segment_position to "${applicationRole}";
  end if;
end $$;
