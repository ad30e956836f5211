-- How many commands of one person wait, and whether one of them is the same as another that comes. Who submits by a key is the same person.
create index commands_of_a_person on approval.waiting_command (lower(split_part(submitted_by, '/', 1)), request_digest);
