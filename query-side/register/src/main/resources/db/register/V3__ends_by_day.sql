-- What begins or ends within some days, over everyone: what changed in a quarter, and what ends soon.

create index authorities_by_their_beginning on authority_version (effective_from);
create index authorities_by_their_end on authority_version (effective_until) where effective_until is not null;
