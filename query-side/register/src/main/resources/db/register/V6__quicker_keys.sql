-- Every index is made anew at every rebuild, and written at every batch.

-- One open version has no end, and no two closed ones can have the same: a key that ends with the end guards both, and an index less is needed.
drop index one_version_of_an_authority_is_open;
alter table authority_version drop constraint versions_are_unique;
alter table authority_version add constraint versions_are_unique primary key (source_position, attorney_id, known_until);

drop index one_text_of_an_instrument_is_open;
alter table instrument_version drop constraint instrument_versions_are_unique;
alter table instrument_version add constraint instrument_versions_are_unique primary key (grantor_id, poa_id, known_until);

-- Ids differ where kinds do not: an index that begins with the kind takes twice as long to make.
alter table event_party drop constraint concerns_are_unique;
alter table event_party add constraint concerns_are_unique primary key (id, position, kind);
