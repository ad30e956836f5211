-- How many commands of one person wait, and whether one of them is the same as another that comes. Who submits by a key is the same person.
create index commands_of_a_person on approval.waiting_command (lower(split_part(submitted_by, '/', 1)), request_digest);

-- What waits about someone who signs for others, of one grantor or of all.
create index commands_about_an_attorney on approval.waiting_command ((request::jsonb ->> 'attorneyId'));
