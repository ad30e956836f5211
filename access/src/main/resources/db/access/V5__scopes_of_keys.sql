-- Of which issuers a key sees what is recorded, within what its owner sees; null: all that its owner sees.
alter table access.api_key add column scope text[];
alter table access.api_key add constraint a_scope_of_a_key_is_of_some_issuers check (cardinality(scope) > 0 and array_position(scope, null) is null);
alter table access.api_key add constraint a_key_with_a_scope_only_asks check (scope is null or roles <@ array['AUDITOR']);
