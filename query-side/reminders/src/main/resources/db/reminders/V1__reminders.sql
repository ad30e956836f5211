-- Views that people saved by name, and of what they are reminded. No part of the ledger: it says nothing about anyone's authority. What waits to be sent
-- stands here until it was sent, so that a process that is killed loses nothing.

create table reminders.view (
  view_id  uuid        not null,
  owner    text        not null,
  name     text        not null,
  list     text        not null,
  -- The list's filters by name, and its order where it is not the usual one.
  filters  json        not null,
  sort     text,
  made_at  timestamptz not null default clock_timestamp(),
  constraint one_view_of_an_id primary key (view_id),
  constraint one_view_of_a_name unique (owner, name)
);

create table reminders.subscription (
  subscription_id uuid        not null,
  owner           text        not null,
  name            text        not null,
  kind            text        not null,
  view_id         uuid,
  days            int,
  form            text,
  channel         text        not null,
  address         text        not null,
  -- With what a webhook is signed. It must be known to sign, so it is no hash.
  secret          bytea,
  paused          boolean     not null default false,
  made_at         timestamptz not null default clock_timestamp(),
  -- The day of the last digest, in the zone of digests.
  looked_on       date,
  looked_at       timestamptz,
  -- What became of the last look, and how much there was.
  outcome         text,
  found           bigint,
  -- Someone wants it now.
  asked_at        timestamptz,
  -- Not before: the last look failed.
  look_after      timestamptz,
  constraint one_subscription_of_an_id primary key (subscription_id),
  constraint a_view_that_is_watched_stays foreign key (view_id) references reminders.view,
  constraint kinds_that_exist check (kind in ('VIEW', 'EXPIRING', 'UNDELIVERED', 'GAP', 'WAITING')),
  constraint a_kind_has_what_it_is_about check ((kind = 'VIEW') = (view_id is not null) and (kind = 'EXPIRING') = (days is not null)
    and (kind = 'GAP') = (form is not null)),
  constraint channels_that_exist check (channel in ('EMAIL', 'WEBHOOK')),
  constraint a_webhook_is_signed check ((channel = 'WEBHOOK') = (secret is not null))
);

create index subscriptions_of_a_person on reminders.subscription (owner, made_at);

-- What a subscription has said, so that it says it once: the beginning of a SHA-256 of what it is.
create table reminders.item (
  subscription_id uuid  not null,
  item            bytea not null,
  constraint an_item_is_said_once primary key (subscription_id, item),
  constraint an_item_is_of_a_subscription foreign key (subscription_id) references reminders.subscription on delete cascade
);

create table reminders.message (
  message_id      uuid        not null,
  subscription_id uuid        not null,
  made_at         timestamptz not null,
  content         json        not null,
  state           text        not null default 'WAITING',
  attempts        int         not null default 0,
  -- By someone's hand, not by the clock.
  by_hand         boolean     not null,
  next_at         timestamptz not null,
  ended_at        timestamptz,
  constraint one_message_of_an_id primary key (message_id),
  constraint a_message_is_of_a_subscription foreign key (subscription_id) references reminders.subscription on delete cascade,
  constraint states_that_exist check (state in ('WAITING', 'DELIVERED', 'DEAD', 'WITHHELD')),
  constraint what_waits_has_not_ended check ((state = 'WAITING') = (ended_at is null))
);

create index messages_that_wait on reminders.message (next_at) where state = 'WAITING';
create index messages_of_a_subscription on reminders.message (subscription_id, made_at);
create index messages_that_are_dead on reminders.message (subscription_id) where state = 'DEAD';

create table reminders.attempt (
  attempt_id bigint      generated always as identity,
  message_id uuid        not null,
  tried_at   timestamptz not null,
  delivered  boolean     not null,
  result     text        not null,
  constraint attempts_in_order primary key (attempt_id),
  constraint an_attempt_is_of_a_message foreign key (message_id) references reminders.message on delete cascade
);

create index attempts_of_a_message on reminders.attempt (message_id);

create table reminders.calendar (
  calendar_id  uuid        not null,
  owner        text        not null,
  name         text        not null,
  -- SHA-256 of a secret of 256 random bits: nothing to guess, so nothing to slow down.
  hash         bytea       not null,
  days         int         not null,
  made_at      timestamptz not null default clock_timestamp(),
  last_read_at timestamptz,
  constraint one_calendar_of_an_id primary key (calendar_id),
  constraint one_calendar_of_a_secret unique (hash)
);

do $$
begin
  if current_user <> '${applicationRole}' then
    grant usage on schema reminders to "${applicationRole}";
    grant select, insert, update, delete on all tables in schema reminders to "${applicationRole}";
  end if;
end $$;
