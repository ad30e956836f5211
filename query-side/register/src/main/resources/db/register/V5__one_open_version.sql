-- That one version is known at a moment was guarded by exclusion constraints. They cost half of all indexing, at every batch and at every rebuild.
-- A version is only ever opened at the instant at which the one before it is closed; so it is enough that one is open, which a small index guards.

create unique index one_version_of_an_authority_is_open on authority_version (source_position, attorney_id) where known_until = 'infinity';
create unique index one_text_of_an_instrument_is_open on instrument_version (grantor_id, poa_id) where known_until = 'infinity';

alter table authority_version drop constraint one_version_is_known_at_a_moment;
alter table authority_version drop column known;
alter table authority_version add constraint a_version_is_known_for_some_time check (known_from < known_until);

alter table instrument_version drop constraint one_text_of_an_instrument_is_known_at_a_moment;
alter table instrument_version drop column known;
alter table instrument_version add constraint a_text_is_known_for_some_time check (known_from < known_until);
