-- Whom the records between two positions mention, and of whom a stream says what they are: the register in memory forgets these when a record is
-- added, and an investigation that is narrowed to some streams asks whom their records mention.
create index parties_of_a_record on event_party (position);
create index kinds_stated_in_a_stream on stated_kind (grantor_id);
