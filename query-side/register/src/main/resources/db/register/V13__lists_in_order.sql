-- Lists of everything, page by page in the order of a column: parties by name, instruments by when they were recorded or signed, those that end for
-- a cause by the day of the end, and who holds offices.

create index parties_by_name on party_name (kind, search_name, id);
-- With what says when a version was known: it is also counted by.
create index instruments_by_their_grant on instrument_version (granted_at) include (known_from, known_until);
create index instruments_by_their_signing on instrument_version ((terms ->> 'executedOn') collate "C", granted_at);
create index authorities_by_cause_and_end on authority_version (end_cause, effective_until, grantor_id, poa_id) where effective_until is not null;
create index holders_of_offices on authority_version (in_place_of, source_position, attorney_id, way) where role = 'OFFICEHOLDER';
-- What people search for beside names: a CIK, the id of an instrument.
create index parties_by_cik on party_name (cik) where cik is not null;
create index instruments_by_id on instrument_version (lower(poa_id) collate "C");
