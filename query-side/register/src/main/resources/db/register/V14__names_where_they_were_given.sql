-- By which name a record calls each of those whom it concerns, the grantor included. What is kept beside each name says where it was last given,
-- over all records; this says what it was as of any record, with and without the records of some grantors: an investigation asks for that.

alter table event_party add column name text collate "C";
alter table event_party add column cik text;
alter table event_party add constraint a_number_comes_with_a_name check (cik is null or name is not null);
