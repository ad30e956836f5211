-- People whom an OpenID Connect provider signs in. Who they are is the issuer and the subject; the username only names them, here and in what they
-- record. A colon keeps it apart from every username given here, which has none.
alter table access.person
  add column issuer     text,
  add column subject    text,
  -- When the provider issued the token that the name and the roles are from.
  add column claimed_at timestamptz,
  drop constraint a_username_is_a_plain_word,
  add constraint a_username_is_a_plain_word check (username ~ '^([a-z0-9-]{1,30}:)?[a-z0-9][a-z0-9._@-]{0,99}$'),
  add constraint a_colon_marks_people_of_a_provider check ((issuer is null) = (position(':' in username) = 0)),
  add constraint people_of_a_provider_have_no_password check (issuer is null or (password is null and not must_change)),
  add constraint an_issuer_has_a_subject check (num_nulls(issuer, subject, claimed_at) in (0, 3)),
  add constraint one_person_of_an_issuer_and_subject unique (issuer, subject);
