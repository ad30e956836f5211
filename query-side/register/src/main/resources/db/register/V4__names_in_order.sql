-- Whose name begins with what is being typed, in the order of names: read from the index, and no further than the first few.

create index names_in_order on party_name (search_name, id, kind);
