-- Of which issuers a person sees what is recorded; null: of all. Who sees only some can ask, and nothing else.
alter table access.person add column scope text[];
alter table access.person add constraint a_scope_is_of_some_issuers check (cardinality(scope) > 0 and array_position(scope, null) is null);
alter table access.person add constraint who_is_scoped_only_asks check (scope is null or roles <@ array['AUDITOR']);
