-- Who may sign in, and the keys of their programs. What became of them is in access.change, which only grows.

create table access.person (
  username    text    not null,
  name        text    not null,
  -- The algorithm in braces, then what it gave. Null: of the built-in user, whose password the environment or the data directory has.
  password    text,
  roles       text[]  not null,
  must_change boolean not null default false,
  disabled    boolean not null default false,
  -- Moves when what was verified before, a session or a password, must no longer be good.
  revision    bigint  not null default 1,
  constraint one_person_of_a_name primary key (username),
  constraint a_username_is_a_plain_word check (username ~ '^[a-z0-9][a-z0-9._@-]{0,99}$'),
  constraint roles_that_exist check (roles <@ array['RECORDER', 'AUDITOR', 'INVESTIGATOR', 'ADMIN'])
);

create table access.api_key (
  key_id       uuid        not null,
  username     text        not null,
  name         text        not null,
  -- SHA-256 of a secret of 256 random bits: nothing to guess, so nothing to slow down.
  hash         bytea       not null,
  roles        text[]      not null,
  made_at      timestamptz not null default clock_timestamp(),
  expires_at   timestamptz not null,
  revoked_at   timestamptz,
  last_used_at timestamptz,
  constraint one_key_of_an_id primary key (key_id),
  constraint a_key_is_of_a_person foreign key (username) references access.person,
  constraint roles_of_a_key_exist check (roles <@ array['RECORDER', 'AUDITOR', 'INVESTIGATOR', 'ADMIN'])
);

create unique index one_key_of_a_name on access.api_key (username, name) where revoked_at is null;

create table access.change (
  change_id      bigint      generated always as identity,
  changed_at     timestamptz not null default clock_timestamp(),
  changed_by     text        not null,
  source_address text,
  correlation_id text,
  what           text        not null,
  username       text        not null,
  detail         json        not null,
  constraint one_change_of_an_id primary key (change_id)
);

create function access.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'who was allowed what is not forgotten: % on %.% is refused', tg_op, tg_table_schema, tg_table_name
    using errcode = 'restrict_violation';
end $$;

create trigger what_was_changed_stays before update or delete or truncate on access.change
  for each statement execute function access.refuse_change();

insert into access.person (username, name, roles) values ('admin', 'Built-in administrator', array['ADMIN', 'RECORDER', 'AUDITOR', 'INVESTIGATOR']);

do $$
begin
  if current_user <> '${applicationRole}' then
    grant usage on schema access to "${applicationRole}";
    grant select, insert, update on access.person, access.api_key to "${applicationRole}";
    grant select, insert on access.change to "${applicationRole}";
  end if;
end $$;
