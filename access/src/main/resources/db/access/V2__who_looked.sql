-- Who asked what, and when. No part of the ledger: it says nothing about anyone's authority, and it is forgotten after a time.
create table access.look (
  look_id        bigint      generated always as identity,
  asked_at       timestamptz not null,
  username       text        not null,
  source_address text,
  method         text        not null,
  path           text        not null,
  query          text,
  status         int         not null,
  -- How far the ledger had come when it was asked.
  position       bigint      not null,
  constraint looks_in_order primary key (look_id)
);

create index looks_by_time on access.look using brin (asked_at);

create trigger who_looked_stays before update or truncate on access.look
  for each statement execute function access.refuse_change();

create function access.refuse_to_forget_early() returns trigger language plpgsql as $$
begin
  if exists (select from gone where asked_at > now() - interval '30 days') then
    raise exception 'who looked is kept for 30 days at least' using errcode = 'restrict_violation';
  end if;
  return null;
end $$;

create trigger who_looked_is_not_forgotten_early after delete on access.look referencing old table as gone
  for each statement execute function access.refuse_to_forget_early();

do $$
begin
  if current_user <> '${applicationRole}' then
    grant select, insert, delete on access.look to "${applicationRole}";
  end if;
end $$;
