-- Names are searched as words: a space before the first word and after each. What is there already is given that form, so that names are
-- found until the register is rebuilt, as a new edition is; the rebuild folds all of them again.

update party_name set search_name = ' ' || search_name || ' ' where search_name <> '';
