-- The tracker that someone is bringing in, and how they map its columns. Neither is evidence: a sheet is there until it is replaced or removed, at most
-- a week, and what it records stands in the ledger.

create table documents.sheet (
  owner       text        not null,
  sheet_id    uuid        not null,
  name        text        not null,
  bytes       bytea       not null,
  -- How it is read: its sheet, its columns, what holds for every row.
  request     json        not null,
  uploaded_at timestamptz not null default clock_timestamp(),
  -- What became of its instruments when it was recorded.
  outcome     json,
  constraint one_sheet_at_a_time primary key (owner),
  constraint one_sheet_of_an_id unique (sheet_id)
);

-- Headings, and what they were mapped to last.
create table documents.sheet_mapping (
  owner   text not null,
  heading text not null,
  -- Null: a column of this heading is not read.
  field   text,
  constraint one_field_for_a_heading primary key (owner, heading)
);

do $$
begin
  if current_user <> '${applicationRole}' then
    grant select, insert, update, delete on documents.sheet, documents.sheet_mapping to "${applicationRole}";
  end if;
end $$;
